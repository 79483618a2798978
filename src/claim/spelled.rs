//! Words that open claims or scopes: numbers in words, orders of magnitude, halves.

use super::noun::{Noun, no_noun, noun_after, opens};
use super::quantity::{self, Quantity, Term};
use super::time;
use super::trap;
use super::walk::Walk;
use super::{Form, counted, numeral, one_of, unit};
use crate::registry::cue::CUES;
use crate::registry::numeral::{NUMERALS, Role};
use crate::registry::unit::Kind;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;
use crate::{Decimal, Span};

impl Walk<'_> {
    /// A word that may open a scope or a number in words.
    pub(super) fn word(&mut self, at: usize) {
        let text = self.text;
        let Some(token) = text.token_at(at) else { return };
        let end = token.span.end() as usize;
        if let Some((_, start)) = CUES.scope.ending(text, token).filter(|(_, start)| is_scope(text, *start, token)) {
            self.scope(Span::of(time::since(text, start, end), end));
        }
        if token.one_of(words!["quý", "quí"]) {
            if let Some(time) = time::roman_quarter(text, at) {
                self.time(time);
                return self.trap(time.end);
            }
        }
        let Some(role) = NUMERALS.role(token.key) else { return };
        if let Some(time) = time::month_in_words(text, at, token.case == Case::Title) {
            return self.time(time);
        }
        match role {
            Role::Vague => self.vague(at, end, true),
            Role::Tens | Role::Power(_) => self.vague(at, at, false),
            Role::HalfOf => self.half(at, end),
            Role::Digit(_) | Role::Ten => self.spelled(at),
            _ => {}
        }
    }

    /// `hàng trăm`, `vài chục`, `hơn chục ngàn mét`: an order of magnitude.
    fn vague(&mut self, at: usize, from: usize, led: bool) {
        let text = self.text;
        let (mut pos, _) = text.skip_space(from);
        let mut power = 0;
        if led && from < end_of_line(text, from) && pos == from {
            return;
        }
        let mut end = from;
        let mut words = 0;
        if let Some((Role::Tens, stop)) = NUMERALS.at(text, pos) {
            (power, end, words) = (1, stop, 1);
            pos = stop;
        }
        if let Some(m) = numeral::magnitude(text, if words > 0 { pos } else { text.skip_space_back(pos).0.max(from) }) {
            power += m.power;
            end = m.end;
            words += 1;
        }
        if words == 0 {
            return;
        }
        let (before, _) = text.skip_space_back(at);
        let hedged = CUES.bound_before.before(text, before).is_some();
        if !led && !hedged {
            return;
        }
        if text.token_before(before).is_some_and(|t| t.class == Class::Digits && before == at) {
            return;
        }
        let whole = one_of(&text[Span::of(at, from)], &["cả"]);
        let start = if led && !whole { at } else { text.skip_space(from).0 };
        let low = Decimal::from(1).checked_mul_pow10(power).unwrap_or(Decimal::ZERO);
        let first = Term { power, ..Term::in_words(start, end, low, words, unit::unit_at(text, end)) };
        let Term { unit, end: core_end, .. } = first;
        let quantity =
            Quantity { core: Span::of(start, core_end), form: Form::Vague, high: None, ..Quantity::number(&first) };
        let mut noun = noun_after(text, &quantity);
        if noun.span.is_none() && unit.is_some_and(|u| matches!(u.unit.base.symbol(), "m")) {
            noun = no_noun(core_end);
        }
        if unit.is_none() && noun.span.is_none() {
            return;
        }
        self.push(&quantity, noun.span, noun.end);
    }

    /// `nửa triệu`, `một nửa`, `hơn nửa`: a half.
    fn half(&mut self, at: usize, end: usize) {
        let text = self.text;
        if let Some(m) = numeral::magnitude(text, end) {
            let Some(value) = Decimal::new(5, 1).and_then(|v| v.checked_mul_pow10(m.power)) else { return };
            let unit = unit::unit_at(text, m.end);
            let first = Term { power: m.power, ..Term::in_words(at, m.end, value, 2, unit) };
            let quantity = Quantity::number(&first);
            let noun = noun_after(text, &quantity);
            return self.push(&quantity, noun.span, noun.end);
        }
        let (before, _) = text.skip_space_back(at);
        let Some(word) = text.token_before(before) else { return };
        let one = word.one_of(words!["một"]);
        let hedged = word.one_of(words!["hơn", "quá", "gần", "tới", "khoảng"]);
        let (next, _) = text.skip_space(end);
        if !(one || hedged)
            || text.token_at(next).is_some_and(|t| t.one_of(words!["đầu", "cuối", "đêm", "còn", "kia", "trên", "dưới"]))
        {
            return;
        }
        let start = if one { word.span.start() as usize } else { at };
        let first = Term::in_words(start, end, Decimal::from(1), 2, None);
        let quantity = Quantity { form: Form::Fraction, of: Some(Decimal::from(2)), ..Quantity::number(&first) };
        let noun = Noun { span: counted::share_at(text, end), sure: true, place: false, end };
        self.push(&quantity, noun.span, noun.end);
    }

    /// A number in words: `ba trường hợp`, `hai mươi mốt nghìn hộ`, `hai phần ba`.
    fn spelled(&mut self, at: usize) {
        let text = self.text;
        if let Some(end) = said_again(text, at) {
            return self.trap(end);
        }
        let Some(words) = numeral::words(text, at) else { return };
        // 1.200.000đ (Một triệu hai trăm nghìn đồng)
        if words.count > 2 && self.restated(at) {
            let rest = text[at..].bytes().take(400).position(|b| b == b')' || b == b'\n');
            return self.trap(at + rest.unwrap_or(0).max(1));
        }
        let Some(token) = text.token_at(at) else { return };
        if token.case == Case::Title && !opens(text, token.span) {
            return;
        }
        let (before, _) = text.skip_space_back(at);
        let prior = text.token_before(before);
        let nth = prior.is_some_and(|t| t.one_of(words!["thứ"]));
        // năm, một are mostly a year, an article.
        const FIVE: &WordSet = words![
            "có", "gồm", "với", "khoảng", "gần", "hơn", "thành", "tặng", "trao", "ra", "cả", "lên", "còn", "thêm",
            "là", "làm", "khiến"
        ];
        let leads = prior.is_some_and(|t| t.one_of(FIVE));
        let single = words.count == 1;
        // phạt tù từ một năm đến năm năm
        let from = prior.is_some_and(|t| t.one_of(words!["từ"])) && reaches_on(text, words.end);
        let idle = || match words.value {
            1 => !self.hedged(at) && !is_part(text, words.end) && !from,
            5 => token.one_of(words!["năm"]) && !leads && !goes_on(text, words.end) && !lasts(text, words.end),
            _ => false,
        };
        if single && !nth && idle() {
            // 350 ca trong một tuần: the length says when.
            if words.value == 1 && prior.is_some_and(|t| t.one_of(words!["trong"])) {
                if let Some(quantity) = quantity::quantity(text, at).ok().filter(|q| q.unit.is_some()) {
                    self.timed(at, &quantity);
                }
            }
            return;
        }
        let cued = || trap::cue(text, at).is_some() && (nth || unit::unit_at(text, words.end).is_none());
        let glued = prior.is_some_and(|t| t.class == Class::Digits);
        if glued || single && (CUES.time.before(text, before).is_some() || cued()) {
            return;
        }
        let Ok(quantity) = quantity::quantity(text, at) else { return };
        if let Some(rank) = self.rank(at, &quantity) {
            return self.push(&rank, None, words.end);
        }
        if quantity.form == Form::Fraction {
            let end = quantity.core.end() as usize;
            let noun = Noun { span: counted::share_at(text, end), sure: true, place: false, end };
            return self.push(&quantity, noun.span, noun.end);
        }
        // tăng trưởng hai con số
        if quantity.unit.is_none() && CUES.trap_after.at(text, text.skip_space(words.end).0).is_some() {
            return;
        }
        let quantity = self.neighbours(at, &quantity).unwrap_or(quantity);
        let noun = noun_after(text, &quantity);
        let small = quantity.first.words == 1;
        let five = small && quantity.form == Form::Number && token.one_of(words!["năm"]);
        if small {
            let value = words.value;
            let timed = quantity.unit.is_some_and(|u| u.unit.base.row().kind == Kind::Time);
            let months = five && lasts(text, words.end);
            let held = (noun.sure && quantity.unit.is_none()) || (quantity.unit.is_some() && !five) || months;
            let few = value < 3 && !(value == 2 && (noun.sure || timed) || (self.hedged(at) || from) && timed);
            if few || !held || (timed && self.timed(at, &quantity)) {
                return;
            }
            if five && !leads {
                return;
            }
            if five && period_noun(text, noun.span) {
                return;
            }
        } else if (quantity.unit.is_none() && noun.span.is_none())
            || (quantity.unit.is_some_and(|u| u.unit.base.row().kind == Kind::Time) && self.timed(at, &quantity))
        {
            return;
        }
        self.push(&quantity, noun.span, noun.end);
    }

    /// Whether brackets open between the last claim and words that may say it again.
    fn restated(&self, at: usize) -> bool {
        let Some(last) = self.out.last().filter(|c| c.unit.is_some()) else { return false };
        let between = self.text.get(last.core.end() as usize..at).unwrap_or("");
        between.len() < 12 && between.trim_matches([' ', '.', ':']) == "("
    }

    /// `năm, sáu hộ`, `ba bốn người`: two neighbouring digits in words are a range.
    fn neighbours(&self, at: usize, quantity: &Quantity) -> Option<Quantity> {
        let text = self.text;
        let first = &quantity.first;
        if first.words != 1 || quantity.form != Form::Number || quantity.unit.is_some() || first.start != at {
            return None;
        }
        let (mut next, _) = text.skip_space(first.number_end);
        if text.as_bytes().get(next) == Some(&b',') {
            next = text.skip_space(next + 1).0;
        }
        NUMERALS.at(text, next)?;
        let second = quantity::term(text, next).ok().filter(|t| t.words == 1 && t.power == 0)?;
        let one_more = first.value.checked_add(Decimal::from(1))?;
        (second.value == one_more).then_some(Quantity {
            core: Span::of(at, second.end),
            form: Form::Range,
            high: Some(second.value),
            unit: second.unit,
            ..*quantity
        })
    }

    /// Whether a hedge stands right before: `hơn một năm`.
    fn hedged(&self, at: usize) -> bool {
        let (before, _) = self.text.skip_space_back(at);
        CUES.bound_before.before(self.text, before).is_some()
    }

    /// Whether a spelled duration is only a scope: `trong ba năm`, `sáu tháng đầu năm`.
    fn timed(&mut self, at: usize, quantity: &Quantity) -> bool {
        let value = u16::try_from(quantity.low.mantissa()).unwrap_or(0);
        let Some(time) = time::duration(self.text, at, quantity.first.number_end, value) else { return false };
        self.time(time);
        true
    }
}

/// Whether the words from `start` up to a token that may be a time scope are one.
fn is_scope(text: &Tokens, start: usize, token: Token) -> bool {
    let (at, end) = (token.span.start() as usize, token.span.end() as usize);
    if year_follows(text, end) || left_over(text, end) || annual_crop(text, start) {
        return false;
    }
    // dự án cấp phép từ các năm trước: where they come from.
    if token.one_of(words!["trước"]) && text.last_token(start).is_some_and(|t| t.one_of(words!["từ"])) {
        return false;
    }
    if one_of(&text[Span::of(start, end)], &["trong kỳ"]) && !tells_term(text, end) {
        return false;
    }
    if start != at || !token.one_of(words!["hiện", "nay"]) {
        // in 12 tháng trước khi sinh the months are counted.
        let before = text.last_token(start);
        return !(before.is_some_and(|t| t.class == Class::Digits) && one_of_lengths(text, start));
    }
    let next = text.next_token(end);
    // hiện đại, hiện tượng are other words.
    let tails = words!["đại", "tượng", "hành", "thực", "trường", "hữu", "vật", "diện", "trạng"];
    let compound = next.is_some_and(|t| t.one_of(tails));
    // , nay còn 3 hộ
    let told = words!["còn", "có", "đã", "giảm", "tăng", "lên", "là", "chỉ", "toàn"];
    let now = token.one_of(words!["hiện"]) || next.is_some_and(|t| t.one_of(told));
    let stands = || opens(text, token.span) || text[..at].trim_end().ends_with(',');
    now && !compound && (stands() || next.is_some_and(|next| tells_now(text, token, next)))
}

/// `Toàn tỉnh hiện có 45 xã`, `và hiện đang điều tra`: now, inside a clause; not `thực hiện`, `cơ sở hiện có`.
#[inline(never)]
fn tells_now(text: &Tokens, token: Token, next: Token) -> bool {
    const WORDS: &WordSet = words!["thực", "phát", "biểu", "thể", "xuất", "tái", "hiển", "ẩn", "tìm", "cụ", "nhận"];
    if !next.one_of(words!["đang", "còn", "có"]) || token.case != Case::Lower || !token.one_of(words!["hiện"]) {
        return false;
    }
    let counts = || {
        let (at, _) = text.skip_space(next.span.end() as usize);
        text.as_bytes().get(at).is_some_and(u8::is_ascii_digit) || CUES.bound_before.at(text, at).is_some()
    };
    text.before(&token).is_some_and(|(t, _)| t.class == Class::Word && !t.one_of(WORDS))
        && (!next.one_of(words!["có"]) || counts())
}

/// Whether what follows is told of the time that is reported on: `trong kỳ, tiếp 20 lượt`; not `trong kỳ họp`.
fn tells_term(text: &Tokens, end: usize) -> bool {
    const TOLD: &WordSet =
        words!["đã", "có", "là", "đạt", "các", "toàn", "tăng", "giảm", "ước", "được", "không", "báo"];
    let next = text.next_token(end);
    next.is_none_or(|t| t.class != Class::Word || t.one_of(TOLD))
}

/// `một phần ba`: whether a spelled number is the first of a fraction.
fn is_part(text: &Tokens, end: usize) -> bool {
    text.next_word(end, words!["phần"]).is_some()
}

/// `một năm đến năm năm`: whether a spelled length goes on to another.
fn reaches_on(text: &Tokens, end: usize) -> bool {
    unit::unit_at(text, end)
        .is_some_and(|found| text.next_word(found.text.end() as usize, words!["đến", "tới"]).is_some())
}

/// `năm, sáu hộ`, `năm đến sáu`, `năm phần mười`: whether a spelled number goes on to another.
fn goes_on(text: &Tokens, end: usize) -> bool {
    let (next, _) = text.skip_space(end);
    let Some(token) = text.token_at(next) else { return false };
    let after = if token.one_of(words![","]) { text.skip_space(next + 1).0 } else { next };
    token.one_of(words!["phần", "-", "đến", "tới", "và"]) || NUMERALS.at(text, after).is_some()
}

/// `năm tháng đầu năm`, `năm năm qua`: five of them.
fn lasts(text: &Tokens, end: usize) -> bool {
    let lengths = text.next_word(end, words!["tháng", "năm"]);
    lengths.is_some_and(|end| text.next_word(end, words!["đầu", "cuối", "qua"]).is_some())
}

/// `(Bằng chữ: …)`: the figure before, said again; where the brackets end.
fn said_again(text: &Tokens, at: usize) -> Option<usize> {
    let (end, _) = text.skip_space_back(at);
    let label = text[..end].strip_suffix(':')?;
    let cue = text.last_token(label.len())?;
    let by = text.last_token(cue.span.start() as usize)?;
    if !(cue.one_of(words!["chữ"]) && by.one_of(words!["bằng", "viết"])) {
        return None;
    }
    let rest = text[at..].bytes().take(400).position(|b| b == b')' || b == b'\n');
    Some(at + rest.unwrap_or(0).max(1))
}

/// `89 vụ việc tháng trước chuyển sang`: what was left over then.
fn left_over(text: &Tokens, end: usize) -> bool {
    text.next_word(end, words!["chuyển", "mang"])
        .is_some_and(|end| text.next_word(end, words!["sang", "qua"]).is_some())
}

/// Whether a scope begins with what durations are measured in: `tháng trước`.
fn one_of_lengths(text: &Tokens, start: usize) -> bool {
    text.word_at(start, words!["năm", "quý", "tháng", "tuần", "ngày"]).is_some()
}

/// `cây hàng năm`, `cây trồng lâu năm, hằng năm`, `đời sống hằng ngày`: what grows or is done so, no time scope.
fn annual_crop(text: &Tokens, start: usize) -> bool {
    let mut last = text.last_token(start);
    let daily = |t: Token| t.one_of(words!["sống", "hoạt"]);
    let years = |comma: Token| {
        let (year, _) = text.before(&comma)?;
        let (long, _) = text.before(&year)?;
        Some(comma.one_of(words![","]) && year.one_of(words!["năm"]) && long.one_of(words!["lâu"]))
    };
    if last.is_some_and(|t| daily(t) || years(t) == Some(true)) && is_often(text, start) {
        return true;
    }
    for _ in 0..3 {
        let Some(token) = last else { return false };
        if token.one_of(words!["cây"]) {
            return true;
        }
        last = text.before(&token).map(|(token, _)| token).filter(|_| token.one_of(words!["trồng", "công", "nghiệp"]));
    }
    false
}

/// `hằng`, `hàng`: whether a scope says how often.
fn is_often(text: &Tokens, start: usize) -> bool {
    text.word_at(start, words!["hằng", "hàng"]).is_some()
}

fn year_follows(text: &Tokens, end: usize) -> bool {
    let (next, _) = text.skip_space(end);
    text.token_at(next).is_some_and(|t| t.class == Class::Digits && t.span.len() == 4)
}

fn period_noun(text: &Tokens, noun: Option<Span>) -> bool {
    noun.is_some_and(|span| one_of(&text[span], &["học", "ngân sách"]))
}

fn end_of_line(text: &Tokens, from: usize) -> usize {
    text.len().min(from + 1)
}
