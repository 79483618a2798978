//! Dates, months, quarters and weeks.

use super::days::{dashed_days, listed_days};
use super::extent::{dated, extended};
use super::parts::{Time, last_quarter, quarter_number, slashed_at, told_year, year_at};
use super::year::years;
use crate::Span;
use crate::claim::numeral;
use crate::claim::unit::unit_at;
use crate::date::{date_at, value};
use crate::registry::cue::{CUES, TimeWord};
use crate::registry::unit::Kind;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// Dates, months, quarters, years and ranges of years.
pub(super) fn calendar(text: &Tokens, at: usize, word: Option<(TimeWord, usize)>, taken: usize) -> Option<Time> {
    let token = text.token_at(at).filter(|t| t.span.len() <= 4)?;
    let start = word.map_or(at, |(_, start)| start);
    let word = word.map(|(word, _)| word);
    let number = Number { text, start, at, end: token.span.end() as usize, value: value(text, token), taken };
    let short = token.span.len() <= 2;
    if short {
        if let Some(time) = number.with_month_and_year().or_else(|| number.with_month()) {
            return Some(time);
        }
    }
    // `mỗi năm 20 lớp`, `một ngày 3 bữa`: the word before is a rate, the number counts.
    let each = text.last_token(start).is_some_and(|t| t.one_of(words!["mỗi", "hằng", "hàng", "một", "từng"]));
    if let Some((_, end)) = year_at(text, at) {
        // Right behind a document's number, or its place, stands its year: `Quyết định 1629/QĐ-TTg 2019 nhiệm vụ lập quy hoạch`,
        // `1629/QĐ-UBND Cần Thơ 2019`.
        if word.is_none() && taken > 0 && (at == taken + 1 || at > taken && at - taken < 32 && placed(text, taken, at))
        {
            return Some(Time { end, scope: None });
        }
        return years(text, at, start, word, each);
    }
    match word.filter(|_| !each && !is_amount(text, token)) {
        Some(TimeWord::Month) if short && (1..=12).contains(&number.value) => Some(number.month()),
        Some(TimeWord::Day) if short && (1..=31).contains(&number.value) && !counts_after(text, number.end) => {
            Some(number.day())
        }
        Some(TimeWord::Quarter) if short && (1..=4).contains(&number.value) => Some(quarter(text, start, number.end)),
        Some(TimeWord::Week) if short && (1..=53).contains(&number.value) => Some(number.week()),
        // nhiệm kỳ 20-25
        Some(TimeWord::Span) if number.joins(b'-') => None,
        Some(TimeWord::Name) if number.value < 100 => Some(Time { end: number.end, scope: None }),
        _ if short => number.bare(),
        _ => None,
    }
}

/// Whether but a name stands between a document's number and its year.
fn placed(text: &Tokens, from: usize, to: usize) -> bool {
    text.within(Span::of(from, to)).iter().all(|t| t.class == Class::Word && t.case == Case::Title)
        && !text[from..to].contains('\n')
}

/// A number of up to four digits that may be of a date.
struct Number<'t, 'p> {
    text: &'t Tokens<'p>,
    /// Where its words begin: the word of time before it, if there is one.
    start: usize,
    /// Where its digits begin, and end.
    at: usize,
    end: usize,
    value: u16,
    /// Where the last reference's core ends.
    taken: usize,
}

impl Number<'_, '_> {
    /// The number as a time that goes on to `end`: a scope, unless a document or a body stands before it.
    fn dated(&self, end: usize) -> Time {
        Time { end, scope: dated(self.text, self.start, end, self.taken) }
    }

    /// The number as a time that goes on to `end`, a scope.
    fn extended(&self, end: usize) -> Time {
        Time { end, scope: Some(extended(self.text, self.start, end)) }
    }

    /// Whether a mark joins it to the digits that follow.
    fn joins(&self, mark: u8) -> bool {
        let bytes = self.text.as_bytes();
        bytes.get(self.end) == Some(&mark) && bytes.get(self.end + 1).is_some_and(u8::is_ascii_digit)
    }

    /// `14/7/2015`, `14 tháng 7 năm 2015`.
    fn with_month_and_year(&self) -> Option<Time> {
        self.text.next_word(self.end, words!["/", "-", ".", "tháng"])?;
        let found = date_at(self.text, self.at).filter(|d| d.has_day && d.date.is_some())?;
        Some(self.dated(found.span.end() as usize))
    }

    /// `30 tháng 4`, `27 tháng Chạp`: no year.
    fn with_month(&self) -> Option<Time> {
        let text = self.text;
        let after = text.next_word(self.end, words!["tháng"])?;
        let month = text.next_token(after).filter(|t| t.class == Class::Digits && t.span.len() <= 2);
        // tổng chi 10 tháng 3.798 tỷ đồng: a length, and a sum.
        let sound = |m: &Token| (1..=12).contains(&value(text, *m)) && !is_amount(text, *m);
        let month = month.filter(sound).map(|month| month.span.end() as usize);
        Some(self.dated(month.or_else(|| text.next_word(after, words!["chạp", "giêng"]))?))
    }

    /// `tháng 5/2025`, `tháng 5 năm 2025`, `tháng 5, 6 và 7`.
    fn month(&self) -> Time {
        let text = self.text;
        let found = date_at(text, self.start).filter(|d| d.span.end() as usize >= self.end);
        let end = listed_days(text, found.map_or(self.end, |d| d.span.end() as usize), 12);
        let year = || year_at(text, text.skip_space(text.next_word(end, words!["năm"])?).0).map(|(_, end)| end);
        // tháng 7 vừa qua
        let past = || text.next_word(text.next_word(end, words!["vừa"])?, words!["qua", "rồi"]);
        self.extended(told_year(text, end).or_else(year).or_else(past).unwrap_or(end))
    }

    /// `ngày 15/7/2015`, `ngày 15`, `ngày 30-31/10`.
    fn day(&self) -> Time {
        let text = self.text;
        let word = text.last_token(self.at).map_or(self.at, |t| t.span.start() as usize);
        let found = date_at(text, word).filter(|d| d.span.end() as usize > self.end);
        let mut end = found.map_or(self.end, |d| d.span.end() as usize);
        let joined = |end: usize| text.token_at(end + 1).map_or(end, |t| t.span.end() as usize);
        if found.is_none() {
            if b"/-.".iter().any(|mark| self.joins(*mark)) {
                end = joined(end);
            }
            end = listed_days(text, end, 31);
        }
        if slashed_at(text, end) {
            end = joined(end);
        }
        self.dated(self.dawn(end).unwrap_or(end))
    }

    /// `Đêm 4 rạng sáng 5/9`: where the day ends that dawned.
    fn dawn(&self, end: usize) -> Option<usize> {
        let digits = |at: usize| self.text.token_at(at).filter(|t| t.class == Class::Digits);
        let dawn = self.text.next_word(self.text.next_word(end, words!["rạng"])?, words!["sáng"])?;
        let slash = digits(self.text.skip_space(dawn).0)?.span.end() as usize;
        let month = if slashed_at(self.text, slash) { digits(slash + 1)? } else { return None };
        Some(month.span.end() as usize)
    }

    /// `tuần 12/2024`, `tuần 12 của năm 2024`.
    fn week(&self) -> Time {
        let text = self.text;
        let of = text.next_word(self.end, words!["của"]).unwrap_or(self.end);
        let year = match text.next_word(of, words!["năm"]) {
            _ if self.joins(b'/') => year_at(text, self.end + 1),
            word => word.and_then(|word| year_at(text, text.skip_space(word).0)),
        };
        self.extended(year.map_or(self.end, |(_, end)| end))
    }

    /// `7/2015`, `14/7`, `từ 24-26/8`: no word before says what it is.
    fn bare(&self) -> Option<Time> {
        if self.joins(b'-') {
            return dashed_days(self.text, self.at);
        }
        if !self.joins(b'/') {
            return self.dotted();
        }
        match year_at(self.text, self.end + 1) {
            Some((_, end)) if (1..=12).contains(&self.value) => Some(self.extended(end)),
            _ => day_and_month(self.text, self.at, self.end, self.value),
        }
    }

    /// `Từ 15.2, bỏ quy định`: a day and its month where the sentence begins.
    fn dotted(&self) -> Option<Time> {
        let text = self.text;
        text.last_token(self.at)
            .filter(|t| self.joins(b'.') && t.case == Case::Title && t.one_of(words!["từ", "đến"]))?;
        let month = text.token_at(self.end + 1).filter(|t| t.span.len() <= 2)?;
        let end = month.span.end() as usize;
        let sound = (1..=31).contains(&self.value) && (1..=12).contains(&value(text, month));
        (sound && text.as_bytes().get(end) == Some(&b',')).then(|| self.extended(end))
    }
}

/// Whether the digits after a word of time go on as an amount: `bình quân tháng 3,5 triệu đồng`, `10 tháng 3.798 tỷ`.
fn is_amount(text: &Tokens, first: Token) -> bool {
    let end = first.span.end() as usize;
    if !matches!(text.as_bytes()[end..], [b'.' | b',', b'0'..=b'9', ..]) {
        return false;
    }
    let Ok(digits) = numeral::digits(text, first.span.start() as usize) else { return false };
    let stop = digits.span.end() as usize;
    // tháng 1,2 năm 2024: months.
    let measures = || unit_at(text, stop).is_some_and(|u| u.unit.base.row().kind != Kind::Time);
    stop == end + 4 || numeral::magnitude(text, stop).is_some() || measures()
}

/// Whether a counted noun or unit follows: `ngày 2 buổi` is no date.
fn counts_after(text: &Tokens, end: usize) -> bool {
    let (next, _) = text.skip_space(end);
    // cây công nghiệp ngắn ngày 15 ha, điểm sáng 5%
    let measured = || unit_at(text, end).is_some_and(|u| matches!(u.unit.base.row().kind, Kind::Measure | Kind::Ratio));
    text.word_at(next, words!["buổi", "lần", "bữa", "ca", "chuyến", "giờ", "tiếng"]).is_some() || measured()
}

/// `30/4`, unless it is a fraction of things counted.
fn day_and_month(text: &Tokens, at: usize, day_end: usize, day: u16) -> Option<Time> {
    let month = text.token_at(day_end + 1).filter(|t| t.class == Class::Digits && t.span.len() <= 2)?;
    let value: u16 = text[month.span].parse().ok()?;
    let end = month.span.end() as usize;
    if !(1..=31).contains(&day) || !(1..=12).contains(&value) {
        return None;
    }
    // đạt 100% (12/12)
    if matches!(text.as_bytes()[..at], [.., b'%', b' ', b'(']) && text.as_bytes().get(end) == Some(&b')') {
        return None;
    }
    let after = text.as_bytes().get(end).copied().unwrap_or(b' ');
    if matches!(after, b'.' | b',') && text.as_bytes().get(end + 1).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let (next, _) = text.skip_space(end);
    let counted = CUES.counted.at(text, next).is_some() || CUES.measured.at(text, next).is_some();
    let (before, _) = text.skip_space_back(at);
    let led = text.token_before(before).is_some_and(|t| {
        // hôm nay 9/12, but đến nay 9/12 xã
        let so_far = || t.one_of(words!["nay"]) && text.before(&t).is_some_and(|(b, _)| b.one_of(words!["đến", "tới"]));
        t.one_of(words![
            "ngày", "từ", "đến", "dịp", "lễ", "sáng", "chiều", "tối", "trưa", "hôm", "trước", "sau", "đợt", "kể",
            "mai", "nay", "qua", "tới", "nghỉ", "khánh"
        ]) && !so_far()
    });
    let rank = text
        .token_before(before)
        .is_some_and(|t| t.one_of(words!["hạng", "thứ", "đạt", "được", "có", "còn", "gồm", "bằng"]));
    // dịp nghỉ 2/9 năm nay
    if let Some(end) = told_year(text, end) {
        return Some(Time { end, scope: None });
    }
    // (11/2 giờ Việt Nam)
    let measured = || unit_at(text, end).is_some_and(|unit| unit.unit.base.symbol() != "giờ");
    let percent = matches!(after, b'=' | b'%') || measured();
    if percent || (counted && !led) || rank {
        return None;
    }
    // giảm gần 2/3 so với năm trước
    let change = |t: Token| CUES.change.ending(text, t).is_some();
    let changed = |t: Token| {
        let hedge = t.one_of(words!["gần", "hơn", "khoảng", "tới", "đến"]);
        change(t) || hedge && text.before(&t).is_some_and(|(verb, _)| change(verb))
    };
    // trong đó 1/3 là đảng viên cao tuổi, hơn 2/3 là nữ
    let of_it = |t: Token| t.one_of(words!["đó", "hơn"]);
    if day < value && value <= 10 && text.token_before(before).is_some_and(|t| changed(t) || of_it(t)) {
        return None;
    }
    // Simple parts of a whole: 1/3, 2/3, 3/4 before what they are parts of.
    let share = day < value && value <= 10 && !led && !spread(text, end);
    if share && text.token_at(next).is_some_and(|t| t.class == Class::Word && CUES.stop.at(text, next).is_none()) {
        return None;
    }
    // từ 15/7 đến 14/8, các đơn vị phát hiện
    let scope = if led && !counted { extended(text, at, end) } else { Span::of(at, end) };
    Some(Time { end, scope: Some(scope).filter(|scope| (scope.start() as usize) < at) })
}

/// Whether the words go on as after a date: an end of a clause, a dash, và and another date.
fn spread(text: &Tokens, end: usize) -> bool {
    let (next, _) = text.skip_space(end);
    text.as_bytes().get(next).is_none_or(|b| b.is_ascii_punctuation())
}

/// `quý 3`, `quý 3/2024`, `quý 3 năm 2024`.
fn quarter(text: &Tokens, start: usize, number_end: usize) -> Time {
    let mut end = number_end;
    let (next, _) = text.skip_space(number_end);
    let after = if text.as_bytes().get(next) == Some(&b'/') || text.as_bytes().get(next) == Some(&b'-') {
        Some(next + 1)
    } else {
        text.word_at(next, words!["năm"])
    };
    if let Some((_, stop)) = after.and_then(|a| year_at(text, text.skip_space(a).0)) {
        end = stop;
    } else if let Some(stop) = told_year(text, number_end) {
        end = stop;
    }
    let scope = extended(text, start, end);
    Time { end, scope: Some(scope) }
}

/// `tháng Chín`, `tháng Tư năm 2020`: the month's name stands at `at`.
pub(in crate::claim) fn month_in_words(text: &Tokens, at: usize, title: bool) -> Option<Time> {
    let (before, _) = text.skip_space_back(at);
    let word = text.token_before(before).filter(|t| t.one_of(words!["tháng"]))?;
    let start = word.span.start() as usize;
    let found = date_at(text, start).filter(|d| d.span.end() as usize > at)?;
    let end = found.span.end() as usize;
    // Trong tháng một, giá vàng giảm
    let closes = || matches!(text.as_bytes().get(end), Some(b',' | b'.' | b';' | b')'));
    (title || found.date.is_some() || closes())
        .then(|| Time { end, scope: Some(extended(text, start, told_year(text, end).unwrap_or(end))) })
}

/// `quý I/2025`, `quý IV`: at the word quý.
pub(in crate::claim) fn roman_quarter(text: &Tokens, start: usize) -> Option<Time> {
    let word = text.token_at(start)?;
    let (at, spaced) = text.skip_space(word.span.end() as usize);
    let roman = text.token_at(at).filter(|t| spaced && t.class == Class::Word)?;
    let first = quarter_number(text, roman)?;
    Some(quarter(text, start, last_quarter(text, first, roman.span.end() as usize).1))
}
