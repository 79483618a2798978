//! Words that open claims or scopes: numbers in words, orders of magnitude, halves.

use super::noun::{Noun, no_noun, noun_after, opens};
use super::numeral::InWords;
use super::quantity::{self, Quantity};
use super::term::{Term, term};
use super::time;
use super::trap;
use super::walk::Walk;
use super::{Form, counted, numeral, one_of, unit};
use crate::registry::cue::CUES;
use crate::registry::numeral::{NUMERALS, ORDINALS, Role};
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
        if let Some(scope) = time::adverb(text, token) {
            self.scope(scope);
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
            Role::Nth => self.nth(token),
            _ => {}
        }
    }

    /// `hàng trăm`, `vài chục`, `hơn chục ngàn mét`: an order of magnitude.
    fn vague(&mut self, at: usize, from: usize, led: bool) {
        let text = self.text;
        let (mut pos, _) = text.skip_space(from);
        let mut power = 0;
        if led && pos == from && from < text.len() {
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
        if unit.is_none() && noun.span.is_none() || !led && per_head(text, before, &noun) {
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

    /// `đứng thứ hai toàn tỉnh`, `xếp thứ nhất`: a rank in words; not `hoãn lên thứ ba tuần sau`.
    fn nth(&mut self, nth: Token) {
        let text = self.text;
        let number = text.skip_space(nth.span.end() as usize).0;
        let Some((rank, end)) = ORDINALS.at(text, number).filter(|_| self.ranks(nth)) else { return };
        if text.next_word(end, words!["tuần", "hằng", "hàng", "ngày"]).is_none() {
            let first = Term::in_words(nth.span.start() as usize, end, Decimal::from(i64::from(rank)), 1, None);
            self.push(&Quantity { form: Form::Ordinal, ..Quantity::number(&first) }, None, end);
        }
    }

    /// A number in words: `ba trường hợp`, `hai mươi mốt nghìn hộ`, `hai phần ba`.
    fn spelled(&mut self, at: usize) {
        let text = self.text;
        if said_again(text, at) {
            return self.trap(bracket_end(text, at));
        }
        let Some(number) = Spelled::at(text, at) else { return };
        // 1.200.000đ (Một triệu hai trăm nghìn đồng), (Ba tỷ, hai trăm triệu đồng)
        let goes_on = || text[number.words.end..].starts_with(", ") && self.begins_with(&number.words);
        if (number.words.count > 2 || number.words.count > 1 && goes_on()) && self.restated(at) {
            return self.trap(bracket_end(text, at));
        }
        if number.is_name() {
            return;
        }
        // Hội nghị lần thứ mười một Ban Chấp hành: which one; dăm ba hộ: a few.
        if number.follows(words!["thứ", "dăm", "vài", "đôi"]) {
            return self.trap(number.words.end);
        }
        if number.is_idle() {
            // 350 ca trong một tuần: the length says when.
            if number.words.value == 1 && number.follows(words!["trong"]) {
                if let Some(quantity) = quantity::quantity(text, at).ok().filter(|q| q.unit.is_some()) {
                    self.timed(at, &quantity);
                }
            }
            return;
        }
        if number.is_barred() {
            return;
        }
        let Ok(quantity) = quantity::quantity(text, at) else { return };
        if quantity.form == Form::Fraction {
            let end = quantity.core.end() as usize;
            let noun = Noun { span: counted::share_at(text, end), sure: true, place: false, end };
            return self.push(&quantity, noun.span, noun.end);
        }
        // tăng trưởng hai con số
        if quantity.unit.is_none() && CUES.trap_after.at(text, text.skip_space(number.words.end).0).is_some() {
            return;
        }
        let quantity = self.neighbours(at, &quantity).unwrap_or(quantity);
        let noun = noun_after(text, &quantity);
        let counts = number.counts(&quantity, &noun);
        if counts && !(lasting(&quantity) && self.timed(at, &quantity)) && !number.is_year(&quantity, &noun) {
            self.push(&quantity, noun.span, noun.end);
        }
    }

    /// Whether brackets open between the last claim and words that may say it again.
    fn restated(&self, at: usize) -> bool {
        let Some(last) = self.out.last().filter(|c| c.unit.is_some()) else { return false };
        let between = self.text.get(last.core.end() as usize..at).unwrap_or("");
        between.len() < 12 && between.trim_matches([' ', '.', ':', ',', ';', '\n']) == "("
    }

    /// Whether the last claim's value begins with so much in words: `3.250.000.000 đồng (Ba tỷ, …`.
    fn begins_with(&self, words: &InWords) -> bool {
        let said = Decimal::new(words.value, 0);
        let next = said.and_then(|said| said.checked_add(Decimal::from(1).checked_mul_pow10(words.last_power?)?));
        self.out.last().is_some_and(|c| said <= Some(c.low) && Some(c.low) < next)
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
        let second = term(text, next).ok().filter(|t| t.words == 1 && t.power == 0)?;
        let one_more = first.value.checked_add(Decimal::from(1))?;
        (second.value == one_more).then_some(Quantity {
            core: Span::of(at, second.end),
            form: Form::Range,
            high: Some(second.value),
            unit: second.unit,
            ..*quantity
        })
    }

    /// Whether a spelled duration is only a scope: `trong ba năm`, `sáu tháng đầu năm`.
    fn timed(&mut self, at: usize, quantity: &Quantity) -> bool {
        let value = u16::try_from(quantity.low.mantissa()).unwrap_or(0);
        let Some(time) = time::duration(self.text, at, quantity.first.number_end, value) else { return false };
        self.time(time);
        true
    }
}

/// A number in words that may be no number: `năm` and `một` mostly are a year and an article.
struct Spelled<'a> {
    text: &'a Tokens<'a>,
    at: usize,
    words: InWords,
    first: Token,
    /// The token before, over white space, and where it ends.
    prior: Option<Token>,
    before: usize,
}

impl<'a> Spelled<'a> {
    fn at(text: &'a Tokens<'a>, at: usize) -> Option<Spelled<'a>> {
        let words = numeral::words(text, at)?;
        let (before, _) = text.skip_space_back(at);
        Some(Spelled { text, at, words, first: text.token_at(at)?, prior: text.token_before(before), before })
    }

    /// Whether the word before is one of some.
    fn follows(&self, words: &WordSet) -> bool {
        self.prior.is_some_and(|t| t.one_of(words))
    }

    /// Whether a hedge stands right before: `hơn một năm`.
    fn hedged(&self) -> bool {
        CUES.bound_before.before(self.text, self.before).is_some()
    }

    /// `phạt tù từ một năm đến năm năm`: whether it is the first of two lengths.
    fn reaches(&self) -> bool {
        self.follows(words!["từ"]) && reaches_on(self.text, self.words.end)
    }

    /// Whether it is năm alone, a year as well as five, and whether what leads it leaves no year.
    fn five(&self) -> (bool, bool) {
        const LEADS: &WordSet = words![
            "có", "gồm", "với", "khoảng", "gần", "hơn", "thành", "tặng", "trao", "ra", "cả", "lên", "còn", "thêm",
            "là", "làm", "khiến", "dưới", "đủ"
        ];
        (self.first.one_of(words!["năm"]), self.follows(LEADS))
    }

    /// Whether a capital inside the sentence makes it part of a name, or it says how many roads meet: `ngã ba`.
    fn is_name(&self) -> bool {
        self.first.case == Case::Title && !opens(self.text, self.first.span) || self.follows(words!["ngã"])
    }

    /// Whether it is one word that mostly is none of number, and nothing says that it is one here.
    fn is_idle(&self) -> bool {
        let (text, end) = (self.text, self.words.end);
        if self.words.count != 1 {
            return false;
        }
        match self.words.value {
            1 => !self.hedged() && !is_part(text, end) && !self.reaches(),
            5 => self.five() == (true, false) && !goes_on(text, end) && !lasts(text, end),
            _ => false,
        }
    }

    /// Whether digits or a cue before it bar it.
    fn is_barred(&self) -> bool {
        let text = self.text;
        if self.prior.is_some_and(|t| t.class == Class::Digits) {
            return true;
        }
        let cued = || trap::cue(text, self.at).is_some() && unit::unit_at(text, self.words.end).is_none();
        self.words.count == 1 && (CUES.time.before(text, self.before).is_some() || cued())
    }

    /// Whether it counts or measures something; one and two must be told surely.
    fn counts(&self, quantity: &Quantity, noun: &Noun) -> bool {
        if quantity.first.words != 1 {
            return quantity.unit.is_some() || noun.span.is_some();
        }
        let five = quantity.form == Form::Number && self.five().0;
        let held = match quantity.unit {
            Some(_) => !five,
            None => noun.sure,
        };
        let timed = lasting(quantity);
        match self.words.value {
            _ if !held && (!five || !lasts(self.text, self.words.end)) => false,
            3.. => true,
            2 if noun.sure || timed => true,
            _ => timed && (self.hedged() || self.reaches()),
        }
    }

    /// Whether it is the word for a year, or what is counted is one: `năm học`.
    fn is_year(&self, quantity: &Quantity, noun: &Noun) -> bool {
        let (five, led) = self.five();
        let alone = quantity.first.words == 1 && quantity.form == Form::Number;
        alone && five && (!led || noun.span.is_some_and(|span| one_of(&self.text[span], &["học", "ngân sách"])))
    }
}

/// `số giường bệnh trên vạn dân`: whether a rate is per so many people; not `xã có trên vạn dân`.
fn per_head(text: &Tokens, hedge_end: usize, noun: &Noun) -> bool {
    let people = noun.span.is_some_and(|span| &text[span] == "dân" || &text[span] == "dân số");
    let over = text.token_before(hedge_end).filter(|t| people && t.one_of(words!["trên"]));
    over.and_then(|t| text.before(&t)).is_some_and(|(t, _)| {
        t.class == Class::Word && !t.one_of(words!["có", "với", "gồm", "là", "tới", "đến", "còn"])
    })
}

/// Whether a quantity is a length of time.
fn lasting(quantity: &Quantity) -> bool {
    quantity.unit.is_some_and(|unit| unit.unit.base.row().kind == Kind::Time)
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

/// `(Bằng chữ: …)`: whether the figure before is said again.
fn said_again(text: &Tokens, at: usize) -> bool {
    let (end, _) = text.skip_space_back(at);
    let cue = || {
        let cue = text.last_token(end.checked_sub(1)?)?;
        let by = text.last_token(cue.span.start() as usize)?;
        Some(cue.one_of(words!["chữ"]) && by.one_of(words!["bằng", "viết"]))
    };
    text[..end].ends_with(':') && cue() == Some(true)
}

/// Where the bracket or the line around a figure said again ends.
fn bracket_end(text: &Tokens, at: usize) -> usize {
    const MOST: usize = 400;
    let rest = &text.as_bytes()[at..];
    let end = rest.iter().take(MOST).position(|b| matches!(b, b')' | b'\n'));
    at + end.unwrap_or(if rest.len() < MOST { rest.len() } else { 0 }).max(1)
}
