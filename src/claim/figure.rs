//! Numbers in digits: which of them are claims.

use super::bound::bound;
use super::clause::governed;
use super::noun::{Noun, no_noun, noun_after, opens};
use super::parts;
use super::quantity::Quantity;
use super::sift::Number;
use super::term::Term;
use super::trap::{self, Barred};
use super::walk::Walk;
use super::{Claim, Flags, Form, counted, unit};
use crate::registry::unit::Kind;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::{Decimal, Span};

impl Walk<'_> {
    /// Takes the number at `at`, or passes it.
    pub(super) fn number(&mut self, at: usize, number: &mut Number) {
        let text = self.text;
        let mut bar = number.bar;
        if bar.is_none() && self.trapped > 0 && trap::follows_in_list(text, self.trapped, at) {
            bar = Some(Barred::Unless);
        }
        let quantity = match &mut number.quantity {
            Ok(quantity) => quantity,
            Err(end) => return self.trap((*end).max(at + 1)),
        };
        let end = quantity.core.end() as usize;
        if let Some(rank) = self.rank(at, quantity) {
            let of = if rank.of.is_some() { counted::share_at(text, end) } else { None };
            return self.push(&rank, of, end);
        }
        if trap::line_voltage(text, quantity) || trap::pinpointed(text, end) || trap::some(text, at, end) {
            return self.trap(end);
        }
        match bar {
            Some(Barred::Always) if !trap::weighty(quantity) && !trap::grouped_count(text, quantity) => {
                return self.trap(end);
            }
            Some(Barred::Pair) if quantity.form == Form::Range || trap::scored(text, end) => {
                return self.trap(trap::pair_end(text, end));
            }
            _ => {}
        }
        self.settle(quantity, bar == Some(Barred::Unless));
    }

    /// Decides whether a quantity in digits is a claim, and takes it.
    fn settle(&mut self, quantity: &mut Quantity, barred: bool) {
        let text = self.text;
        let (at, end) = (quantity.core.start() as usize, quantity.core.end() as usize);
        let plain = quantity.first.plain > 0;
        if trap::named_time(text, quantity) || plain && (trap::bargain(text, quantity) || trap::lump(text, quantity)) {
            return self.trap(end);
        }
        let mut noun = noun_after(text, quantity);
        if noun.span.is_some_and(|span| trap::leaves(text, at, span)) {
            return self.trap(noun.end);
        }
        if noun.sure && trap::per_head(text, quantity)
            || trap::per_area(text, quantity)
            || trap::cropped(text, quantity)
            || trap::heads_unit(text, quantity)
            || noun.span.is_some_and(|span| plain && trap::itemised(text, at, span))
        {
            return self.trap(end);
        }
        if noun.span.is_some_and(|span| span.len() < 24 && trap::names(text, at, span)) {
            noun = no_noun(end);
        }
        if let Some(label) = self.counted_part(at, quantity, &noun) {
            let part = Quantity::number(&Term { unit: None, end: quantity.first.number_end, ..quantity.first });
            return self.push(&part, Some(label), label.end() as usize);
        }
        // Things that are counted come whole: 1,234 người; not scores: 6,275 điểm.
        let score = noun.span.is_some_and(|span| &text[span] == "điểm");
        if noun.sure && !score && quantity.unit.is_none() && quantity.first.power == 0 {
            quantity.read_whole();
        }
        if barred && !self.held(quantity, &noun) {
            return self.trap(end);
        }
        // US$ 2,5 tỷ
        if quantity.first.power >= 6 && quantity.unit.is_none() {
            quantity.unit = unit::led(text, at);
        }
        if quantity.unit.is_none() && noun.span.is_none() && quantity.first.power >= 6 {
            self.lend_money(quantity);
        }
        if quantity.unit.is_some() || noun.span.is_some() || quantity.first.power > 0 {
            let unsure = quantity.unit.is_none() && !noun.sure;
            // chiếc A6 2.8 đời mới, lốp 255/40 ZR: a version, a size.
            let size = |span: Span| text.token_at(span.start() as usize).is_some_and(|t| t.case != Case::Lower);
            if quantity.unit.is_none() && trap::ratio(quantity) && noun.span.is_some_and(size) {
                return self.trap(end);
            }
            let coded = || quantity.flags.has(Flags::DOT_DECIMAL) && quantity.first.power == 0 || trap::ratio(quantity);
            return if unsure && (coded() || !self.plausible(at, quantity, &noun)) {
                self.trap(end)
            } else {
                self.push(quantity, noun.span, noun.end)
            };
        }
        if let Some(counted) = self.grid.in_cell(text, quantity) {
            return self.push(quantity, counted, end);
        }
        // A number alone: its neighbours must lend it a unit or a noun, or a verb must govern it.
        let lent = if trap::alone_on_line(text, at, end) { None } else { self.lend(quantity, barred) };
        let Some(mut counted) = lent else { return self.trap(end) };
        if counted.is_none_or(|noun| noun.start() < at as u32) {
            counted = self.harmed(at, counted);
        }
        if counted.is_some() {
            quantity.flags = quantity.flags.with(Flags::SHARED_COUNTED);
        }
        self.push(quantity, counted, end);
    }

    /// Whether a number that cue words bar is a claim all the same.
    fn held(&self, quantity: &Quantity, noun: &Noun) -> bool {
        let text = self.text;
        let (at, end) = (quantity.core.start() as usize, quantity.core.end() as usize);
        let timed = quantity.unit.is_some_and(|u| u.unit.base.row().kind == Kind::Time);
        // thuộc nhóm 20 tỉnh dẫn đầu: a group of places, not a place's number.
        let group = || {
            let before = text.last_token(at);
            before.is_some_and(|t| t.one_of(words!["nhóm", "tốp", "top"]))
        };
        let jailed = || text.next_word(end, words!["tù"]).is_some();
        // Số 43/106 - 43/98 Đường …, đợt 1 Chiến dịch: a name, no noun.
        // CHI BỘ 2 TỔ CHỨC ĐẠI HỘI: all in capitals, a verb.
        let title = |span: Span| {
            let shouted = |t: Token| t.case == Case::Upper && t.span.end() < span.end() && t.span.len() > 2;
            text.token_at(span.start() as usize).is_some_and(|t| t.case == Case::Title || shouted(t))
        };
        let name = || {
            (quantity.form == Form::Fraction || matches!(quantity.first.plain, 1 | 2)) && noun.span.is_some_and(title)
        };
        // Điều 675, 676 Bộ luật dân sự
        let document = |span: Span| text.token_at(span.start() as usize).and_then(|t| trap::titled(text, t)).is_some();
        // lớp 10 năm học 2025 - 2026
        let school = || timed && text.next_word(end, words!["học"]).is_some();
        // tước GPLX 22 - 24 tháng
        quantity.unit.is_some() && (!timed || quantity.form == Form::Range || jailed())
            || noun.sure && (!noun.place || group()) && !name() && !noun.span.is_some_and(document) && !school()
            || quantity.first.power > 0
            || self.parts.is_some_and(|(_, stop)| at < stop)
            // bộ đội 6.120, môn Toán 4,95: a number in groups of three, or with decimals, is no thing's.
            || quantity.first.plain == 0 && quantity.form == Form::Number && !quantity.flags.has(Flags::DOT_DECIMAL)
    }

    /// Whether a count of something that no row names is likely one.
    fn plausible(&self, at: usize, quantity: &Quantity, noun: &Noun) -> bool {
        let text = self.text;
        if quantity.first.power > 0 {
            return true;
        }
        let Some(span) = noun.span else { return false };
        let lower = text.token_at(span.start() as usize).is_some_and(|t| t.case == Case::Lower);
        let (before, spaced) = text.skip_space_back(at);
        if !spaced {
            return lower;
        }
        // A name right before: `Vinaconex 5 thi công`.
        let named = text
            .token_before(before)
            .is_some_and(|t| t.class == Class::Word && t.case != Case::Lower && !opens(text, t.span));
        let bounded = bound(text, quantity.core, span.end() as usize, false, false);
        let governed = governed(text, bounded.start) || bounded.text.is_some();
        // thực hiện 89 CTTN: the capitals of an abbreviation, after a verb
        let first = text.as_bytes()[at];
        let abbreviated = || {
            const DEEDS: &WordSet = words!["hiện", "khai", "dựng", "lập", "trợ", "nhận", "trao", "tặng", "mở", "và"];
            !named
                && text.token_at(span.start() as usize).is_some_and(|t| t.case == Case::Upper && t.span.len() > 2)
                // 3 tiểu học, 02 THCS
                && text.token_before(before).is_some_and(|t| t.one_of(DEEDS) || first == b'0' && t.one_of(words![","]))
        };
        // sửa chữa 3 “Mái ấm công đoàn”
        let quoted = || !named && text[..span.start() as usize].ends_with(['“', '"']);
        governed || (lower && !named) || abbreviated() || quoted()
    }

    /// `12 giải (1 Nhất, 4 Nhì, 7 Ba)`: what a number in brackets counts that no row knows, where the numbers there add up to the
    /// count before.
    fn counted_part(&mut self, at: usize, quantity: &Quantity, noun: &Noun) -> Option<Span> {
        let text = self.text;
        let opens = || text.as_bytes()[..at].last() == Some(&b'(');
        if noun.sure && quantity.unit.is_none() || quantity.first.power > 0 || at >= self.counts && !opens() {
            return None;
        }
        if at >= self.counts {
            let total = self.out.last().filter(|c| c.unit.is_none() && c.form == Form::Number)?;
            let noun = total.counted?;
            let near = text
                .get(noun.end() as usize..at)
                .is_some_and(|between| between.len() < 40 && !between.contains([',', '\n']));
            let row = parts::counts(text, at).filter(|row| near && row.members > 1 && row.value == total.low)?;
            self.counts = row.end;
        }
        let mut last = text.next_token(quantity.first.number_end)?;
        let start = last.span;
        while let Some((next, _)) = text.after(&last).filter(|(t, _)| t.class == Class::Word && !t.one_of(words!["và"]))
        {
            last = next;
        }
        Some(start.cover(last.span))
    }

    /// `đứng thứ 3`, `xếp thứ 12/63`, `xếp hạng 16`, `(thứ 22/63)`, `xếp 18/63 tỉnh`: a rank.
    fn rank(&self, at: usize, quantity: &Quantity) -> Option<Quantity> {
        let text = self.text;
        let (end, _) = text.skip_space_back(at);
        let word = text.token_before(end).filter(|t| t.one_of(words!["thứ", "hạng", "xếp", "đứng"]))?;
        if quantity.form == Form::Range
            || quantity.first.power > 0
            || quantity.first.unit.is_some_and(|u| u.unit.base.symbol() == "%")
        {
            return None;
        }
        let fraction = quantity.form == Form::Fraction;
        let aside = || text[..word.span.start() as usize].ends_with('(');
        let nth = word.one_of(words!["thứ"]) && (self.ranks(word) || fraction && aside());
        // Grades end at 4.
        let level = if word.one_of(words!["hạng"]) {
            let ranked = |(t, _): (Token, bool)| t.one_of(words!["xếp", "đứng", "thứ"]);
            (fraction || quantity.low > Decimal::from(4)) && (aside() || text.before(&word).is_some_and(ranked))
        } else {
            // xếp 18/63, not xếp 4/5 sao
            fraction && !word.one_of(words!["thứ"]) && quantity.of > Some(Decimal::from(9))
        };
        if !nth && !level {
            return None;
        }
        let start = if nth { word.span.start() as usize } else { at };
        let of = if quantity.form == Form::Fraction { quantity.core.end() as usize } else { 0 };
        let core = Span::of(start, quantity.first.number_end.max(of));
        Some(Quantity { core, form: Form::Ordinal, unit: None, ..*quantity })
    }

    /// Whether the words before `thứ` rank something, or another rank: `đứng thứ`, `xếp thứ 3 toàn tỉnh và thứ 9 cả vùng`.
    pub(super) fn ranks(&self, nth: Token) -> bool {
        const RANKING: &WordSet = words!["đứng", "xếp", "vị", "hạng", "hàng", "trí", "vươn", "lên", "ở", "xuống"];
        let Some((before, _)) = self.text.before(&nth) else { return false };
        let near = |rank: &Claim| rank.form == Form::Ordinal && nth.span.start().saturating_sub(rank.core.end()) < 80;
        before.one_of(RANKING) || before.one_of(words!["và", ","]) && self.out.last().is_some_and(near)
    }
}
