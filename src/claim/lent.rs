//! What a bare number counts: its neighbours, its label or its total say so.

use super::bound::bound;
use super::clause::{governed, wraps};
use super::noun::noun_after;
use super::parts;
use super::quantity::{self, Quantity};
use super::term::term;
use super::time;
use super::trap;
use super::walk::Walk;
use super::{Claim, Flags, Form, counted, unit};
use crate::registry::cue::CUES;
use crate::registry::unit::Kind;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;
use crate::{Decimal, Span};

impl Walk<'_> {
    /// What a number without a unit and a noun counts, where something says that it is a claim: `Some(None)` where it is
    /// and nothing says what it counts. It may lend the quantity a unit, too.
    pub(super) fn lend(&mut self, quantity: &mut Quantity, barred: bool) -> Option<Option<Span>> {
        let text = self.text;
        let (at, end) = (quantity.core.start() as usize, quantity.core.end() as usize);
        if let Some(lent) = lent(text, quantity) {
            // khe cắm 2.0, 2 cổng: things come whole; Ngày Phụ nữ 8.3 và 98 năm ngày thành lập: so do years.
            let whole = lent.unit.is_none_or(|u| u.unit.base.row().kind == Kind::Time);
            if whole && quantity.flags.has(Flags::DOT_DECIMAL) {
                return None;
            }
            if lent.unit.is_some_and(|u| u.unit.base.symbol() == "kV") && trap::powered(text, at) {
                return None;
            }
            quantity.share(lent.unit, lent.power);
            return Some(lent.counted);
        }
        if let Some(noun) = disciplined(text, at, end) {
            return Some(Some(noun));
        }
        if self.penalised(at, end) {
            return Some(self.inherited(at));
        }
        if let Some(years) = aged(text, at).filter(|_| quantity.form == Form::Range && !barred) {
            quantity.share(Some(years), 0);
            return Some(None);
        }
        if changes(text, at, end) {
            return Some(counted_before(text, at, None).or_else(|| self.inherited(at)));
        }
        if self.listed(at) && closed(text, end) {
            return Some(self.out.last().and_then(|c| c.counted));
        }
        if self.labelled(at) {
            return Some(self.inherited(at));
        }
        if let Some(total) = self.summed(at, end) {
            let Claim { unit, unit_text, counted, .. } = self.out[total];
            quantity.share(unit.zip(unit_text).map(|(unit, text)| unit::Found { unit, text }), 0);
            return Some(counted);
        }
        if !barred {
            let ends_line = || text[end..].trim_start_matches([' ', '\r']).starts_with('\n');
            if let Some(noun) = counted::tallied(text, at).filter(|_| ends_line() || closed(text, end)) {
                return Some(Some(noun));
            }
            let labelled = || self.beside_label(at).or_else(|| counted::labelled(text, at));
            if let Some(noun) = labelled().filter(|_| closed(text, end)) {
                return Some(Some(noun));
            }
            // khiển trách 28 (45%): what a share in brackets says again; đã giải quyết 120 (đúng hạn 104, quá hạn 16): what adds up.
            // số phiếu hợp lệ 97 (98%): by its label.
            if share_follows(text, end) || parts_follow(text, quantity) {
                return Some(counted_before(text, at, Some(at)).or_else(|| self.inherited(at)));
            }
        }
        if let Some(counted) = self.in_row(at, end) {
            return Some(counted);
        }
        if let Some(counted) = self.decimal(quantity) {
            return Some(counted);
        }
        let bounded = bound(text, quantity.core, end, quantity.form == Form::Range, false);
        let governed = governed(text, bounded.start) || bounded.text.is_some();
        let counts = quantity.first.plain == 0 || text.as_bytes()[at] == b'0';
        // 3 chỉ tiêu chưa đạt: chỉ tiêu 17.7: things come whole.
        let whole = quantity.low.scale() == 0;
        let part = if whole { self.part(at, end, counts && !barred && !governed) } else { None };
        let ratio = trap::ratio(quantity);
        let hurt = !barred && hurt(text, at);
        let fraction = quantity.form == Form::Fraction && !barred && !ratio;
        // ít nhất bằng 1/4 thời hạn: a share needs no noun that a row has.
        let stands =
            !ratio && (governed || part.is_some() || fraction || hurt) && (closed(text, end) || (fraction && governed));
        stands.then(|| part.or_else(|| counted_before(text, bounded.start, None)))
    }

    /// `Năm 2021: 53`, `dưới 6 tuổi: 412`: right after a scope or a measure and a colon.
    fn labelled(&self, at: usize) -> bool {
        let (end, _) = self.text.skip_space_back(at);
        let Some(label) = self.text[..end].strip_suffix(':') else { return false };
        let (end, _) = self.text.skip_space_back(label.len());
        let measure = || self.out.last().is_some_and(|c| c.unit.is_some() && c.core.end() as usize == end);
        self.scopes.last().is_some_and(|s| s.end() as usize == end) || measure()
    }

    /// `loại A: 12 tập thể; loại B: 5`: what the count before it counts, where both stand behind a label's colon in one list.
    fn beside_label(&self, at: usize) -> Option<Span> {
        let labelled = |at: usize| self.text[..at].trim_end_matches(' ').ends_with(':');
        let last = self.out.last().filter(|_| labelled(at)).filter(|c| c.unit.is_none() && c.form == Form::Number)?;
        let noun = last.counted.filter(|_| labelled(last.core.start() as usize))?;
        let label = self.text.get(noun.end().max(last.core.end()) as usize..at)?;
        let listed = label.len() < LONGEST_LABEL && label.starts_with([',', ';']) && !label.contains(['\n', '.']);
        listed.then_some(noun)
    }

    /// `mầm non là 1,82, tiểu học 1,36`, `Ngữ văn 7,23 điểm; Toán 4,95`: a decimal in a row of such, and what they count.
    fn decimal(&self, quantity: &Quantity) -> Option<Option<Span>> {
        const FAR: usize = 40;
        let (text, scale) = (self.text, quantity.low.scale());
        if scale == 0 || quantity.form != Form::Number || quantity.flags.has(Flags::DOT_DECIMAL) {
            return None;
        }
        if closed(text, quantity.core.end() as usize) && coefficient(text, quantity.core.start() as usize) {
            return Some(None);
        }
        let last = self.out.last().filter(|c| c.unit.is_none() && c.low.scale() > 0 && c.form == Form::Number)?;
        let (from, at) = (last.counted.map_or(0, |c| c.end()).max(last.core.end()) as usize, quantity.core.start());
        let label = text.get(from..at as usize).filter(|label| label.len() < FAR)?.strip_prefix([',', ';'])?;
        let named = text.last_token(at as usize).is_some_and(|t| t.class == Class::Word);
        let row = named && !label.contains(['\n', '.', ':', '(']) && closed(text, quantity.core.end() as usize);
        row.then_some(last.counted)
    }

    /// `lần lượt là 35, 13 và 5`: right after another bare number that is a claim.
    fn listed(&self, at: usize) -> bool {
        let Some(last) = self.out.last().filter(|c| c.unit.is_none() && c.form == Form::Number) else { return false };
        let bare = last.counted.is_none() || last.flags.has(Flags::SHARED_COUNTED);
        let between = self.text.get(last.core.end() as usize..at).unwrap_or("");
        bare && between.len() < 8 && matches!(between.trim(), "," | "và")
    }

    /// `8 trường hợp bị kỷ luật, với hình thức khiển trách 3, cảnh cáo 1, khai trừ 4`: a member of a row of penalties that closes
    /// without a noun.
    fn penalised(&self, at: usize, end: usize) -> bool {
        let text = self.text;
        let another = || {
            let mark = text.next_token(end).filter(|t| t.one_of(words![",", ";", "và"]))?;
            let second = text.after(&text.after(&mark)?.0)?.0;
            let number = text.after(&second)?.0;
            (second.one_of(PENALTIES) && number.class == Class::Digits).then_some(())
        };
        let last = self.out.last().filter(|c| c.flags.has(Flags::SHARED_COUNTED));
        let goes_on =
            || last.is_some_and(|c| penalty(text, c.core.start() as usize) && at - (c.core.end() as usize) < 30);
        penalty(text, at) && closed(text, end) && (another().is_some() || goes_on())
    }

    /// `87 đảng viên: khiển trách 51, cảnh cáo 22`: a bare number in a list or in brackets after a total counts the same.
    ///
    /// `Hội Phụ nữ 2.914 hội viên, Hội Nông dân 2.633`, `xóa tên 02`: beside another count, if `counts` says that it
    /// looks like one.
    fn part(&self, at: usize, end: usize, counts: bool) -> Option<Span> {
        let text = self.text;
        let (next, _) = text.skip_space(end);
        let joined = text[next..].starts_with("và ");
        if !joined && !matches!(text.as_bytes().get(next), None | Some(b',' | b';' | b')' | b'.' | b'\n')) {
            return None;
        }
        // xã Lũng Cú: 03, phường Minh Xuân 02: what a zero leads is no name's number.
        let zero = text.as_bytes()[at] == b'0';
        let (before, spaced) = text.skip_space_back(at);
        let label =
            |t: &Token| t.class == Class::Word && (zero || t.case == Case::Lower) || zero && t.one_of(words![":"]);
        text.token_before(before).filter(|t| spaced && label(t))?;
        let near = |c: &&Claim| at.saturating_sub(c.core.end() as usize) < LONGEST_LIST;
        let total = self.out.iter().rev().take(12).take_while(near).find(|c| {
            // Not one in brackets that have closed.
            let aside = || {
                let between = text.get(c.core.end() as usize..at).unwrap_or("");
                between.find(')').is_some_and(|close| !between[..close].contains('('))
            };
            c.unit.is_none() && c.counted.is_some() && !c.flags.has(Flags::SHARED_COUNTED) && !aside()
        })?;
        let between = text.get(total.core.end() as usize..at)?;
        if between.contains('\n') || between.contains(". ") {
            return None;
        }
        // What opened last, a bracket or a colon, still stands open.
        let opens = |from: usize, to: usize| {
            let last = text.as_bytes()[from..to].iter().rfind(|b| matches!(b, b'(' | b':' | b')' | b'\n'));
            last.is_some_and(|b| matches!(b, b'(' | b':'))
        };
        let (start, end) = (total.core.start() as usize, total.core.end() as usize);
        // (Toán 05 bài, Vật lí 31, Hóa học 6): the first of a list says it for all.
        let first =
            || between.contains(',') && !between.contains(';') && opens(start.saturating_sub(LONGEST_LABEL), start);
        let beside = || {
            // Hội Phụ nữ có 15.934; Đoàn Thanh niên 4.127: the nearest number says nothing.
            let last = self.out.last().filter(|last| counts && last.counted == total.counted)?;
            let from = last.counted.map_or(0, |c| c.end()).max(last.core.end()) as usize;
            text.get(from..at).filter(|label| label.len() < LONGEST_LABEL && label.starts_with([',', ';']))
        };
        if opens(end, at) || first() || beside().is_some() { total.counted } else { None }
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
        // 27 sự cố, gồm Bắc Ninh 2, Hà Nội 1
        let listed = || between.rfind(" gồm ").map(|open| open + " gồm".len());
        let open = between.rfind('(').or_else(listed).map(|open| total.core.end() as usize + open + 1);
        let sum = parts::row(text, at, end, open)?;
        let whole = sum.members > 1 && (sum.value == total.low || sum.provinces);
        (whole || self.begins(last, sum.value)).then(|| {
            self.parts = Some((last, sum.end));
            last
        })
    }

    /// `683 lượt, cấp xã 512 lượt, cấp huyện 118, cấp tỉnh 53`: whether a claim is the first member of a row whose others add up
    /// to `rest`, of the count before it.
    fn begins(&self, first: usize, rest: Decimal) -> bool {
        let Some(total) = first.checked_sub(1).map(|total| &self.out[total]) else { return false };
        let first = &self.out[first];
        let between = self.text.get(total.core.end() as usize..first.core.start() as usize).unwrap_or("\n");
        let apart = between.len() > 240 || between.contains('\n') || between.contains(". ");
        let noun = |c: &Claim| c.counted.and_then(|noun| self.text.token_at(noun.start() as usize)).map(|t| t.key);
        let counts = |c: &Claim| c.unit.is_none() && c.form == Form::Number && c.counted.is_some();
        let alike = counts(total) && counts(first) && (noun(total) == noun(first) || between.contains('('));
        !apart && alike && first.low.checked_add(rest) == Some(total.low)
    }

    /// `vay 1 tỷ đồng, trả 500 triệu`, `giải 300 triệu và 200 triệu đồng`, `doanh thu đạt 1.496 tỷ`: so many millions and no word
    /// what of, beside money in the same sentence, or where a word before says that it is money.
    #[cold]
    pub(super) fn lend_money(&self, quantity: &mut Quantity) {
        let text = self.text;
        let (at, end) = (quantity.core.start() as usize, quantity.core.end() as usize);
        if let Some(unit) = lent(text, quantity).and_then(|lent| lent.unit) {
            return quantity.share(Some(unit), 0);
        }
        if !closed(text, end) {
            return;
        }
        let between = |c: &Claim| text.get(c.core.end() as usize..at).unwrap_or("");
        // vốn tín dụng 640 tỷ; doanh nghiệp 127 tỷ: a list of money that names it once, and names no other.
        let member = || text.next_token(end).is_none_or(|t| t.one_of(words![",", ";", ".", ")", "và"]));
        let listed =
            |c: &Claim| c.flags.has(Flags::SHARED_UNIT) && member() && !names_any(text, c.core.end(), at, FOREIGN);
        let near = |c: &&Claim| {
            let parted = between(c).contains('\n') || between(c).contains(". ");
            between(c).len() < 120 && !parted && (!between(c).contains(';') || listed(c))
        };
        let last = self.out.last().filter(near).and_then(|c| c.unit.zip(c.unit_text));
        if let Some((unit, words)) = last.filter(|(unit, _)| unit.base.row().kind == Kind::Money) {
            if unit.base.symbol() == "VND" && unit.per[0].is_none() {
                quantity.share(Some(unit::Found { unit, text: words }), 0);
            }
        } else if let Some(unit) = text.last_token(end).filter(|_| paid(text, at)).and_then(|t| unit::money(t.span)) {
            quantity.share(Some(unit), 0);
        }
    }

    /// `Hải Phòng (96 thí sinh), Hà Tĩnh (89), Vĩnh Phúc (83)`: in brackets after a name, like the count before it.
    fn in_row(&self, at: usize, end: usize) -> Option<Option<Span>> {
        let text = self.text;
        let enclosed = |start: usize| text[..start].ends_with('(');
        if !enclosed(at) || text.as_bytes().get(end) != Some(&b')') {
            return None;
        }
        let last = self.out.last().filter(|c| c.unit.is_none() && c.counted.is_some())?;
        let between = text.get(last.core.end() as usize..at)?;
        let (name, _) = text.skip_space_back(at - 1);
        let named = text.token_before(name).is_some_and(|t| t.class == Class::Word && t.case != Case::Lower);
        let row = enclosed(last.core.start() as usize) && between.len() < 80 && !between.contains(['\n', ':', '.']);
        (named && row).then_some(last.counted)
    }

    /// What a bare number counts that `noun` before it was to say: people, where who they are stands right before the number: `263 vụ,
    /// chết 135, bị thương 203`.
    pub(super) fn harmed(&self, at: usize, noun: Option<Span>) -> Option<Span> {
        if !hurt(self.text, at) {
            return noun;
        }
        // 5 người chết, bị thương 11
        let people = |noun: Span| match self.text.word_at(noun.start() as usize, words!["người", "nạn", "bé"]) {
            Some(end) if self.text[noun].starts_with("người") => Some(Span::of(noun.start() as usize, end)),
            person => person.map(|_| noun),
        };
        noun.and_then(people).or_else(|| self.out.iter().rev().take(12).filter_map(|c| c.counted).find_map(people))
    }

    /// What the last count of the sentence counted.
    fn inherited(&self, at: usize) -> Option<Span> {
        let claim = self.out.iter().rev().take(12).find(|c| c.unit.is_none() && c.counted.is_some())?;
        let between = &self.text[claim.core.end() as usize..at];
        (between.len() < 600 && !between.contains('\n')).then_some(claim.counted?)
    }
}

/// Words for money that may be dollars: `giá trị xuất khẩu đạt 3,2 tỷ`, `vốn FDI 5 tỷ`.
const FOREIGN: &WordSet = words!["khẩu", "ngoại", "fdi", "oda", "usd"];

/// Whether one of some words stands between two places.
fn names_any(text: &Tokens, from: u32, to: usize, set: &WordSet) -> bool {
    text.within(Span::new(from, to as u32)).iter().any(|t| t.one_of(set))
}

/// Whether a word before a number, in the same clause, says that it is money: `doanh thu ước đạt`, `kinh phí`, `trị giá`.
fn paid(text: &Tokens, at: usize) -> bool {
    const MONEY: &WordSet = words!["tiền", "vốn", "phí", "thuế", "nợ", "lương", "thưởng", "nhuận", "giá", "thầu"];
    const SUMS: &WordSet = words!["doanh", "tổng", "nguồn"];
    let mut last = text.last_token(at);
    for _ in 0..12 {
        let Some(token) = last.filter(|t| t.class != Class::Mark || t.one_of(words![":", "-"])) else { return false };
        if token.one_of(FOREIGN) {
            return false;
        }
        let before = text.before(&token).filter(|(t, _)| !wraps(text, Some((*t, true)), token));
        let sum = || token.one_of(words!["thu", "chi"]) && before.is_some_and(|(t, _)| t.one_of(SUMS));
        let budget = || token.one_of(words!["sách"]) && before.is_some_and(|(t, _)| t.one_of(words!["ngân"]));
        if token.one_of(MONEY) || sum() || budget() {
            return true;
        }
        last = before.map(|(t, _)| t);
    }
    false
}

/// How far from its total a number may stand that is a part of it, in bytes.
const LONGEST_LIST: usize = 300;

/// The longest label in a list of counts, in bytes, and so how far before its first number the list opens.
const LONGEST_LABEL: usize = 30;

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
        let (end, link) = link(text, pos)?;
        let (mut at, _) = text.skip_space(end);
        if let Some((_, stop)) = CUES.bound_before.at(text, at) {
            at = text.skip_space(stop).0;
        }
        if !text.as_bytes().get(at)?.is_ascii_digit() {
            at = coordinated(text, quantity, at).filter(|_| link == Link::List)?;
        }
        let next = quantity::quantity(text, at).ok()?;
        let noun = noun_after(text, &next);
        if next.unit.is_some() || noun.sure {
            // từ 1.200 lên 1.500 tỷ đồng, 5 và 12 triệu đồng; not từ 800.000 lên 1 triệu đồng
            let power = next.first.power;
            let own = || quantity.low.checked_mul_pow10(power).zip(next.low.checked_mul_pow10(3));
            // nộp lại 3,2 trong tổng số 4,8 tỷ đồng: of things counted the part may be small, of money it is said like
            // the whole.
            let money = next.unit.is_some_and(|u| u.unit.base.row().kind == Kind::Money);
            let scales = (link != Link::Whole || money) && power > 0 && quantity.first.power == 0;
            let power = if scales && own().is_some_and(|(own, other)| own <= other) { power } else { 0 };
            // A full date or a year lends nothing.
            let timed = next.unit.is_some_and(|u| u.unit.base.row().kind == Kind::Time);
            if timed && link != Link::Levels && quantity.first.plain == 4 {
                return None;
            }
            return Some(Lent { unit: next.unit, power, counted: noun.span });
        }
        if time::at_digits(text, at, 0).is_some() {
            return None;
        }
        pos = next.core.end() as usize;
    }
    None
}

/// `xây mới 386 và sửa chữa 127 nhà`: the number that another verb governs whose beginning is `at`, where a verb governs the
/// quantity, too.
fn coordinated(text: &Tokens, quantity: &Quantity, at: usize) -> Option<usize> {
    const ADVERBS: &WordSet = words!["mới", "được", "thêm", "lại"];
    let first = text.token_at(at).filter(|_| quantity.form == Form::Number)?;
    let (verb, stop) = CUES.stop.starting(text, first)?;
    // hoàn thành 86.211, đạt 96%; bắt 12, tăng 4 đối tượng: what is told of the number itself.
    let verb = verb && CUES.value.starting(text, first).is_none() && CUES.change.starting(text, first).is_none();
    let number = text.skip_space(text.next_word(stop, ADVERBS).unwrap_or(stop)).0;
    let last = text.last_token(quantity.core.start() as usize)?;
    let governed = last.one_of(ADVERBS) || matches!(CUES.stop.ending(text, last), Some((true, _)));
    let counts = text.as_bytes().get(number)?.is_ascii_digit();
    (verb && governed && counts).then_some(number)
}

/// What joins a number to the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// Members of a list.
    List,
    /// The ends of a change.
    Levels,
    /// A part and its whole.
    Whole,
}

/// Where a word or mark ends that joins a number to the next, and how.
fn link(text: &Tokens, pos: usize) -> Option<(usize, Link)> {
    let (at, _) = text.skip_space(pos);
    let token = text.token_at(at)?;
    let end = token.span.end() as usize;
    match &text[token.span] {
        "," | "và" | "hoặc" | "hay" => Some((end, Link::List)),
        "lên" | "xuống" | "còn" | "sang" => {
            let (next, _) = text.skip_space(end);
            let more = text.token_at(next).filter(|t| t.one_of(words!["đến", "tới", "còn", "mức"]));
            Some((more.map_or(end, |t| t.span.end() as usize), Link::Levels))
        }
        "đến" | "tới" => Some((end, Link::Levels)),
        // 17 trong tổng số 19 mục tiêu, 1 trong số 4 chi bộ, 27 trong 63 địa phương
        "trong" if text.next_token(end).is_some_and(|t| t.class == Class::Digits && untimed(text, t)) => {
            Some((end, Link::Whole))
        }
        "trong" | "trên" => {
            let of = |end: usize, word| text.next_word(end, word);
            of(of(end, words!["tổng"]).unwrap_or(end), words!["số"]).map(|end| (end, Link::Whole))
        }
        _ => None,
    }
}

/// Whether no unit follows a number: `27 trong 63 địa phương`, not `5 trong 10 năm`.
fn untimed(text: &Tokens, number: Token) -> bool {
    unit::unit_at(text, number.span.end() as usize).is_none()
}

/// `giảm 8 huyện (từ 713 xuống còn 705)`: the level that a change starts from.
fn changes(text: &Tokens, at: usize, end: usize) -> bool {
    let from = text.last_token(at).is_some_and(|t| t.one_of(words!["từ"]));
    let levels = || text.next_word(end, words!["lên", "xuống", "còn"]).is_some();
    let to = || {
        link(text, end)
            .is_some_and(|(link, _)| text.as_bytes()[text.skip_space(link).0..].first().is_some_and(u8::is_ascii_digit))
    };
    from && levels() && to()
}

/// `độ tuổi từ 15 đến 49`: the unit that stands before a range of ages.
fn aged(text: &Tokens, at: usize) -> Option<unit::Found> {
    let last = text.last_token(at)?;
    let from = last.one_of(words!["từ"]);
    let word = if from { text.before(&last)?.0 } else { last };
    if !word.one_of(words!["tuổi"]) {
        return None;
    }
    unit::unit_at(text, word.span.start() as usize)
}

/// `hệ số lương 4,98`, `phụ cấp chức vụ 0,25`, `điểm trung bình môn Toán 5,87`: whether what stands before a decimal has no unit.
fn coefficient(text: &Tokens, at: usize) -> bool {
    const MOST: usize = 5;
    // điểm trung chuyển is a place
    let mark = |t: Token| {
        t.one_of(words!["chuẩn", "thi", "sàn"])
            || text.after(&t).is_some_and(|(t, _)| t.one_of(words!["bình", "quân", "vị"]))
    };
    let words = std::iter::successors(text.last_token(at), |t| Some(text.before(t)?.0));
    let mut words = words.take(MOST).take_while(|t| t.class == Class::Word);
    words.any(|t| {
        t.one_of(words!["số", "cấp"]) && text.before(&t).is_some_and(|(t, _)| t.one_of(words!["hệ", "chỉ", "phụ"]))
            || t.one_of(words!["điểm"]) && text.after(&t).is_some_and(|(t, _)| mark(t))
    })
}

/// The last words of the party's penalties.
const PENALTIES: &WordSet = words!["trách", "cáo", "chức", "trừ"];

/// Whether the name of a penalty stands before a number.
fn penalty(text: &Tokens, at: usize) -> bool {
    text.last_token(at).is_some_and(|t| t.one_of(PENALTIES))
}

/// `khiển trách 30, cảnh cáo 3 và khai trừ 4 đảng viên`: whom the last of a row of penalties names.
fn disciplined(text: &Tokens, at: usize, end: usize) -> Option<Span> {
    const MOST: usize = 3;
    let mut end = if penalty(text, at) { end } else { return None };
    for _ in 0..MOST {
        let mark = text.next_token(end).filter(|t| t.one_of(words![",", ";", "và"]))?;
        let second = text.after(&text.after(&mark)?.0)?.0;
        let number = text.after(&second)?.0;
        if number.class != Class::Digits || !second.one_of(PENALTIES) {
            return None;
        }
        let next = quantity::quantity(text, number.span.start() as usize).ok().filter(|next| next.unit.is_none())?;
        let noun = noun_after(text, &next);
        if noun.sure {
            return noun.span;
        }
        end = next.core.end() as usize;
    }
    None
}

/// Whether the words after a bare number close its phrase.
fn closed(text: &Tokens, end: usize) -> bool {
    let (next, _) = text.skip_space(end);
    match text.token_at(next) {
        None => true,
        Some(t) if t.class == Class::Word => CUES.stop.at(text, next).is_some(),
        Some(t) => !t.one_of(words!["/", "-", ":"]),
    }
}

/// `chết 52`, `bị thương 61`: whether a number says how many came to harm.
fn hurt(text: &Tokens, at: usize) -> bool {
    let Some(last) = text.last_token(at).filter(|t| t.one_of(words!["chết", "thương", "tích", "vong"])) else {
        return false;
    };
    let before = |set: &WordSet| text.before(&last).is_some_and(|(t, _)| t.one_of(set));
    last.one_of(words!["chết"]) || before(words!["bị", "mất", "tử"])
}

/// `28 (45%)`, `15 (chiếm 20,2%)`, `7 = 24,1%`: whether a share in brackets follows, or behind a sign.
fn share_follows(text: &Tokens, end: usize) -> bool {
    let (open, _) = text.skip_space(end);
    let equal = match text.as_bytes().get(open) {
        Some(b'=') => true,
        Some(b'(') => false,
        _ => return false,
    };
    let (mut at, _) = text.skip_space(open + 1);
    let word = text.word_at(at, words!["chiếm", "đạt", "bằng"]);
    if let Some(word) = word {
        at = text.skip_space(word).0;
    }
    let share = text.as_bytes().get(at).is_some_and(u8::is_ascii_digit).then(|| term(text, at).ok()).flatten();
    share.is_some_and(|t| {
        t.unit.is_some_and(|u| u.unit.base.symbol() == "%")
            && (equal || word.is_some() || text.as_bytes().get(text.skip_space(t.end).0) == Some(&b')'))
    })
}

/// `120 (đúng hạn 104, quá hạn 16)`: whether brackets follow whose labels and numbers add up to a quantity.
fn parts_follow(text: &Tokens, quantity: &Quantity) -> bool {
    const LABEL: usize = 40;
    let open = quantity.core.end() as usize + 1;
    if quantity.form != Form::Number || !text[open - 1..].starts_with(" (") {
        return false;
    }
    let label = text.as_bytes()[open..].iter().take(LABEL).position(u8::is_ascii_digit);
    let first = label.and_then(|label| text.token_at(open + label)).map(|t| t.span.start() as usize);
    let end = |at| quantity::quantity(text, at).ok().filter(|part| part.unit.is_none()).map(|part| part.core.end());
    let part = first.and_then(|at| Some((at, end(at)? as usize)));
    let row = part.and_then(|(at, end)| parts::row(text, at, end, Some(open + 1)));
    row.is_some_and(|row| row.members > 1 && row.value == quantity.low)
}

/// What a bare number after its verb counts: `số ca mắc mới là 214`; `verb` is where the number itself begins if it needs none.
fn counted_before(text: &Tokens, at: usize, mut verb: Option<usize>) -> Option<Span> {
    const VERBS: &WordSet =
        words!["đạt", "là", "tăng", "giảm", "còn", "chiếm", "bằng", "vượt", "lên", "xuống", "được", "khoảng"];
    let mut token = text.last_token(at)?;
    for _ in 0..26 {
        let start = token.span.start() as usize;
        if token.class == Class::Mark && !token.one_of(words!["-", "/", "(", ")", "%"]) {
            return None;
        }
        if token.one_of(VERBS) {
            verb = Some(start);
        } else if let Some(verb) = verb.filter(|_| token.one_of(words!["số"])) {
            // chỉ số phát triển con người: an index counts nothing.
            if text.before(&token).is_some_and(|(t, _)| t.one_of(words!["chỉ"])) {
                return None;
            }
            // số lượng đô thị: đô thị are counted.
            let end = token.span.end() as usize;
            let amount = text.next_token(end).filter(|t| t.one_of(words!["lượng"]));
            let noun = counted::counted_at(text, amount.map_or(end, |t| t.span.end() as usize))?;
            return Some(noun.span).filter(|s| s.end() as usize <= verb);
        }
        let (before, spaced) = text.before(&token)?;
        if spaced && text.as_bytes()[before.span.end() as usize..start].contains(&b'\n') {
            return None;
        }
        token = before;
    }
    None
}
