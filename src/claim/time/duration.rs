//! Durations: a scope (`Trong 5 năm`), the name of an occasion (`sơ kết 3 năm`), or a claim (`trong vòng 30 ngày`).

use super::days::days;
use super::parts::{Time, dash, slashed_at, year_at};
use super::year::is_occasion;
use crate::Span;
use crate::claim::clause::opens_clause;
use crate::claim::unit::unit_at;
use crate::claim::{numeral, one_of, opens_with};
use crate::registry::cue::{CUES, Head};
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// What durations are measured in.
const UNITS: &WordSet = words!["năm", "tháng", "tuần", "ngày", "quý", "giờ", "phút", "nhiệm", "thập"];

/// Reads the duration in digits at `at`, where it is no claim.
pub(super) fn of_digits(text: &Tokens, at: usize) -> Option<Time> {
    let number = text.token_at(at).filter(|t| t.span.len() <= 3)?;
    let follows = text.next_token(number.span.end() as usize)?;
    if !follows.one_of(UNITS) && !follows.one_of(words!["-", "đến"]) {
        return None;
    }
    let digits = numeral::digits(text, at).ok()?;
    if digits.plain == 0 || digits.plain > 3 {
        return None;
    }
    let mut number_end = digits.span.end() as usize;
    // A range: 2-3 năm.
    let (next, _) = text.skip_space(number_end);
    if let Some(pos) = dash(text, next).or_else(|| text.word_at(next, words!["đến"])) {
        let (pos, _) = text.skip_space(pos);
        if let Some(token) = text.token_at(pos).filter(|t| t.class == Class::Digits && t.span.len() <= 3) {
            number_end = token.span.end() as usize;
        }
    }
    read(text, at, number_end, u16::try_from(digits.value.mantissa()).ok()?)
}

/// Verbs that say what came of a time: `doanh thu sau 8 năm đạt 2.150 tỷ đồng`.
const REACHED: &WordSet = words!["đạt", "là", "ước", "xảy"];

/// Who reached it: `Về du lịch, 11 tháng tỉnh đón 9,8 triệu lượt khách`.
const WHO: &WordSet = words!["tỉnh", "huyện", "xã", "phường", "toàn", "cả", "ngành"];

/// Words before a bare length that make it a quantity of its own: `thời hạn 6 tháng`, `phạt tù 9 tháng`.
const MEASURED: &WordSet = words![
    "hạn", "tù", "dài", "gian", "đến", "từ", "hành", "kỳ", "lương", "mỗi", "thiểu", "đa", "nhất", "phạt", "nghỉ",
    "trẻ", "tuổi", "dưới", "trên", "đủ", "hưởng", "thêm", "gần", "hơn", "quá", "được", "cứ"
];

/// Reads the duration whose number stands at `at..number_end`. `None`: it is a quantity.
pub(in crate::claim) fn read(text: &Tokens, at: usize, number_end: usize, value: u16) -> Option<Time> {
    let (word, _) = text.skip_space(number_end);
    let word_end = text.word_at(word, UNITS)?;
    let end = unit_at(text, number_end).map_or(word_end, |found| found.text.end() as usize);
    let end = and_months(text, end).unwrap_or(end);
    let (before, _) = text.skip_space_back(at);
    let (next, _) = text.skip_space(end);
    let no_scope = |end| Some(Time { end, scope: None });
    if is_occasion(text, before) {
        return no_scope(end);
    }
    let unit = &text[word..word_end];
    if unit == "năm" && year_at(text, next).is_some() {
        // kế hoạch 5 năm 2021-2025: the years are read at their own digits.
        return no_scope(end);
    }
    // bình quân tiền lương của 06 tháng liền kề trước khi nghỉ việc
    if let Some(end) = text.word_at(next, words!["liền"]).and_then(|end| text.next_word(end, words!["kề"])) {
        return no_scope(end);
    }
    // thời hạn thực hiện 60 ngày: what is allowed.
    let allowed = |start| text.last_token(start).is_some_and(|t| t.one_of(words!["hạn", "gian"]));
    let led = CUES.duration_lead.before(text, before).filter(|(sums, start)| !(*sums && allowed(*start)));
    let lead = led.map(|(_, start)| start);
    let bound = CUES.bound_before.before(text, before).map(|(_, start)| start);
    let words = lead.map_or("", |start| text[start..at].trim());
    let length = Length {
        text,
        start: led.filter(|(sums, _)| !sums).map_or(at, |(_, start)| start),
        at,
        end,
        before,
        next,
        unit,
        value,
        lead,
        words,
        hedge: one_of(words, &["hơn", "gần", "từ", "cả", "khoảng"]),
        hedged: bound.is_some_and(|start| lead.is_none_or(|lead| start < lead)),
    };
    // trong hai ngày 19, 20-7; but dành 2 ngày 30-31/10
    let listed = || days(text, next).filter(|_| lead.is_some() && unit == "ngày");
    if let Some(end) = tail(text, unit, before, end).or_else(listed) {
        return length.scope(length.start, end);
    }
    if reported(text, unit, before, next) {
        return no_scope(end);
    }
    if lead.is_some() && !length.hedge { length.led() } else { length.bare() }
}

/// A length of time, and the words around it.
struct Length<'t, 'p> {
    text: &'t Tokens<'p>,
    /// Where its scope would begin: at the words that lead it, unless they only sum up.
    start: usize,
    /// Where its number begins, and its unit ends.
    at: usize,
    end: usize,
    /// Where the token before ends, and the next one begins.
    before: usize,
    next: usize,
    unit: &'t str,
    value: u16,
    /// Where the words begin that lead it: `trong`, `sau`, `qua`; and those words.
    lead: Option<usize>,
    words: &'t str,
    /// Whether they are a hedge themselves (`hơn`), or one stands before them.
    hedge: bool,
    hedged: bool,
}

impl Length<'_, '_> {
    fn scope(&self, start: usize, end: usize) -> Option<Time> {
        let start = from_year(self.text, start).unwrap_or(start);
        Some(Time { end, scope: Some(Span::of(start, end)) })
    }

    fn follows(&self, words: &WordSet) -> bool {
        self.text.token_at(self.next).is_some_and(|t| t.one_of(words))
    }

    /// After words that lead it.
    fn led(&self) -> Option<Time> {
        if self.hedged || opens_with(self.words, "chỉ") {
            return None;
        }
        let initial = opens_clause(self.text, self.lead.unwrap_or(self.at));
        if opens_with(self.words, "sau") {
            return self.passed(initial);
        }
        let short = matches!(self.unit, "ngày" | "giờ" | "phút" | "tuần");
        // trong 4 ngày nghỉ lễ đạt 298 tỷ đồng: what follows is told of these days.
        const TOLD: &WordSet = words!["đạt", "có", "đã", "là", "ước", "tăng", "giảm", "toàn", "nghỉ", "lễ"];
        // ghi nhận 350 ca trong một tuần: one, in words, counts nothing.
        let one = self.value == 1 && !self.text.as_bytes()[self.at].is_ascii_digit();
        if short && !initial && !one && opens_with(self.words, "trong") && !self.follows(TOLD) {
            return None;
        }
        self.scope(self.start, self.end)
    }

    /// After `sau`: a scope only where something is told of that time.
    fn passed(&self, initial: bool) -> Option<Time> {
        const WORK: &WordSet =
            words!["thực", "triển", "thi", "xây", "đổi", "sáp", "hợp", "thành", "tái", "hoạt", "sắp", "phát"];
        // Tổng số ca cấp cứu sau 4 ngày Tết là 650 ca
        const HOLIDAYS: &WordSet = words!["tết", "nghỉ", "lễ"];
        // tháng 11 tăng 0,1% còn sau 11 tháng, chỉ số tăng 3%
        let joined =
            || self.lead.and_then(|lead| self.text.last_token(lead)).is_some_and(|t| t.one_of(words!["còn", "và"]));
        if initial
            || self.follows(words![","]) && joined()
            || self.follows(HOLIDAYS)
            || self.unit == "năm" && self.follows(REACHED)
        {
            return self.scope(self.start, self.end);
        }
        self.follows(WORK).then_some(Time { end: self.end, scope: None })
    }

    /// Without words that lead it: a scope where it opens a sentence, or what it is the time of stands around it.
    fn bare(&self) -> Option<Time> {
        if self.hedge || self.hedged {
            return None;
        }
        let opens = opens_sentence(self.text, self.at);
        let is_scope = opens && self.opens()
            // GRDP 6 tháng của tỉnh, thu ngân sách 9 tháng là
            || self.unit == "tháng"
                && (2..=11).contains(&self.value)
                // công nghiệp giữ vai trò chủ đạo, 6 tháng ước đạt 820 tỷ đồng
                && (opens
                    || self.named() && (self.goes_on() || self.hedges_figure())
                    || opens_clause(self.text, self.at) && (self.follows(REACHED) || self.follows(WHO) || self.tells_figure()))
            // vốn huy động 5 năm đạt 40.000 tỷ đồng
            || self.unit == "năm"
                && (2..=20).contains(&self.value)
                && self.named()
                && (self.follows(words!["đạt", "ước"]) || self.is_figure());
        if is_scope { self.scope(self.at, self.end) } else { None }
    }

    /// `nhập khẩu 9 tháng hơn 850 triệu USD`: whether a hedge and another number follow.
    fn hedges_figure(&self) -> bool {
        let hedge = CUES.bound_before.at(self.text, self.next);
        hedge.and_then(|(_, end)| self.text.next_token(end)).is_some_and(|t| t.class == Class::Digits)
    }

    /// `tổng vốn huy động 10 năm là 2.372 tỷ đồng`: whether a sum follows that the time is of.
    fn is_figure(&self) -> bool {
        let value = self.text.word_at(self.next, words!["là"]).and_then(|end| self.text.next_token(end));
        value.is_some_and(|t| figures(self.text, t))
    }

    /// `Theo ngành thuế, 10 tháng, tổng thu đạt 900 tỷ đồng`: whether what was counted in the time follows.
    fn tells_figure(&self) -> bool {
        let comma = self.text.token_at(self.next).filter(|t| t.one_of(words![","]));
        let told = comma.map(|t| self.text.skip_space(t.span.end() as usize).0);
        told.is_some_and(|at| {
            // Hà Nam: 6 tháng, hơn 1.100 vụ
            let hedge = CUES.bound_before.at(self.text, at).and_then(|(_, end)| self.text.next_token(end));
            matches!(CUES.head.at(self.text, at), Some((Head::Noun, _))) || hedge.is_some_and(|t| figures(self.text, t))
        })
    }

    /// `15 năm, trồng 900 ha`; `Hai năm xây 40 phòng học`: what follows a length that opens a sentence.
    fn opens(&self) -> bool {
        const NAMED: &WordSet =
            words!["tù", "là", "kinh", "tuổi", "giam", "rưỡi", "học", "không", "cải", "đối", "kể", "từ", "với", "có"];
        self.text.token_at(self.next).is_some_and(|t| {
            let verb = t.class == Class::Word && t.case == Case::Lower && !t.one_of(NAMED);
            // 3 ngày nghỉ Tết, xảy ra 2 vụ
            let holidays = || self.unit == "ngày" && t.one_of(words!["nghỉ", "tết", "lễ"]);
            t.one_of(words![","]) || verb && matches!(self.unit, "năm" | "tháng") || holidays()
        })
    }

    /// Whether the word before says what the time is of: `GRDP 6 tháng`, not `thời hạn 6 tháng`.
    fn named(&self) -> bool {
        self.text[..self.before].ends_with(')')
            || self.text.token_before(self.before).is_some_and(|t| t.class == Class::Word && !t.one_of(MEASURED))
    }

    /// Whether the words go on as after the name of a figure: `… của tỉnh`, `… đạt`.
    fn goes_on(&self) -> bool {
        const GOES_ON: &WordSet = words![
            "của", "là", "tăng", "giảm", "đạt", "ước", "lên", "bằng", "toàn", ":", ",", "qua", "có", "đã", "cao",
            "thấp", "trên", "tại", "trong", "cả", "vẫn", "đều", "chỉ", "mới"
        ];
        self.text.token_at(self.next).is_some_and(|t| {
            // tổng thu 9 tháng 4.512 tỷ đồng
            t.one_of(GOES_ON) || figures(self.text, t)
        })
    }
}

/// Whether a token begins a number of thousands or with a fraction, as sums are.
fn figures(text: &Tokens, token: Token) -> bool {
    token.class == Class::Digits
        && matches!(text.as_bytes()[token.span.end() as usize..], [b'.' | b',', b'0'..=b'9', ..])
}

/// `từ năm 2020 đến 6 tháng đầu năm 2025`: where the words begin that say from which year on, before a part of another.
fn from_year(text: &Tokens, start: usize) -> Option<usize> {
    let to = text.last_token(start).filter(|t| t.one_of(words!["đến", "tới", "hết"]))?;
    let (mut last, _) = text.before(&to)?;
    if last.one_of(words!["đến", "tới"]) {
        last = text.before(&last)?.0;
    }
    year_at(text, last.span.start() as usize)?;
    let (mut from, _) = text.before(&last)?;
    if from.one_of(words!["năm"]) {
        from = text.before(&from)?.0;
    }
    from.one_of(words!["từ"]).then_some(from.span.start() as usize)
}

/// `2 năm 6 tháng`: where the months end that follow a count of years.
fn and_months(text: &Tokens, end: usize) -> Option<usize> {
    if !matches!(text.as_bytes()[end..], [b' ', b'0'..=b'9', ..]) || !text[..end].ends_with("năm") {
        return None;
    }
    let count = text.token_at(end + 1).filter(|t| t.span.len() <= 2)?;
    let months = text.next_word(count.span.end() as usize, words!["tháng"])?;
    text.next_word(months, words!["đầu", "cuối", "năm"]).is_none().then_some(months)
}

/// `báo cáo tháng, quý, 6 tháng, 9 tháng và năm`: one of a row of terms for which something is reported.
fn reported(text: &Tokens, unit: &str, before: usize, next: usize) -> bool {
    if unit != "tháng" {
        return false;
    }
    let joins = |t: &Token| t.one_of(words![",", "và", "-"]);
    let last = text.token_before(before).filter(joins).and_then(|t| text.before(&t));
    let after = || {
        let link = text.token_at(next).filter(joins)?;
        text.next_word(link.span.end() as usize, words!["năm", "cả", "quý"])
    };
    last.is_some_and(|(t, _)| t.one_of(words!["quý", "quí", "tháng", "tuần", "i", "iv"])) && after().is_some()
        || last.is_some_and(|(t, _)| t.one_of(words!["quý", "quí", "i", "iv"]))
}

/// What follows a duration and makes it a scope: `đầu năm 2014`, `qua`, `năm 2023`; where it ends.
fn tail(text: &Tokens, unit: &str, before: usize, unit_end: usize) -> Option<usize> {
    let (next, _) = text.skip_space(unit_end);
    let skip = |end: usize| text.skip_space(end).0;
    if let Some(((), stop)) = CUES.duration_after.at(text, next) {
        let phrase = &text[next..stop];
        // 07 ngày trước khi, 15 ngày sau ngày ký: the length itself is said.
        let goes_on = text.word_at(skip(stop), words!["khi", "ngày", "kỳ", "thời"]).is_some();
        if one_of(phrase, &["trước", "sau"]) && goes_on {
            return None;
        }
        // trợ cấp 05 tháng lương cho 20 năm đầu công tác
        if phrase == "đầu" && text.token_before(before).is_some_and(|t| t.one_of(words!["cho"])) {
            return None;
        }
        let year_word = if phrase.ends_with("năm") { Some(stop) } else { text.word_at(skip(stop), words!["năm"]) };
        if let Some((_, end)) = year_word.and_then(|word| year_at(text, skip(word))) {
            return Some(end);
        }
        return Some(CUES.duration_after.at(text, skip(stop)).map_or(stop, |(_, end)| end));
    }
    if unit != "năm" {
        // 9 tháng năm 2023, 9 tháng/2023
        let slash = || if slashed_at(text, unit_end) { Some(unit_end + 1) } else { None };
        let year = text.word_at(next, words!["năm"]).map(skip).or_else(slash)?;
        return year_at(text, year).map(|(_, end)| end);
    }
    // 10 năm (Từ năm 2013-2023), not Thời gian thực hiện: 04 năm (2023 - 2026)
    (year_in_brackets(text, next) && !text[..before].ends_with(':')).then_some(unit_end)
}

fn opens_sentence(text: &Tokens, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', '.', '('])
}

/// Whether brackets with years follow.
fn year_in_brackets(text: &Tokens, at: usize) -> bool {
    if text.as_bytes().get(at) != Some(&b'(') {
        return false;
    }
    let mut pos = at + 1;
    for _ in 0..4 {
        let (next, _) = text.skip_space(pos);
        if year_at(text, next).is_some() {
            return true;
        }
        let Some(token) = text.token_at(next) else { return false };
        pos = token.span.end() as usize;
    }
    false
}
