//! [`Finder`]: walks the anchors and puts claims together.

use super::describe::describe;
use super::parts;
use super::period;
use super::quantity::{self, Quantity, Term};
use super::scope::link_periods;
use super::sift::{self, Number, Sieve, Sort, Spot};
use super::trap::{self, Barred};
use super::{Bound, Claim, Flags, Form, context, counted, duration, numeral, one_of, unit};
use crate::page::ZoneSpan;
use crate::registry::cue::{CUES, Class as Noun};
use crate::registry::numeral::{NUMERALS, Role};
use crate::registry::unit::Kind;
use crate::scan::Anchor;
use crate::text::key::{Case, Class, skip_space, skip_space_back, token_at, token_before};
use crate::text::set::{WordSet, words};
use crate::text::tokens::{Tokens, Words};
use crate::{Decimal, Span};

/// Finds the claims of a text; holds the buffers that a page needs.
#[derive(Default)]
pub(crate) struct Finder {
    scopes: Vec<Span>,
    /// Where the words of each claim end, with what is counted.
    ends: Vec<u32>,
    /// Where the words of each claim begin, with its hedges.
    starts: Vec<u32>,
    sieve: Sieve,
}

impl Finder {
    /// Finds the claims of a text, in order, outside the spans already taken and outside furniture: their quantities and
    /// what is counted.
    ///
    /// `taken` is sorted and does not overlap.
    pub(crate) fn find_into(
        &mut self,
        text: &Tokens,
        anchors: &[(u32, Anchor)],
        zones: &[ZoneSpan],
        taken: &[Span],
        out: &mut Vec<Claim>,
    ) {
        out.clear();
        self.scopes.clear();
        self.ends.clear();
        self.sieve.sift(text, anchors, zones, taken);
        let Sieve { spots, numbers, .. } = &mut self.sieve;
        let mut walk =
            Walk { text, scopes: &mut self.scopes, out, ends: &mut self.ends, done: 0, trapped: 0, parts: None };
        for spot in spots {
            walk.visit(*spot, numbers);
        }
    }

    /// Fills in what the words around the claims say of them, where they were found last in the same text.
    pub(crate) fn describe(&mut self, text: &Tokens, claims: &mut [Claim]) {
        describe(text, &self.scopes, &self.ends, &mut self.starts, claims);
        link_periods(text, &mut self.scopes, self.sieve.page, claims);
    }
}

struct Walk<'a> {
    text: &'a Tokens<'a>,
    scopes: &'a mut Vec<Span>,
    out: &'a mut Vec<Claim>,
    ends: &'a mut Vec<u32>,
    /// Everything before is read.
    done: usize,
    /// Where the last number that is no claim ends.
    trapped: usize,
    /// The total whose parts are being read, and where they end.
    parts: Option<(usize, usize)>,
}

/// What is counted or measured, and whether a row says so.
struct Noun_ {
    span: Option<Span>,
    sure: bool,
    place: bool,
    end: usize,
}

impl Walk<'_> {
    fn visit(&mut self, spot: Spot, numbers: &mut [Number]) {
        let at = spot.at as usize;
        if at < self.done {
            return;
        }
        let sort = match spot.sort {
            Sort::Digits => sift::told(self.text, at, spot.taken_end as usize),
            sort => sort,
        };
        match sort {
            Sort::Word => self.word(at),
            Sort::Code(end) => self.trap(end),
            Sort::Time(time) => {
                if let Some(scope) = time.scope {
                    self.scope(scope);
                }
                self.done = time.end;
            }
            Sort::Read(number) => self.number(at, &mut numbers[number as usize]),
            Sort::Digits | Sort::Number => self.number(at, &mut Number::read(self.text, at)),
        }
    }

    /// Takes a scope; one that overlaps the last makes it longer: `trong năm` and `năm nay`.
    fn scope(&mut self, scope: Span) {
        match self.scopes.last_mut().filter(|last| scope.start() < last.end()) {
            Some(last) => *last = last.cover(scope),
            None => self.scopes.push(scope),
        }
    }

    fn trap(&mut self, end: usize) {
        self.done = end;
        self.trapped = end;
    }

    fn number(&mut self, at: usize, number: &mut Number) {
        let text = self.text;
        let mut bar = number.bar;
        if bar.is_none() && self.trapped > 0 && follows_in_list(text, self.trapped, at) {
            bar = Some(Barred::Unless);
        }
        let quantity = match &mut number.quantity {
            Ok(quantity) => quantity,
            Err(end) => return self.trap((*end).max(at + 1)),
        };
        let end = quantity.core.end() as usize;
        if let Some(rank) = self.rank(at, quantity) {
            let of = if rank.of.is_some() { counted::share_at(text, end) } else { None };
            return self.push(&rank, of, &no_noun(end));
        }
        if line_voltage(text, quantity) || pinpointed(text, end) {
            return self.trap(end);
        }
        match bar {
            Some(Barred::Always) if !weighty(quantity) && !grouped_count(text, quantity) => return self.trap(end),
            Some(Barred::Pair) if quantity.form == Form::Range || scored(text, end) => {
                return self.trap(pair_end(text, end));
            }
            _ => {}
        }
        self.settle(quantity, bar == Some(Barred::Unless));
    }

    /// Decides whether a quantity in digits is a claim, and takes it.
    fn settle(&mut self, quantity: &mut Quantity, barred: bool) {
        let text = self.text;
        let end = quantity.core.end() as usize;
        // 11ngày 3 tháng 5: a day's date with its space lost.
        let dated = |found: unit::Found| {
            found.unit.base.symbol() == "ngày"
                && found.text.start() as usize == quantity.first.number_end
                && text.as_bytes().get(skip_space(text, end).0).is_some_and(u8::is_ascii_digit)
        };
        if quantity.unit.is_some_and(dated) {
            return self.trap(end);
        }
        // `7 phút đọc`: the phrase may begin with what reads like a unit.
        // `7 phút trước` is furniture, `7 ngày trước khi` measures.
        let bars = |from: usize| {
            let found = CUES.trap_after.at(text, skip_space(text, from).0);
            found.is_some_and(|(_, end)| period::is(text, skip_space(text, end).0, words!["khi", "ngày"]).is_none())
        };
        if quantity.unit.is_none_or(|u| u.unit.base.row().kind == Kind::Time)
            && (bars(end) || (quantity.first.number_end != end && bars(quantity.first.number_end)))
        {
            return self.trap(end);
        }
        if quantity.first.plain > 0 && (trap::bargain(text, quantity) || trap::lump(text, quantity)) {
            return self.trap(end);
        }
        let mut noun = noun_after(text, quantity);
        if noun.span.is_some_and(|span| span.len() < 10 && trap::names(text, quantity.core.start() as usize, span)) {
            noun = no_noun(end);
        }
        if quantity.flags.has(Flags::TWO_READINGS) && quantity.unit.is_none() && quantity.first.power == 0 && noun.sure
        {
            // Things that are counted come whole: 1,234 người.
            if let Some(other) = quantity.other {
                let plain = quantity.low;
                (quantity.low, quantity.high, quantity.other) = (other, Some(other), Some(plain));
                quantity.flags = quantity.flags.with(Flags::ENGLISH_GROUPING);
            }
        }
        let measured = quantity.unit.is_some();
        let at = quantity.core.start() as usize;
        if barred {
            let timed = quantity.unit.is_some_and(|u| u.unit.base.row().kind == Kind::Time);
            // thuộc nhóm 20 tỉnh dẫn đầu: a group of places, not a place's number.
            let (before, _) = skip_space_back(text, quantity.core.start() as usize);
            let group = || token_before(text, before).is_some_and(|t| t.one_of(words!["nhóm", "tốp", "top"]));
            let jailed = || period::is(text, skip_space(text, end).0, words!["tù"]).is_some();
            let held = (measured && (!timed || jailed()))
                || (noun.sure && (!noun.place || group()))
                || quantity.first.power > 0
                || self.parts.is_some_and(|(_, stop)| at < stop);
            if !held {
                return self.trap(end);
            }
        }
        let known = measured || noun.span.is_some() || quantity.first.power > 0;
        if known {
            if quantity.unit.is_none() && !noun.sure && !self.plausible(at, quantity, &noun) {
                return self.trap(end);
            }
            return self.push(quantity, noun.span, &noun);
        }
        // A number alone: its neighbours must lend it a unit or a noun, or a verb must govern it.
        if trap::alone_on_line(text, at, end) {
            return self.trap(end);
        }
        if let Some(lent) = lent(text, quantity) {
            if lent.unit.is_some_and(|u| u.unit.base.symbol() == "kV") && powered(text, at) {
                return self.trap(end);
            }
            if let Some(found) = lent.unit {
                quantity.unit = Some(found);
                quantity.flags = quantity.flags.with(Flags::SHARED_UNIT);
            }
            if lent.power > 0 {
                let scaled = |v: Decimal| v.checked_mul_pow10(lent.power).unwrap_or(v);
                (quantity.low, quantity.high) = (scaled(quantity.low), quantity.high.map(scaled));
                quantity.flags = quantity.flags.with(Flags::SHARED_UNIT);
            }
            if lent.counted.is_some() {
                quantity.flags = quantity.flags.with(Flags::SHARED_COUNTED);
            }
            return self.push(quantity, lent.counted, &no_noun(end));
        }
        if self.listed(at) && closed(text, end) {
            let counted = self.out.last().and_then(|c| c.counted);
            quantity.flags = quantity.flags.with(Flags::SHARED_COUNTED);
            return self.push(quantity, counted, &no_noun(end));
        }
        if self.labelled(at) {
            let inherited = self.inherited(at);
            if inherited.is_some() {
                quantity.flags = quantity.flags.with(Flags::SHARED_COUNTED);
            }
            return self.push(quantity, inherited, &no_noun(end));
        }
        if let Some(total) = self.summed(at, quantity.core.end() as usize) {
            let total = self.out[total];
            if let (Some(unit), Some(text)) = (total.unit, total.unit_text) {
                quantity.unit = Some(unit::Found { unit, text });
                quantity.flags = quantity.flags.with(Flags::SHARED_UNIT);
            }
            if total.counted.is_some() {
                quantity.flags = quantity.flags.with(Flags::SHARED_COUNTED);
            }
            return self.push(quantity, total.counted, &no_noun(end));
        }
        if !barred {
            let ends_line = || text[end..].trim_start_matches([' ', '\r']).starts_with('\n');
            if let Some(noun) = counted::tallied(text, at).filter(|_| ends_line() || closed(text, end)) {
                quantity.flags = quantity.flags.with(Flags::SHARED_COUNTED);
                return self.push(quantity, Some(noun), &no_noun(end));
            }
        }
        // khiển trách 28 (45%): what a share in brackets says again.
        if !barred && share_follows(text, end) {
            let total = self.inherited(at);
            if total.is_some() {
                quantity.flags = quantity.flags.with(Flags::SHARED_COUNTED);
            }
            return self.push(quantity, total, &no_noun(end));
        }
        let bounded = context::bound(text, quantity.core, end, quantity.form == Form::Range, false);
        let part = self.part(at, end);
        let fraction =
            quantity.form == Form::Fraction && !barred && !around_the_clock(quantity) && !map_scale(quantity);
        let governed = context::governed(text, bounded.start) || bounded.text.is_some();
        // ít nhất bằng 1/4 thời hạn: a share needs no noun that a row has.
        if (governed || part.is_some() || fraction) && (closed(text, end) || (fraction && governed)) {
            let counted = part.or_else(|| context::counted_before(text, bounded.start));
            if counted.is_some() {
                quantity.flags = quantity.flags.with(Flags::SHARED_COUNTED);
            }
            return self.push(quantity, counted, &no_noun(end));
        }
        self.trap(end);
    }

    /// Whether a count of something that no row names is likely one.
    fn plausible(&self, at: usize, quantity: &Quantity, noun: &Noun_) -> bool {
        let text = self.text;
        if quantity.first.power > 0 {
            return true;
        }
        let Some(span) = noun.span else { return false };
        let lower = token_at(text, span.start() as usize).is_some_and(|t| t.case == Case::Lower);
        let (before, spaced) = skip_space_back(text, at);
        if !spaced {
            return lower;
        }
        // A name right before: `Vinaconex 5 thi công`.
        let named = token_before(text, before)
            .is_some_and(|t| t.class == Class::Word && t.case != Case::Lower && !opens(text, t.span));
        let bounded = context::bound(text, quantity.core, span.end() as usize, false, false);
        let governed = context::governed(text, bounded.start) || bounded.text.is_some();
        // thực hiện 89 CTTN: the capitals of an abbreviation, after a verb
        let abbreviated = || {
            const DEEDS: &WordSet = words!["hiện", "khai", "dựng", "lập", "trợ", "nhận", "trao", "tặng", "mở", "và"];
            !named
                && token_at(text, span.start() as usize).is_some_and(|t| t.case == Case::Upper && t.span.len() > 2)
                && token_before(text, before).is_some_and(|t| t.one_of(DEEDS))
        };
        governed || (lower && !named) || abbreviated()
    }

    /// `Năm 2021: 53`: right after a scope and a colon.
    fn labelled(&self, at: usize) -> bool {
        let (end, _) = skip_space_back(self.text, at);
        let Some(label) = self.text[..end].strip_suffix(':') else { return false };
        let (end, _) = skip_space_back(self.text, label.len());
        self.scopes.last().is_some_and(|s| s.end() as usize == end)
    }

    /// `lần lượt là 35, 13 và 5`: right after another bare number that is a claim.
    fn listed(&self, at: usize) -> bool {
        let Some(last) = self.out.last().filter(|c| c.unit.is_none() && c.form == Form::Number) else { return false };
        let bare = last.counted.is_none() || last.flags.has(Flags::SHARED_COUNTED);
        let between = self.text.get(last.core.end() as usize..at).unwrap_or("");
        bare && between.len() < 8 && matches!(between.trim(), "," | "và")
    }

    /// `87 đảng viên: khiển trách 51, cảnh cáo 22`: a bare number in a list or in brackets after a total counts the same.
    fn part(&self, at: usize, end: usize) -> Option<Span> {
        let text = self.text;
        let (next, _) = skip_space(text, end);
        let joined = text[next..].starts_with("và ");
        if !joined && !matches!(text.as_bytes().get(next), None | Some(b',' | b';' | b')' | b'.' | b'\n')) {
            return None;
        }
        let (before, spaced) = skip_space_back(text, at);
        token_before(text, before).filter(|t| spaced && t.class == Class::Word && t.case == Case::Lower)?;
        let total = self.out.iter().rev().take(12).find(|c| {
            // Not one in brackets that have closed.
            let aside = || {
                let between = text.get(c.core.end() as usize..at).unwrap_or("");
                between.find(')').is_some_and(|close| !between[..close].contains('('))
            };
            c.unit.is_none() && c.counted.is_some() && !c.flags.has(Flags::SHARED_COUNTED) && !aside()
        })?;
        let between = text.get(total.core.end() as usize..at)?;
        // What opened last, a bracket or a colon, still stands open.
        let open = between.rfind(['(', ':']).is_some_and(|open| between.rfind(')').is_none_or(|close| close < open));
        let listed = between.len() < 300 && open && !between.contains('\n') && !between.contains(". ");
        if listed { total.counted } else { None }
    }

    /// `99 nhà (Lào Cai 82, Yên Bái 17)`, `là 7 đảng viên, khiển trách: 3, cảnh cáo: 4`: the total that a bare number is a
    /// part of, where the row of labels and numbers that it opens adds up to it, or names provinces in brackets.
    fn summed(&mut self, at: usize, end: usize) -> Option<usize> {
        if let Some((total, _)) = self.parts.filter(|(_, stop)| at < *stop) {
            return Some(total);
        }
        let text = self.text;
        let last = self.out.len().checked_sub(1)?;
        let total = &self.out[last];
        let between = text.get(total.core.end() as usize..at).filter(|between| between.len() < 240)?;
        if total.form != Form::Number || between.contains(['\n', ')']) || between.contains(". ") {
            return None;
        }
        let open = between.rfind('(').map(|open| total.core.end() as usize + open + 1);
        let sum = parts::row(text, at, end, open)?;
        let whole = sum.members > 1 && sum.value == total.low;
        (whole || (sum.provinces && sum.members > 1)).then(|| {
            self.parts = Some((last, sum.end));
            last
        })
    }

    /// What the last count of the sentence counted.
    fn inherited(&self, at: usize) -> Option<Span> {
        let claim = self.out.iter().rev().take(12).find(|c| c.unit.is_none() && c.counted.is_some())?;
        let between = &self.text[claim.core.end() as usize..at];
        (between.len() < 600 && !between.contains('\n')).then_some(claim.counted?)
    }

    /// `đứng thứ 3`, `xếp thứ 12/63`, `xếp hạng 5`: a rank.
    fn rank(&self, at: usize, quantity: &Quantity) -> Option<Quantity> {
        let text = self.text;
        let (end, _) = skip_space_back(text, at);
        let word = token_before(text, end).filter(|t| t.one_of(words!["thứ", "hạng"]))?;
        if quantity.form == Form::Range
            || quantity.first.power > 0
            || quantity.first.unit.is_some_and(|u| u.unit.base.symbol() == "%")
        {
            return None;
        }
        let (outer, _) = skip_space_back(text, word.span.start() as usize);
        let before = token_before(text, outer)?;
        let ranked = before.one_of(words!["đứng", "xếp", "vị", "hạng", "hàng", "trí", "vươn", "lên", "ở", "xuống"]);
        let another = self.out.last().is_some_and(|c| c.form == Form::Ordinal && at - (c.core.end() as usize) < 80)
            && before.one_of(words!["và", ","]);
        let nth = word.one_of(words!["thứ"]) && (ranked || another);
        let level = word.one_of(words!["hạng"])
            && before.one_of(words!["xếp", "đứng", "thứ"])
            && quantity.form == Form::Fraction;
        if !nth && !level {
            return None;
        }
        let start = if nth { word.span.start() as usize } else { at };
        let of = if quantity.form == Form::Fraction { quantity.core.end() as usize } else { 0 };
        let core = Span::of(start, quantity.first.number_end.max(of));
        Some(Quantity { core, form: Form::Ordinal, unit: None, ..*quantity })
    }

    fn word(&mut self, at: usize) {
        let text = self.text;
        let Some(token) = token_at(text, at) else { return };
        let end = token.span.end() as usize;
        if let Some((_, start)) = CUES.scope.ending(text, token) {
            let bare = start == at && token.one_of(words!["hiện", "nay"]);
            // hiện đại, hiện tượng are other words.
            let (after, _) = skip_space(text, end);
            let compound = bare
                && token_at(text, after).is_some_and(|t| {
                    let tails = words!["đại", "tượng", "hành", "thực", "trường", "hữu", "vật", "diện", "trạng"];
                    t.one_of(tails)
                });
            let stands = !bare || opens(text, token.span) || text[..at].trim_end().ends_with(',');
            // , nay còn 3 hộ; in 12 tháng trước khi sinh the months are counted.
            let now = || {
                let told = words!["còn", "có", "đã", "giảm", "tăng", "lên", "là", "chỉ", "toàn"];
                !bare || token.one_of(words!["hiện"]) || period::is(text, after, told).is_some()
            };
            let counted = || {
                let before = token_before(text, skip_space_back(text, start).0);
                !bare && before.is_some_and(|t| t.class == Class::Digits) && one_of_lengths(text, start)
            };
            if !year_follows(text, end)
                && stands
                && !compound
                && now()
                && !counted()
                && !left_over(text, end)
                && !annual_crop(text, start)
            {
                self.scope(Span::of(period::since(text, start, end), end));
            }
        }
        if token.one_of(words!["quý", "quí"]) {
            if let Some(time) = period::roman_quarter(text, at) {
                if let Some(scope) = time.scope {
                    self.scope(scope);
                }
                return self.trap(time.end);
            }
        }
        let Some(role) = NUMERALS.role(token.key) else { return };
        if let Some(time) = period::month_in_words(text, at, token.case == Case::Title) {
            if let Some(scope) = time.scope {
                self.scope(scope);
            }
            self.done = time.end;
            return;
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
        let (mut pos, _) = skip_space(text, from);
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
        if let Some(m) = numeral::magnitude(text, if words > 0 { pos } else { skip_space_back(text, pos).0.max(from) })
        {
            power += m.power;
            end = m.end;
            words += 1;
        }
        if words == 0 {
            return;
        }
        let (before, _) = skip_space_back(text, at);
        let hedged = CUES.bound_before.before(text, before).is_some();
        if !led && !hedged {
            return;
        }
        if token_before(text, before).is_some_and(|t| t.class == Class::Digits && before == at) {
            return;
        }
        let whole = one_of(&text[Span::of(at, from)], &["cả"]);
        let start = if led && !whole { at } else { skip_space(text, from).0 };
        let low = Decimal::from(1).checked_mul_pow10(power).unwrap_or(Decimal::ZERO);
        let unit = unit::unit_at(text, end);
        let core_end = unit.map_or(end, |u| u.text.end() as usize);
        let first = Term {
            start,
            number_end: end,
            end: core_end,
            value: low,
            other: None,
            power,
            unit,
            flags: Flags::WORDS,
            plain: 0,
            words,
        };
        let quantity =
            Quantity { core: Span::of(start, core_end), form: Form::Vague, high: None, ..Quantity::number(&first) };
        let mut noun = noun_after(text, &quantity);
        if noun.span.is_none() && unit.is_some_and(|u| matches!(u.unit.base.symbol(), "m")) {
            noun = no_noun(core_end);
        }
        if unit.is_none() && noun.span.is_none() {
            return;
        }
        let span = noun.span;
        self.push(&quantity, span, &noun);
    }

    /// `nửa triệu`, `một nửa`, `hơn nửa`: a half.
    fn half(&mut self, at: usize, end: usize) {
        let text = self.text;
        if let Some(m) = numeral::magnitude(text, end) {
            let Some(value) = Decimal::new(5, 1).and_then(|v| v.checked_mul_pow10(m.power)) else { return };
            let unit = unit::unit_at(text, m.end);
            let stop = unit.map_or(m.end, |u| u.text.end() as usize);
            let first = Term {
                start: at,
                number_end: m.end,
                end: stop,
                value,
                other: None,
                power: m.power,
                unit,
                flags: Flags::WORDS,
                plain: 0,
                words: 2,
            };
            let quantity = Quantity::number(&first);
            let noun = noun_after(text, &quantity);
            let span = noun.span;
            return self.push(&quantity, span, &noun);
        }
        let (before, _) = skip_space_back(text, at);
        let Some(word) = token_before(text, before) else { return };
        let one = word.one_of(words!["một"]);
        let hedged = word.one_of(words!["hơn", "quá", "gần", "tới", "khoảng"]);
        let (next, _) = skip_space(text, end);
        if !(one || hedged)
            || token_at(text, next)
                .is_some_and(|t| t.one_of(words!["đầu", "cuối", "đêm", "còn", "kia", "trên", "dưới"]))
        {
            return;
        }
        let start = if one { word.span.start() as usize } else { at };
        let first = Term {
            start,
            number_end: end,
            end,
            value: Decimal::from(1),
            other: None,
            power: 0,
            unit: None,
            flags: Flags::WORDS,
            plain: 0,
            words: 2,
        };
        let quantity = Quantity { form: Form::Fraction, of: Some(Decimal::from(2)), ..Quantity::number(&first) };
        let noun = Noun_ { span: counted::share_at(text, end), sure: true, place: false, end };
        let span = noun.span;
        self.push(&quantity, span, &noun);
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
        let Some(token) = token_at(text, at) else { return };
        if token.case == Case::Title && !opens(text, token.span) {
            return;
        }
        let (before, _) = skip_space_back(text, at);
        let prior = token_before(text, before);
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
            5 => token.one_of(words!["năm"]) && !leads && !goes_on(text, words.end) && !months_of_year(text, words.end),
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
            return self.push(&rank, None, &no_noun(words.end));
        }
        if quantity.form == Form::Fraction {
            let end = quantity.core.end() as usize;
            let noun = Noun_ { span: counted::share_at(text, end), sure: true, place: false, end };
            let span = noun.span;
            return self.push(&quantity, span, &noun);
        }
        // tăng trưởng hai con số
        if quantity.unit.is_none() && CUES.trap_after.at(text, skip_space(text, words.end).0).is_some() {
            return;
        }
        let quantity = self.neighbours(at, &quantity).unwrap_or(quantity);
        let noun = noun_after(text, &quantity);
        let small = quantity.first.words == 1;
        let five = small && quantity.form == Form::Number && token.one_of(words!["năm"]);
        if small {
            let value = words.value;
            let timed = quantity.unit.is_some_and(|u| u.unit.base.row().kind == Kind::Time);
            let months = five && months_of_year(text, words.end);
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
        let span = noun.span;
        self.push(&quantity, span, &noun);
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
        let (mut next, _) = skip_space(text, first.number_end);
        if text.as_bytes().get(next) == Some(&b',') {
            next = skip_space(text, next + 1).0;
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
        let (before, _) = skip_space_back(self.text, at);
        CUES.bound_before.before(self.text, before).is_some()
    }

    /// Whether a spelled duration is only a scope: `trong ba năm`, `sáu tháng đầu năm`.
    fn timed(&mut self, at: usize, quantity: &Quantity) -> bool {
        let value = u16::try_from(quantity.low.mantissa()).unwrap_or(0);
        let Some(time) = duration::read(self.text, at, quantity.first.number_end, value) else { return false };
        if let Some(scope) = time.scope {
            self.scope(scope);
        }
        self.done = time.end;
        true
    }

    fn push(&mut self, quantity: &Quantity, counted: Option<Span>, noun: &Noun_) {
        let text = self.text;
        let mut core = quantity.core;
        let (mut low, mut high, mut of) = (quantity.low, quantity.high, quantity.of);
        let at = core.start() as usize;
        if quantity.first.words == 0 && negative(text, at) {
            let sign = text[..at].chars().next_back().map_or(0, char::len_utf8);
            core = Span::of(at - sign, core.end() as usize);
            low = low.checked_neg().unwrap_or(low);
            high = (quantity.form == Form::Number).then_some(low).or(high);
        }
        if quantity.form != Form::Fraction && quantity.form != Form::Ordinal {
            of = None;
        }
        self.out.push(Claim {
            core,
            form: quantity.form,
            low,
            high,
            of,
            other: quantity.other,
            unit: quantity.unit.map(|u| u.unit),
            unit_text: quantity.unit.map(|u| u.text),
            counted,
            subject: None,
            predicate: None,
            base: None,
            bound: Bound::Exact,
            bound_text: None,
            change: None,
            period: None,
            period_from: None,
            period_to: None,
            flags: quantity.flags,
        });
        self.ends.push(noun.end as u32);
        self.done = core.end() as usize;
    }
}

fn no_noun(end: usize) -> Noun_ {
    Noun_ { span: None, sure: false, place: false, end }
}

/// What is counted or measured after a quantity.
fn noun_after(text: &Tokens, quantity: &Quantity) -> Noun_ {
    let end = quantity.core.end() as usize;
    if let Some(found) = quantity.unit {
        let row = found.unit.base.row();
        let names = matches!(row.kind, Kind::Ratio | Kind::Measure | Kind::Money)
            && found.unit.per[0].is_none()
            && row.symbol != "lần";
        let span = if names { counted::measured_at(text, end) } else { None };
        return Noun_ { span, sure: true, place: false, end: span.map_or(end, |s| s.end() as usize) };
    }
    // 252/252=100% đơn: what the share beside it is of.
    if let Some(rest) = text[end..].strip_prefix('=').or_else(|| text[end..].strip_prefix(" = ")) {
        if let Ok(share) = quantity::term(text, text.len() - rest.len()) {
            if share.unit.is_some_and(|u| u.unit.base.symbol() == "%") {
                let span = counted::measured_at(text, share.end);
                return Noun_ { span, sure: true, place: false, end };
            }
        }
    }
    if quantity.form == Form::Fraction {
        if let Some(span) = counted::share_at(text, end) {
            return Noun_ { span: Some(span), sure: true, place: false, end: span.end() as usize };
        }
    }
    match counted::counted_at(text, end) {
        None => no_noun(end),
        Some(found) => {
            let stop = found.span.end() as usize;
            let place = found.class == Some(Noun::Place);
            Noun_ { span: Some(found.span), sure: found.class.is_some(), place, end: stop }
        }
    }
}

/// What a following member of the same list lends a bare number.
struct Lent {
    unit: Option<unit::Found>,
    power: u8,
    counted: Option<Span>,
}

/// `từ 2 lên 11 triệu đồng`, `35, 13 và 5 phiếu`: looks along the list for a unit or a noun.
fn lent(text: &Tokens, quantity: &Quantity) -> Option<Lent> {
    let mut pos = quantity.core.end() as usize;
    for _ in 0..6 {
        let (link, scales) = link(text, pos)?;
        let (mut at, _) = skip_space(text, link);
        if let Some((_, stop)) = CUES.bound_before.at(text, at) {
            at = skip_space(text, stop).0;
        }
        if !text.as_bytes().get(at)?.is_ascii_digit() {
            return None;
        }
        let next = quantity::quantity(text, at).ok()?;
        let noun = noun_after(text, &next);
        if next.unit.is_some() || noun.sure {
            let power = if scales { next.first.power } else { 0 };
            // A full date or a year lends nothing.
            if next.unit.is_some_and(|u| u.unit.base.row().kind == Kind::Time) && !scales && quantity.first.plain == 4 {
                return None;
            }
            return Some(Lent { unit: next.unit, power, counted: noun.span });
        }
        if period::at_digits(text, at, 0).is_some() {
            return None;
        }
        pos = next.core.end() as usize;
    }
    None
}

/// A word or mark that joins the members of a list or the ends of a change; whether a magnitude is shared across it.
fn link(text: &Tokens, pos: usize) -> Option<(usize, bool)> {
    let (at, _) = skip_space(text, pos);
    let token = token_at(text, at)?;
    let end = token.span.end() as usize;
    match &text[token.span] {
        "," | "và" | "hoặc" | "hay" => Some((end, false)),
        "lên" | "xuống" | "còn" | "sang" => {
            let (next, _) = skip_space(text, end);
            let more = token_at(text, next).filter(|t| t.one_of(words!["đến", "tới", "còn", "mức"]));
            Some((more.map_or(end, |t| t.span.end() as usize), true))
        }
        "đến" | "tới" => Some((end, true)),
        // 17 trong tổng số 19 mục tiêu, 1 trong số 4 chi bộ
        "trong" | "trên" => {
            let of = |end: usize, word| period::is(text, skip_space(text, end).0, word);
            of(of(end, words!["tổng"]).unwrap_or(end), words!["số"]).map(|end| (end, false))
        }
        _ => None,
    }
}

/// Whether the number right before belongs to the same list: `20, 22`.
fn follows_in_list(text: &Tokens, trapped: usize, at: usize) -> bool {
    at >= trapped
        && at - trapped < 8
        && text
            .get(trapped..at)
            .is_some_and(|between| matches!(between.trim(), "," | "và" | "-" | "–" | ";" | "/" | "+" | "đến" | "&"))
}

/// `2-0`, `2 - 1`: whether another number follows a dash or a colon.
fn scored(text: &Tokens, end: usize) -> bool {
    pair_end(text, end) > end
}

fn pair_end(text: &Tokens, end: usize) -> usize {
    let (at, _) = skip_space(text, end);
    let Some(c) = text[at..].chars().next().filter(|c| matches!(c, '-' | '–' | ':')) else { return end };
    let (next, _) = skip_space(text, at + c.len_utf8());
    token_at(text, next).filter(|t| t.class == Class::Digits).map_or(end, |t| t.span.end() as usize)
}

/// Whether the words after a bare number close its phrase.
fn closed(text: &Tokens, end: usize) -> bool {
    let (next, _) = skip_space(text, end);
    match token_at(text, next) {
        None => true,
        Some(t) if t.class == Class::Word => CUES.stop.at(text, next).is_some(),
        Some(t) => !t.one_of(words!["/", "-", ":"]),
    }
}

/// `28 (45%)`, `15 (chiếm 20,2%)`: whether a share in brackets follows.
fn share_follows(text: &Tokens, end: usize) -> bool {
    let (open, _) = skip_space(text, end);
    if text.as_bytes().get(open) != Some(&b'(') {
        return false;
    }
    let (mut at, _) = skip_space(text, open + 1);
    let word = period::is(text, at, words!["chiếm", "đạt", "bằng"]);
    if let Some(word) = word {
        at = skip_space(text, word).0;
    }
    let share =
        text.as_bytes().get(at).is_some_and(u8::is_ascii_digit).then(|| quantity::term(text, at).ok()).flatten();
    share.is_some_and(|t| {
        t.unit.is_some_and(|u| u.unit.base.symbol() == "%")
            && (word.is_some() || text.as_bytes().get(skip_space(text, t.end).0) == Some(&b')'))
    })
}

/// `một phần ba`: whether a spelled number is the first of a fraction.
fn is_part(text: &Tokens, end: usize) -> bool {
    period::is(text, skip_space(text, end).0, words!["phần"]).is_some()
}

/// `một năm đến năm năm`: whether a spelled length goes on to another.
fn reaches_on(text: &Tokens, end: usize) -> bool {
    unit::unit_at(text, end).is_some_and(|found| {
        period::is(text, skip_space(text, found.text.end() as usize).0, words!["đến", "tới"]).is_some()
    })
}

/// `năm, sáu hộ`, `năm đến sáu`, `năm phần mười`: whether a spelled number goes on to another.
fn goes_on(text: &Tokens, end: usize) -> bool {
    let (next, _) = skip_space(text, end);
    let Some(token) = token_at(text, next) else { return false };
    let after = if token.one_of(words![","]) { skip_space(text, next + 1).0 } else { next };
    token.one_of(words!["phần", "-", "đến", "tới", "và"]) || NUMERALS.at(text, after).is_some()
}

/// `năm tháng đầu năm`: five of its months.
fn months_of_year(text: &Tokens, end: usize) -> bool {
    let months = period::is(text, skip_space(text, end).0, words!["tháng"]);
    months.is_some_and(|end| period::is(text, skip_space(text, end).0, words!["đầu", "cuối", "qua"]).is_some())
}

/// `(Bằng chữ: …)`: the figure before, said again; where the brackets end.
fn said_again(text: &Tokens, at: usize) -> Option<usize> {
    let (end, _) = skip_space_back(text, at);
    let label = text[..end].strip_suffix(':')?;
    let cue = token_before(text, skip_space_back(text, label.len()).0)?;
    let by = token_before(text, skip_space_back(text, cue.span.start() as usize).0)?;
    if !(cue.one_of(words!["chữ"]) && by.one_of(words!["bằng", "viết"])) {
        return None;
    }
    let rest = text[at..].bytes().take(400).position(|b| b == b')' || b == b'\n');
    Some(at + rest.unwrap_or(0).max(1))
}

/// `các khoản 1, 2 và 6 Điều 12`: the number is a part's of a document, and the part that holds it follows.
fn pinpointed(text: &Tokens, end: usize) -> bool {
    let level = token_at(text, skip_space(text, end).0);
    level.is_some_and(|t| {
        t.one_of(words!["điều", "khoản", "mục", "chương"])
            && token_at(text, skip_space(text, t.span.end() as usize).0)
                .is_some_and(|t| t.class == Class::Digits || t.one_of(words!["này"]))
    })
}

/// `89 vụ việc tháng trước chuyển sang`: what was left over then.
fn left_over(text: &Tokens, end: usize) -> bool {
    period::is(text, skip_space(text, end).0, words!["chuyển", "mang"])
        .is_some_and(|end| period::is(text, skip_space(text, end).0, words!["sang", "qua"]).is_some())
}

/// Whether a scope begins with what durations are measured in: `tháng trước`.
fn one_of_lengths(text: &Tokens, start: usize) -> bool {
    period::is(text, start, words!["năm", "quý", "tháng", "tuần", "ngày"]).is_some()
}

/// `cây hàng năm`, `cây trồng hàng năm`: annual crops, no time scope.
fn annual_crop(text: &Tokens, start: usize) -> bool {
    let mut last = token_before(text, skip_space_back(text, start).0);
    for _ in 0..3 {
        let Some(token) = last else { return false };
        if token.one_of(words!["cây"]) {
            return true;
        }
        last = text.before(&token).map(|(token, _)| token).filter(|_| token.one_of(words!["trồng", "công", "nghiệp"]));
    }
    false
}

/// `đường dây 220 kV`: the voltage names the line.
fn line_voltage(text: &Tokens, quantity: &Quantity) -> bool {
    quantity.unit.is_some_and(|u| u.unit.base.symbol() == "kV") && powered(text, quantity.core.start() as usize)
}

/// Whether a line or a transformer stands before a number, or before the list that it is in.
fn powered(text: &Tokens, at: usize) -> bool {
    let mut last = token_before(text, skip_space_back(text, at).0);
    for _ in 0..6 {
        let Some(token) = last else { return false };
        if token.one_of(words!["dây", "trạm", "áp", "lưới", "điện", "thế", "tba", "và"]) {
            return true;
        }
        if token.class != Class::Digits && !token.one_of(words![",", "/", "kv"]) {
            return false;
        }
        last = text.before(&token).map(|(token, _)| token);
    }
    false
}

/// 1/500, 1/2000: the scale of a map or a plan.
fn map_scale(quantity: &Quantity) -> bool {
    quantity.low == Decimal::from(1) && quantity.of.is_some_and(|of| of >= Decimal::from(100))
}

/// Whether a magnitude or a unit that no name bears says that the number measures: `khoản 5 tỷ đồng`.
fn weighty(quantity: &Quantity) -> bool {
    let measures = |kind| matches!(kind, Kind::Money | Kind::Measure | Kind::Ratio);
    quantity.first.power > 0 || quantity.unit.is_some_and(|u| measures(u.unit.base.row().kind))
}

/// `gọi 1.800 công dân`: a count in groups of three, of things that a row knows, is no code's number.
fn grouped_count(text: &Tokens, quantity: &Quantity) -> bool {
    let first = &quantity.first;
    first.words == 0
        && first.plain == 0
        && first.value.scale() == 0
        && quantity.form == Form::Number
        && counted::counted_at(text, quantity.core.end() as usize).is_some_and(|noun| noun.class.is_some())
}

/// 24/24, 24/7: round the clock.
fn around_the_clock(quantity: &Quantity) -> bool {
    let is = |v: Option<Decimal>, n: i64| v == Some(Decimal::from(n));
    is(quantity.high, 24) && (is(quantity.of, 24) || is(quantity.of, 7))
}

/// Whether a word opens a sentence or an item, so that its capital says nothing.
fn opens(text: &Tokens, span: Span) -> bool {
    let (before, _) = skip_space_back(text, span.start() as usize);
    text[..before].chars().next_back().is_none_or(|c| {
        matches!(c, '.' | '!' | '?' | ':' | ';' | '\n' | '-' | '–' | '•' | '+' | '…' | '(' | '“' | '"' | '*')
    }) || text[before..span.start() as usize].contains('\n')
}

/// A minus sign glued to the number, after a space or a bracket, not at the head of a line.
fn negative(text: &Tokens, at: usize) -> bool {
    let Some(sign) = text[..at].chars().next_back().filter(|c| matches!(c, '-' | '−' | '–')) else { return false };
    let before = &text[..at - sign.len_utf8()];
    let spaced = before.ends_with([' ', '(']);
    let trimmed = before.trim_end_matches([' ', '\t']);
    let opens = trimmed.is_empty() || trimmed.ends_with(['\n', ':', ';']);
    spaced && !opens && !trimmed.ends_with(|c: char| c.is_ascii_digit() || c == '%')
}

fn year_follows(text: &Tokens, end: usize) -> bool {
    let (next, _) = skip_space(text, end);
    token_at(text, next).is_some_and(|t| t.class == Class::Digits && t.span.len() == 4)
}

fn period_noun(text: &Tokens, noun: Option<Span>) -> bool {
    noun.is_some_and(|span| one_of(&text[span], &["học", "ngân sách"]))
}

fn end_of_line(text: &Tokens, from: usize) -> usize {
    text.len().min(from + 1)
}
