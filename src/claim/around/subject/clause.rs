//! The clause before a quantity: its verbs of value, and the head of what is measured.

use super::Around;
use crate::Span;
use crate::claim::around::REACH;
use crate::claim::around::change::grown_over;
use crate::claim::clause::{inner_mark, wraps};
use crate::registry::abbreviation;
use crate::registry::cue::{CUES, Head};
use crate::registry::unit::Kind;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// What the words of a clause before a quantity are.
pub(super) struct Clause {
    /// Where the clause begins, its connectives left out.
    pub(super) start: usize,
    /// Where the verbs of value begin, or the quantity where there are none.
    pub(super) stop: usize,
    /// Whether a verb of value governs the quantity, and whether it is one of change.
    pub(super) verb: bool,
    pub(super) change: bool,
    /// Whether that verb is là.
    pub(super) is: bool,
    /// Where the head of what is measured stands, if one does.
    pub(super) head: Option<usize>,
    /// Whether the head opens its clause, or follows a word that no such phrase reaches over.
    pub(super) sound: bool,
    /// Whether the claim before shares what it measures.
    pub(super) shared: bool,
    /// The mark that the clause begins after.
    pub(super) mark: Option<u8>,
}

/// Reads back from a quantity to where its clause begins.
struct Reader<'a> {
    around: Around<'a>,
    clause: Clause,
    /// Where the claim before ends, or the one before that where a bracket holds it.
    floor: usize,
    /// The word or mark that is read next.
    last: Option<Token>,
}

/// What is read before a quantity.
pub(super) fn clause(around: Around) -> Clause {
    let floor = around.told.last().map_or(0, |c| c.core.end() as usize);
    let rated = past_rate(around, floor);
    let clause = Clause {
        start: rated,
        stop: rated,
        // vượt 2%, thấp hơn 4 điểm: the hedge is the verb.
        verb: around.text.token_at(around.at).is_some_and(|t| t.one_of(words!["vượt", "cao", "thấp"])),
        change: false,
        is: false,
        head: None,
        sound: false,
        shared: false,
        mark: None,
    };
    let mut reader = Reader { around, clause, floor, last: around.text.last_token(rated) };
    reader.read_verbs();
    // đạt 83,6% dự toán và tăng 12,4%: the clause before goes on.
    let goes_on = || reader.last.is_some_and(|t| t.one_of(words!["và", "song", "nhưng"]));
    if !(reader.clause.verb && goes_on()) {
        let mut words = 0;
        while words < REACH && reader.read_back().is_some() {
            words += 1;
        }
    }
    reader.clause
}

impl Reader<'_> {
    /// The verbs of value, right before.
    fn read_verbs(&mut self) {
        let Reader { around, floor, .. } = *self;
        let (text, clause) = (around.text, &mut self.clause);
        while let Some(word) = self.last {
            let Some((Some(verb), start)) = CUES.value.ending(text, word).filter(|(_, start)| *start >= floor) else {
                break;
            };
            let start = past_new(text, start);
            // tăng 6,8%, đóng góp 2,1 điểm phần trăm
            let adds = || {
                let apart = text.last_token(start).is_some_and(|t| t.class == Class::Mark);
                apart && around.share && text.word_at(start, words!["đóng"]).is_some()
            };
            clause.verb |= verb || adds();
            clause.is |= verb && word.span.start() as usize == start && word.one_of(words!["là"]);
            clause.change |= verb && CUES.change.at(text, start).is_some_and(|(change, _)| change.is_some());
            (clause.stop, clause.start) = (start, start);
            self.last = text.last_token(start);
        }
        if let Some((verb, _)) = grown_over(text, around.scopes, clause.start).filter(|(verb, _)| *verb >= floor) {
            (clause.stop, clause.start) = (verb, verb);
            (clause.verb, clause.change) = (true, true);
            self.last = text.last_token(verb);
        }
    }

    /// Reads one word or mark, or what stands in brackets; `None` where the clause begins.
    #[inline(always)]
    fn read_back(&mut self) -> Option<()> {
        let token = self.last?;
        let text = self.around.text;
        let start = token.span.start() as usize;
        if start < self.floor && !self.passes_claim(token) {
            return None;
        }
        let inner = || inner_mark(text, token) || token.one_of(words!["."]) && abbreviation::closed_at(text, start);
        if token.class == Class::Mark && !token.one_of(words!["-", "/", "%"]) && !inner() {
            if let Some(open) = self.aside(token) {
                return self.pass_aside(open);
            }
            let named = self.clause.head.is_some_and(|head| names(text, head));
            if !(token.one_of(words![","]) && listed(text, token, self.floor, named)) {
                self.clause.mark = text.as_bytes().get(start).copied();
                return None;
            }
        }
        let before = text.before(&token);
        // 70 đại biểu, trong đó nữ chiếm 25%
        let of_these = if token.one_of(words!["trong"]) {
            text.next_word(token.span.end() as usize, words!["đó"])
        } else {
            None
        };
        if let Some(end) = of_these.filter(|_| self.clause.verb && self.clause.head.is_none()) {
            self.clause.start = text.skip_space(end).0.min(self.clause.stop);
            return None;
        }
        if token.one_of(TURNS) && turns(text, token, before, &self.clause) {
            return None;
        }
        self.take(token, before)?;
        self.clause.start = start;
        // An item's dash opens its line.
        let goes_on = token.case == Case::Lower && token.class == Class::Word || !wraps(text, before, token);
        self.last = before.filter(|_| goes_on).map(|(word, _)| word);
        Some(())
    }

    /// Whether reading goes on into the claim before, at a token of it.
    fn passes_claim(&mut self, token: Token) -> bool {
        let Reader { around: Around { text, told, .. }, clause, floor, .. } = self;
        // tăng 7,3% và Hà Nội tăng 6,5%
        if clause.verb && joins_name(text, clause.start) || clause.head.is_some() {
            return false;
        }
        let claim = told.last().filter(|c| c.core.start() <= token.span.start());
        if claim.is_some_and(|c| c.subject.is_some()) {
            clause.shared = clause.verb;
            return false;
        }
        // trẻ em dưới 15 tuổi chiếm 31,8%, not có 03 vị chiếm 10,3%, nor 90% dân số và có 11%
        let measured = claim.is_none_or(|c| c.unit.is_some_and(|unit| !unit.base.row().share));
        measured && (clause.start != clause.stop || token.span.end() as usize == *floor)
    }

    /// Where the bracket opens that a mark closes, if what it holds is an aside inside the phrase: `(GRDP)`, `(trừ dầu khí)`.
    fn aside(&self, mark: Token) -> Option<usize> {
        let Reader { around: Around { text, told, .. }, clause, floor, .. } = self;
        // nhà trẻ (dưới 36 tháng tuổi), châu Á (chiếm tỷ trọng 67%): a claim of its own.
        let held = || {
            let said = told.last()?.unit?.base.row();
            let open = aside(text, mark, 0)?;
            let inside = text.token_at(open)?.span.end() as usize;
            let shares = || said.share && text.next_word(inside, words!["chiếm"]).is_some();
            (said.kind == Kind::Age || shares()).then_some(open)
        };
        aside(text, mark, *floor).or_else(|| held().filter(|_| clause.verb && clause.head.is_none()))
    }

    /// Goes on before a bracket; `None` where it stands behind what was counted: `206.810 người (chiếm 35%) tăng`.
    fn pass_aside(&mut self, open: usize) -> Option<()> {
        const NOUN: usize = 12;
        let Around { text, told, .. } = self.around;
        self.last = text.last_token(open);
        if open < self.floor {
            self.floor = told.len().checked_sub(2).map_or(0, |i| told[i].core.end() as usize);
            if self.floor > 0 && self.last.is_some_and(|t| (t.span.start() as usize) < self.floor + NOUN) {
                return None;
            }
        }
        self.clause.start = open;
        Some(())
    }

    /// Takes a word into the phrase, as its head if it is one; `None` for one that the phrase does not reach over.
    #[inline(always)]
    fn take(&mut self, token: Token, before: Option<(Token, bool)>) -> Option<()> {
        let (Around { text, scopes, counts, .. }, clause) = (self.around, &mut self.clause);
        let start = token.span.start() as usize;
        match CUES.head.starting(text, token) {
            // tỷ lệ người tập luyện so với dân số 42%
            Some((Head::Break, _)) if !clause.verb && compares(text, token, before) => clause.head = None,
            Some((Head::Break, _)) if clause.head.is_some() && !joins(token, before) => return None,
            Some((kind @ (Head::Noun | Head::Sector), stop)) if stop <= clause.stop => {
                let ends = |(word, _)| {
                    matches!(CUES.head.ending(text, word), Some((Head::Break, _))) && !joins(word, text.before(&word))
                };
                let total = |(word, _): (Token, bool)| word.one_of(words!["tổng"]);
                // phấn đấu đến năm 2025 số xã đạt chuẩn chiếm 80%
                let timed =
                    |(word, _): (Token, bool)| scopes.iter().rev().take(4).any(|scope| scope.end() == word.span.end());
                // Giải ngân vốn đạt 40%; not đã giải ngân, nor xét và giải ngân
                let deed = token.one_of(words!["giải", "huy"]);
                // TP đã chi 42 tỷ đồng: a verb.
                let done = kind == Head::Sector
                    && before.is_some_and(|(t, _)| t.one_of(words!["đã", "đang", "sẽ", "được", "bị"]));
                let opens =
                    if deed { marked(text, token) } else { opening(text, token) || before.is_some_and(ends) && !done };
                let sound = opens || before.is_some_and(total) || before.is_some_and(timed);
                // A sector's name right before a count is no measure: `xây dựng 07 nhà`.
                let counted = counts && !clause.verb && kind == Head::Sector && !token.one_of(words!["số"]);
                if (sound && !counted) || kind == Head::Noun {
                    (clause.head, clause.sound) = (Some(start), sound);
                } else if clause.head.is_some_and(|head| head < stop) {
                    // giải phóng mặt bằng là 5 tỷ đồng: what the name holds is no head.
                    clause.head = None;
                }
            }
            // các tổ chức tín dụng: what the name holds is no head.
            Some((Head::Other, stop)) if clause.head.is_some_and(|head| head < stop) => clause.head = None,
            // tổng doanh số cho vay
            _ if token.one_of(words!["tổng"]) && clause.head == Some(text.skip_space(token.span.end() as usize).0) => {
                (clause.head, clause.sound) = (Some(start), true);
            }
            _ => {}
        }
        Some(())
    }
}

/// `giảm bình quân hằng năm 2,5%`: where the rate begins that stands between a verb of value and the quantity, or the quantity.
fn past_rate(around: Around, floor: usize) -> usize {
    let Around { text, at, scopes, .. } = around;
    let end = text.skip_space_back(at).0;
    let rate = scopes.last().filter(|scope| scope.end() as usize == end && scope.start() as usize > floor);
    let rate = rate.filter(|scope| text.word_at(scope.start() as usize, words!["hằng", "hàng", "mỗi"]).is_some());
    let verb = |rate: &&Span| {
        let last = text.last_token(rate.start() as usize);
        last.and_then(|last| CUES.value.ending(text, last)).is_some_and(|(verb, _)| verb.is_some())
    };
    rate.filter(verb).map_or(at, |rate| rate.start() as usize)
}

/// `xã đạt chuẩn nông thôn mới chiếm 80%`: where the verb begins after the name that `mới` closes.
fn past_new(text: &Tokens, start: usize) -> usize {
    let new =
        text.word_at(start, words!["mới"]).filter(|_| text.last_token(start).is_some_and(|t| t.one_of(words!["thôn"])));
    new.map_or(start, |end| text.skip_space(end).0)
}

/// Whether `và` and a name begin at `at`.
fn joins_name(text: &Tokens, at: usize) -> bool {
    let name = text.word_at(at, words!["và"]).and_then(|end| text.next_token(end));
    name.is_some_and(|name| name.class == Class::Word && name.case == Case::Title)
}

/// Whether a word is the second of `so với`.
fn compares(text: &Tokens, word: Token, before: Option<(Token, bool)>) -> bool {
    let so = before.filter(|(t, _)| word.one_of(words!["với"]) && t.one_of(words!["so"]));
    // lớn hơn nhiều lần so với số tiền 5 triệu đồng: that has a value itself.
    let than = |(t, _): (Token, bool)| text.before(&t).is_some_and(|(t, _)| t.one_of(words!["hơn", "lần", "kém", "%"]));
    so.is_some_and(|so| !than(so))
}

/// `hài lòng với dịch vụ`, `phù hợp với`: whether `với` belongs to the word before it.
fn joins(word: Token, before: Option<(Token, bool)>) -> bool {
    word.one_of(words!["với"]) && before.is_some_and(|(t, _)| t.one_of(words!["lòng", "hợp", "ý", "bó", "gắn"]))
}

/// The words with which what may end before another clause ends.
const TURNS: &WordSet =
    words!["nhưng", "nếu", "song", "nên", "thời", "thì", "rằng", "biết", "thấy", "định", "báo", "bố"];

/// Whether another clause begins after a word: `nhưng`, `đồng thời`; what a verb of saying tells: `nhận định`, `cho rằng`.
fn turns(text: &Tokens, word: Token, before: Option<(Token, bool)>, clause: &Clause) -> bool {
    let after = |set: &WordSet| before.is_some_and(|(t, _)| t.one_of(set));
    if word.one_of(words!["nhưng", "nếu", "song", "thì"]) {
        return true;
    }
    // giá nhiều mặt hàng giảm nên tổng thu chỉ đạt; not trở nên
    if word.one_of(words!["nên"]) {
        return !after(words!["trở", "làm", "tạo", "dựng", "gây"]);
    }
    if word.one_of(words!["thời"]) {
        return word.case == Case::Lower && after(words!["đồng"]);
    }
    // Toyota thông báo tăng 10%
    let adjoins = || word.span.end() as usize == text.skip_space_back(clause.stop).0;
    if (word.one_of(words!["báo"]) && after(words!["thông"]) || word.one_of(words!["bố"])) && adjoins() {
        return true;
    }
    let forecast = || text.next_word(word.span.end() as usize, words!["của"]).is_none();
    let tells = word.one_of(words!["rằng", "biết", "thấy"]) && after(words!["cho", "báo", "nói", "nhận"])
        || word.one_of(words!["định"]) && after(words!["nhận", "khẳng"])
        || word.one_of(words!["báo"]) && after(words!["dự"]) && forecast();
    tells && clause.head.is_none() && clause.verb
}

/// Whether the head at `at` is one that only ever stands for itself: `sản lượng`, not `xây dựng`.
fn names(text: &Tokens, at: usize) -> bool {
    matches!(CUES.head.at(text, at), Some((Head::Noun, _)))
}

/// `nông, lâm nghiệp và thủy sản`, `khách sạn, nhà hàng`: whether a comma joins the parts of one phrase, which does not belong to
/// the claim that ends at `floor`.
fn listed(text: &Tokens, comma: Token, floor: usize, named: bool) -> bool {
    let mut last = text.before(&comma).filter(|(_, spaced)| !spaced);
    // tại các bộ, ngành
    let branches = || text.after(&comma).is_some_and(|(t, _)| t.one_of(words!["ngành"]));
    if last.is_some_and(|(t, _)| t.one_of(words!["bộ", "sở", "ban"])) && branches() {
        return true;
    }
    if last.is_some_and(|(t, _)| t.one_of(words!["nông", "lâm", "xuất", "huyện", "tỉnh"])) {
        return true;
    }
    // tại các xã, thị trấn; dự toán thu, chi
    let place = |(t, _): (Token, bool)| t.one_of(words!["thị", "phường", "xã", "thành", "quận", "huyện"]);
    if last.is_some_and(|(t, _)| t.one_of(words!["xã", "phường", "quận"])) && text.after(&comma).is_some_and(place)
        || last.is_some_and(|(t, _)| t.one_of(words!["thu"]))
            && text.after(&comma).is_some_and(|(t, _)| t.one_of(words!["chi"]))
    {
        return true;
    }
    for _ in 0..if named { 0 } else { 18 } {
        let Some((token, _)) = last else { return false };
        // khiếu nại, tố cáo (KN, TC), kiến nghị
        if let Some(open) = aside(text, token, 0) {
            last = text.last_token(open).map(|token| (token, true));
            continue;
        }
        last = text.before(&token);
        if token.class == Class::Digits {
            return false;
        }
        // lúa tăng khá, khoai đạt 5 tấn
        if token.one_of(words!["tăng", "giảm", "đạt", "là", "còn", "chiếm", "bằng", "ước", "vượt", "so"])
        {
            return false;
        }
        if token.class == Class::Mark {
            if !token.one_of(words![",", "-"]) {
                return false;
            }
        } else if matches!(CUES.head.starting(text, token), Some((Head::Noun | Head::Sector, _)))
            && opening(text, token)
        {
            // so với số phải thi hành, vượt 9%
            if last.is_some_and(|(with, _)| compares(text, with, text.before(&with))) {
                return false;
            }
            // chiếm 0,3% tổng dư nợ, giảm 17 tỷ đồng
            return floor == 0
                || text.skip_space(floor).0 != token.span.start() as usize
                || text[floor..].starts_with('\n');
        }
        if wraps(text, last, token) {
            return false;
        }
    }
    false
}

/// Where the bracket or the quotation mark opens that the mark closes, if a few words without a claim stand in it.
fn aside(text: &Tokens, mark: Token, floor: usize) -> Option<usize> {
    const MOST: usize = 60;
    if !mark.one_of(words![")", "”"]) {
        return None;
    }
    let close = mark.span.start() as usize;
    let bytes = text.as_bytes();
    let from = close.saturating_sub(MOST).max(floor);
    if bytes[close] != b')' {
        let inside = text.get(from..close).and_then(|words| words.rsplit(['\n', '”']).next())?;
        return inside.find('“').map(|open| close - inside.len() + open);
    }
    let open = (from..close).rev().take_while(|i| bytes[*i] != b'\n' && bytes[*i] != b')').find(|i| bytes[*i] == b'(');
    // An item's number opens its line.
    open.filter(|open| *open == 0 || bytes[open - 1] != b'\n')
}

/// Whether a clause begins with a token: after a mark, a connective, at a line's head.
pub(super) fn opening(text: &Tokens, token: Token) -> bool {
    marked(text, token) || CUES.lead.before(text, text.skip_space_back(token.span.start() as usize).0).is_some()
}

/// Whether a mark stands before a token, or nothing, or the line before has ended.
fn marked(text: &Tokens, token: Token) -> bool {
    let start = token.span.start() as usize;
    let (end, _) = text.skip_space_back(start);
    if token.case != Case::Lower && text.as_bytes()[end..start].contains(&b'\n') {
        return true;
    }
    text[..end].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '/')
}
