//! The phrases around a quantity: what it measures, what is said of the things counted, what a share or a change is of.

use super::Claim;
use super::one_of;
use crate::Span;
use crate::registry::cue::{CUES, Head};
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// How many tokens a phrase has at most.
const REACH: usize = 32;

/// What stands around a quantity, for the phrases that say what it is a number of.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) text: &'a Tokens<'a>,
    /// Where the quantity begins, its hedges included.
    pub(super) at: usize,
    /// The claims before, the nearest last.
    pub(super) told: &'a [Claim],
    /// The time scopes before, the nearest last.
    pub(super) scopes: &'a [Span],
    /// Whether the quantity counts things.
    pub(super) counts: bool,
}

/// What the words of a clause before a quantity are.
struct Clause {
    /// Where the clause begins, its connectives left out.
    start: usize,
    /// Where the verbs of value begin, or the quantity where there are none.
    stop: usize,
    /// Whether a verb of value governs the quantity, and whether it is one of change.
    verb: bool,
    change: bool,
    /// Whether that verb is là.
    is: bool,
    /// Where the head of what is measured stands, if one does.
    head: Option<usize>,
    /// Whether the head opens its clause, or follows a word that no such phrase reaches over.
    sound: bool,
    /// Whether the claim before shares what it measures.
    shared: bool,
    /// The mark that the clause begins after.
    mark: Option<u8>,
}

/// What the quantity measures: `tổng thu ngân sách` before `ước đạt`, `ngân sách tỉnh` right before the sum.
pub(super) fn subject(around: Around) -> Option<Span> {
    let text = around.text;
    let clause = clause(around);
    if clause.shared {
        return around.told.last().and_then(|c| c.subject);
    }
    let phrase = trimmed(around, clause.head.unwrap_or(clause.start), clause.stop);
    if phrase.is_empty() {
        if clause.verb && (!around.counts || clause.change) {
            return carried(around, clause.stop);
        }
        return if clause.mark == Some(b':') && !clause.verb { label(around, clause.start) } else { None };
    }
    // có tổng số 14 thôn: a sum of nothing but what is counted.
    let sum = || one_of(&text[phrase], &["tổng số"]);
    // Trong nông nghiệp và lâm nghiệp, có 80 ha
    let apart = || text[phrase].ends_with(',');
    // 90% dân số tham gia và có 11% lao động: what the share before is of.
    let last = around.told.last().and_then(|c| c.counted);
    let taken = || last.is_some_and(|noun| noun.end() > phrase.start());
    let known = clause.head.is_some() && (clause.verb || clause.sound && !sum() && !apart() && !taken());
    // 3.100 hộ có chuồng trại chiếm 80%: of what was counted before only its share; not 36 doanh nghiệp đạt 60%.
    if last.is_some_and(|noun| noun.start() == phrase.start()) && text.word_at(clause.stop, words!["chiếm"]).is_none()
    {
        return None;
    }
    // Without a head only what a verb of value says of its subject: `Hộ khá chiếm 12%`.
    let governed = clause.verb && (!around.counts || clause.is) && text[phrase].contains(' ') && !acts(text, phrase);
    (known || governed).then_some(phrase)
}

/// Reads back from a quantity to where its clause begins.
fn clause(around: Around) -> Clause {
    let Around { text, at, told, .. } = around;
    let floor = told.last().map_or(0, |c| c.core.end() as usize);
    let mut last = text.last_token(at);
    let mut clause = Clause {
        start: at,
        stop: at,
        verb: false,
        change: false,
        is: false,
        head: None,
        sound: false,
        shared: false,
        mark: None,
    };
    // vượt 2%, thấp hơn 4 điểm: the hedge is the verb.
    clause.verb = text.token_at(at).is_some_and(|t| t.one_of(words!["vượt", "cao", "thấp"]));
    // The verbs of value, right before.
    while let Some(word) = last {
        let Some((Some(verb), start)) = CUES.value.ending(text, word).filter(|(_, start)| *start >= floor) else {
            break;
        };
        clause.verb |= verb;
        clause.is = verb && word.span.start() as usize == start && word.one_of(words!["là"]);
        clause.change |= verb && CUES.change.at(text, start).is_some_and(|(change, _)| change.is_some());
        (clause.stop, clause.start) = (start, start);
        last = text.last_token(start);
    }
    if let Some((verb, _)) = grown_over(text, around.scopes, clause.start).filter(|(verb, _)| *verb >= floor) {
        (clause.stop, clause.start) = (verb, verb);
        (clause.verb, clause.change) = (true, true);
        last = text.last_token(verb);
    }
    // đạt 83,6% dự toán và tăng 12,4%: the clause before goes on.
    if clause.verb && last.is_some_and(|t| t.one_of(words!["và", "song", "nhưng"])) {
        return clause;
    }
    for _ in 0..REACH {
        let Some(token) = last else { break };
        let start = token.span.start() as usize;
        if start < floor {
            let claim = told.last().filter(|c| c.core.start() as usize <= start);
            if clause.head.is_some() {
                break;
            }
            if claim.is_some_and(|c| c.subject.is_some()) {
                clause.shared = clause.verb;
                break;
            }
            // trẻ em dưới 15 tuổi chiếm 31,8%, not có 03 vị chiếm 10,3%, nor 90% dân số và có 11%
            let measured = claim.is_none_or(|c| c.unit.is_some_and(|unit| !unit.base.row().share));
            if !measured || clause.start == clause.stop && token.span.end() as usize != floor {
                break;
            }
        }
        if token.class == Class::Mark && !token.one_of(words!["-", "/", "%"]) && !number_mark(text, token) {
            // (GRDP), (trừ dầu khí): an aside inside the phrase.
            if let Some(open) = aside(text, token, floor) {
                clause.start = open;
                last = text.last_token(open);
                continue;
            }
            let listed = token.one_of(words![","])
                && listed(text, token, floor, clause.head.is_some_and(|head| names(text, head)));
            if !listed {
                clause.mark = text.as_bytes().get(start).copied();
                break;
            }
        }
        let before = text.before(&token);
        match CUES.head.starting(text, token) {
            Some((Head::Break, _)) if clause.head.is_some() => break,
            Some((kind @ (Head::Noun | Head::Sector), stop)) if stop <= clause.stop => {
                let ends = |(word, _)| matches!(CUES.head.ending(text, word), Some((Head::Break, _)));
                let sound = opening(text, token) || before.is_some_and(ends);
                // A sector's name right before a count is no measure: `xây dựng 07 nhà`.
                let counted = around.counts && !clause.verb && kind == Head::Sector && !token.one_of(words!["số"]);
                if (sound && !counted) || kind == Head::Noun {
                    (clause.head, clause.sound) = (Some(start), sound);
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
        clause.start = start;
        last = before.filter(|_| token.case == Case::Lower || !breaks(text, before, token)).map(|(word, _)| word);
    }
    clause
}

/// Whether the line was broken between a token and the one before it.
pub(super) fn breaks(text: &Tokens, before: Option<(Token, bool)>, token: Token) -> bool {
    before.is_some_and(|(before, spaced)| {
        spaced && text.as_bytes()[before.span.end() as usize..token.span.start() as usize].contains(&b'\n')
    })
}

/// Whether a mark stands inside a number: `1.250`.
fn number_mark(text: &Tokens, mark: Token) -> bool {
    let digit = |at: Option<&u8>| at.is_some_and(u8::is_ascii_digit);
    let (start, end) = (mark.span.start() as usize, mark.span.end() as usize);
    mark.one_of(words![".", ","])
        && start > 0
        && digit(text.as_bytes().get(start - 1))
        && digit(text.as_bytes().get(end))
}

/// Whether the head at `at` is one that only ever stands for itself: `sản lượng`, not `xây dựng`.
fn names(text: &Tokens, at: usize) -> bool {
    matches!(CUES.head.at(text, at), Some((Head::Noun, _)))
}

/// `nông, lâm nghiệp và thủy sản`, `khách sạn, nhà hàng`: whether a comma joins the parts of one phrase, which does not belong to
/// the claim that ends at `floor`.
fn listed(text: &Tokens, comma: Token, floor: usize, named: bool) -> bool {
    let mut last = text.before(&comma).filter(|(_, spaced)| !spaced);
    if last.is_some_and(|(t, _)| t.one_of(words!["nông", "lâm", "huyện", "tỉnh"])) {
        return true;
    }
    for _ in 0..if named { 0 } else { 14 } {
        let Some((token, _)) = last else { return false };
        // khiếu nại, tố cáo (KN, TC), kiến nghị
        if let Some(open) = aside(text, token, 0) {
            last = text.last_token(open).map(|token| (token, true));
            continue;
        }
        last = text.before(&token);
        if token.class == Class::Digits || breaks(text, last, token) {
            return false;
        }
        // lúa tăng khá, khoai đạt 5 tấn
        if token.one_of(words!["tăng", "giảm", "đạt", "là", "còn", "chiếm", "bằng", "ước", "vượt"]) {
            return false;
        }
        if token.class == Class::Mark {
            if !token.one_of(words![",", "-"]) {
                return false;
            }
        } else if matches!(CUES.head.starting(text, token), Some((Head::Noun | Head::Sector, _)))
            && opening(text, token)
        {
            // chiếm 0,3% tổng dư nợ, giảm 17 tỷ đồng
            return floor == 0 || text.skip_space(floor).0 != token.span.start() as usize;
        }
    }
    false
}

/// Where the bracket opens that the mark closes, if a few words without a claim stand in it.
fn aside(text: &Tokens, mark: Token, floor: usize) -> Option<usize> {
    const MOST: usize = 60;
    let close = mark.span.start() as usize;
    if !mark.one_of(words![")"]) {
        return None;
    }
    let bytes = text.as_bytes();
    let from = close.saturating_sub(MOST).max(floor);
    (from..close).rev().take_while(|i| bytes[*i] != b'\n' && bytes[*i] != b')').find(|i| bytes[*i] == b'(')
}

/// Whether a clause begins with a token: after a mark, a connective, at a line's head.
fn opening(text: &Tokens, token: Token) -> bool {
    let (end, _) = text.skip_space_back(token.span.start() as usize);
    let tail = text[..end].chars().next_back();
    tail.is_none_or(|c| !c.is_alphanumeric()) || CUES.lead.before(text, end).is_some()
}

/// A phrase without the connectives and time scopes at its ends.
fn trimmed(around: Around, start: usize, stop: usize) -> Span {
    let Around { text, scopes, .. } = around;
    let (mut start, mut stop) = (start, text.skip_space_back(stop).0);
    // Tổng thu so với năm trước tăng 12%
    let words = text.within(Span::of(start.min(stop), stop));
    if let Some(so) = words.iter().find(|t| t.one_of(words!["so"]) && compared(text, t.span.start() as usize).is_some())
    {
        stop = text.skip_space_back(so.span.start() as usize).0;
    }
    let blank = |from: usize, to: usize| text.get(from..to).is_some_and(|gap| gap.trim().is_empty());
    loop {
        if start >= stop {
            return Span::of(stop, stop);
        }
        let last = text.token_before(stop);
        let near = || scopes.iter().rev().take(4).take_while(|s| s.end() as usize > start);
        if let Some((_, end)) = CUES.lead.at(text, start).filter(|(_, end)| *end <= stop) {
            start = text.skip_space(end).0;
        } else if let Some(scope) =
            near().find(|s| s.start() as usize <= start && start < s.end() as usize && s.end() as usize <= stop)
        {
            start = text.skip_space(scope.end() as usize).0;
        } else if let Some(scope) = near().find(|s| s.start() as usize >= start && blank(s.end() as usize, stop)) {
            stop = text.skip_space_back(scope.start() as usize).0;
            // tỷ lệ hộ nghèo giảm hằng năm 0,5%
            let verb = text.token_before(stop).filter(|t| t.one_of(words!["tăng", "giảm", "đạt", "là", "còn"]));
            stop = verb.map_or(stop, |verb| text.skip_space_back(verb.span.start() as usize).0);
        } else if let Some((_, from)) = last.and_then(|t| CUES.lead.ending(text, t)).filter(|(_, from)| *from >= start)
        {
            stop = text.skip_space_back(from).0;
        } else if one_of(&text[Span::of(start, stop)], &["bình quân", "trung bình", "chung", "tổng cộng"])
            || last.is_some_and(|t| t.one_of(words!["của", "tại", "ở", "cho", "trong", "từ"]) && !dwelling(text, t))
        {
            return Span::of(stop, stop);
        } else {
            return Span::of(start, stop);
        }
    }
}

/// `đất ở`, `nhà ở`: where ở is no preposition.
fn dwelling(text: &Tokens, word: Token) -> bool {
    word.one_of(words!["ở"]) && text.before(&word).is_some_and(|(t, _)| t.one_of(words!["đất", "nhà"]))
}

/// What the last claim of the sentence measures, where a verb of value begins the clause at `verb`: `…, bằng 83,6% dự toán và tăng
/// 12,4%`.
fn carried(around: Around, verb: usize) -> Option<Span> {
    let Around { text, at, told, .. } = around;
    // (đạt 104% dự toán tỉnh giao; đạt 100% dự toán của huyện): in an aside semicolons part what is said of one thing.
    let after = text[..verb].trim_end().strip_suffix(';').map_or(0, str::len);
    let beside = || after > 0 && told.last().is_some_and(|c| enclosed(text, c.core, after));
    for (i, claim) in told.iter().rev().take(4).enumerate() {
        let between = text.get(claim.core.end() as usize..at)?;
        if between.len() > 300 || between.contains('\n') || between.contains(". ") || between.contains(';') && !beside()
        {
            return None;
        }
        if claim.subject.is_some() {
            return claim.subject;
        }
        // An aside in brackets, or what a slash adds, says nothing of what follows it.
        let aside = between.contains(')') && !between.contains('(');
        let added = text[..claim.core.start() as usize].trim_end().ends_with('/');
        if !aside && !added || i > 2 {
            return None;
        }
    }
    None
}

/// Whether a bracket opens shortly before a claim that is still open at `end`.
fn enclosed(text: &Tokens, claim: Span, end: usize) -> bool {
    const REACH: usize = 60;
    let from = (claim.start() as usize).saturating_sub(REACH);
    let bracket = text.as_bytes()[from..end].iter().rposition(|&b| matches!(b, b'(' | b')'));
    bracket.is_some_and(|at| from + at < claim.start() as usize && text.as_bytes()[from + at] == b'(')
}

/// `Tổng số đơn: 329 đơn`: the label before the colon that ends at `colon`.
fn label(around: Around, colon: usize) -> Option<Span> {
    let text = around.text;
    let end = text[..colon].trim_end().strip_suffix(':').map(str::len)?;
    let labelled = Around { at: end, ..around };
    let clause = clause(Around { told: &[], ..labelled });
    let start = match clause.head.filter(|_| clause.stop == end || clause.verb) {
        Some(head) => head,
        None => item(text, clause.start, end)?,
    };
    text.token_at(start)
        .is_some_and(|head| opening(text, head))
        .then(|| trimmed(labelled, start, end))
        .filter(|span| !span.is_empty())
}

/// `- Đất rừng sản xuất: 312 ha`, `(trâu: 41 con, bò: 96 con)`: where a few words begin that name an item, if they do.
fn item(text: &Tokens, start: usize, end: usize) -> Option<usize> {
    const MOST: usize = 8;
    // Toàn huyện có: 12 trường; Trong năm 2023: 7 vụ; Thứ nhất: 3 xã
    const ENDS: &WordSet = words!["có", "được", "là", "gồm", "sau", "quả", "với", "cho", "đã", "về", "thể", "như"];
    const NONE: &WordSet = words!["đó", "theo", "nay", "năm", "tháng", "quý", "ngày", "tuần", "thứ", "mục"];
    // 1- Đường liên thôn, trong đó lao động nữ
    let first = text.within(Span::of(start, end)).iter().find(|t| t.class == Class::Word)?.span.start() as usize;
    let start = CUES.lead.at(text, first).map_or(first, |(_, stop)| text.skip_space(stop).0);
    let words = text.within(Span::of(start, end.max(start)));
    let named = !words.is_empty() && words.len() <= MOST && words.iter().all(|w| w.class == Class::Word);
    // UBND huyện ban hành: 8 kế hoạch
    let acts = |word: &Token| matches!(CUES.stop.starting(text, *word), Some((true, _)));
    if words.first()?.case == Case::Upper && words.iter().any(acts) {
        return None;
    }
    let told = |word: &Token| word.one_of(NONE);
    (named && !words.iter().any(told) && !words.last()?.one_of(ENDS)).then_some(start)
}

/// Whether a phrase is who acts, not what is measured: `nhân dân đã hiến`.
fn acts(text: &Tokens, phrase: Span) -> bool {
    const ACTS: &WordSet = words!["đã", "đang", "sẽ", "hiến", "góp", "hỗ", "trồng", "xây", "cấp", "giao"];
    let words = text.within(phrase);
    words.len() >= REACH || words.iter().any(|word| word.one_of(ACTS))
}

/// What is said of the things counted: the words from the verb after the noun to the end of the clause.
pub(super) fn predicate(text: &Tokens, counted: Option<Span>, noun_end: usize) -> Option<Span> {
    let counted = counted?;
    // A noun that no row has may have taken the verb with it: `hộ dùng nước`; not `cuộc kiểm tra`.
    const EVENTS: [&str; 12] =
        ["cuộc", "lượt", "vụ", "lớp", "đợt", "buổi", "phiên", "ca", "chuyến", "đoàn", "trường hợp", "lần"];
    let first = text.token_at(counted.start() as usize).filter(|t| t.span.end() < counted.end());
    let row = first.and_then(|first| CUES.counted.starting(text, first)).map(|(_, end)| end);
    let inside = row.filter(|&end| {
        let joined = text.skip_space(end).0;
        end < counted.end() as usize
            && text.token_at(joined).is_some_and(|t| t.class == Class::Word)
            && !one_of(&text[Span::of(counted.start() as usize, end)], &EVENTS)
    });
    let mut pos = inside.unwrap_or(noun_end.max(counted.end() as usize));
    let (next, _) = text.skip_space(pos);
    if let Some((_, stop)) = CUES.bound_after.at(text, next) {
        pos = stop;
    }
    for _ in 0..4 {
        let (at, spaced) = text.skip_space(pos);
        let token = text.token_at(at).filter(|t| spaced && t.class == Class::Word)?;
        if text.as_bytes()[pos..at].contains(&b'\n') && token.case != Case::Lower {
            return None;
        }
        // cấp ủy cấp huyện kiểm tra: a level, no verb.
        if let Some(level) = level(text, token) {
            pos = level;
            continue;
        }
        if says(text, token) {
            return Some(to_clause_end(text, at));
        }
        // Still inside the noun's phrase.
        if pos >= counted.end() as usize || CUES.stop.starting(text, token).is_some() {
            return None;
        }
        pos = token.span.end() as usize;
    }
    None
}

/// Where `cấp huyện`, `cấp trên` ends.
fn level(text: &Tokens, word: Token) -> Option<usize> {
    if !word.one_of(words!["cấp"]) {
        return None;
    }
    let (next, _) = text.skip_space(word.span.end() as usize);
    let of = text.token_at(next)?;
    of.one_of(words!["tỉnh", "huyện", "xã", "trên", "dưới", "cơ", "quốc", "bộ", "ủy"]).then_some(of.span.end() as usize)
}

/// Whether a verb that says something of what is counted begins with a word.
fn says(text: &Tokens, word: Token) -> bool {
    const NOT: &WordSet = words![
        "tăng", "giảm", "chiếm", "gồm", "bao", "thuộc", "trở", "nhất", "khoảng", "hơn", "ít", "nhiều", "mới", "cũ",
        "tốt", "khá", "lớn", "nhỏ", "cao", "dài", "rộng", "sâu", "nặng", "đúng", "sai", "sao", "đồng", "tương", "tính",
        "xuống", "lên", "vượt"
    ];
    // dự án đầu tư, cơ sở sản xuất: nouns of two words.
    let noun = |end| one_of(&text[Span::of(word.span.start() as usize, end)], &["đầu tư", "sản xuất"]);
    // vị trí việc làm
    if word.one_of(words!["làm"]) && text.before(&word).is_some_and(|(t, _)| t.one_of(words!["việc"])) {
        return false;
    }
    CUES.open.starting(text, word).is_some()
        || CUES.stop.starting(text, word).is_some_and(|(verb, end)| verb && !word.one_of(NOT) && !noun(end))
}

/// From `start` to the end of the clause.
fn to_clause_end(text: &Tokens, start: usize) -> Span {
    let mut end = start;
    let mut next = text.token_at(start);
    for _ in 0..REACH {
        let Some(token) = next else { break };
        let joins = token.one_of(words!["/", "-", "%", "“", "”", "\""]);
        if token.class == Class::Mark && !joins && !number_mark(text, token) {
            break;
        }
        if end > start && token.one_of(words!["với", "để", "nhằm"]) {
            break;
        }
        // còn hiệu lực có 212 dự án: another count begins; có chuồng trại chiếm 80,5%
        let after = text.after(&token);
        let counts = after.is_some_and(|(next, _)| next.class == Class::Digits);
        if end > start && counts && token.one_of(words!["có", "và", "chiếm"]) {
            if let Some(and) = text.token_before(end).filter(|t| t.one_of(words!["và"])) {
                end = text.skip_space_back(and.span.start() as usize).0;
            }
            break;
        }
        end = token.span.end() as usize;
        let goes_on = |(next, spaced): &(Token, bool)| {
            let at = next.span.start() as usize;
            !*spaced || !text.as_bytes()[end..at].contains(&b'\n') || text[at..].starts_with(char::is_lowercase)
        };
        next = after.filter(goes_on).map(|(next, _)| next);
    }
    Span::of(start, end)
}

/// What a share is of, or what a change or a ratio is measured from. The quantity begins at `at` with its hedges.
pub(super) fn base(text: &Tokens, at: usize, claim: &Claim) -> Option<Span> {
    let Claim { core, counted, .. } = *claim;
    let unit = claim.unit.map(|unit| unit.base.symbol());
    let stop = counted.map_or(core.end(), |c| c.end().max(core.end())) as usize;
    let told = compared(text, stop)
        .or_else(|| if stop > core.end() as usize { compared(text, core.end() as usize) } else { None })
        // tăng 2,6% (107 USD/tấn) so với tháng trước
        .or_else(|| compared(text, past_aside(text, stop)?))
        // 32 tỷ đồng (+5,4%) so với đầu năm
        .or_else(|| {
            compared(text, stop + text[stop..].strip_prefix(')').filter(|_| claim.change.is_some()).map(|_| 1)?)
        });
    if let Some(start) = told {
        return Some(noun_phrase(text, start)).filter(|span| !span.is_empty());
    }
    let (next, spaced) = text.skip_space(core.end() as usize);
    if unit == Some("lần") && spaced {
        // gấp 3,1 lần năm 2010, 1,25 lần mức lương cơ sở
        const MEASURES: &WordSet = words!["năm", "cùng", "mức", "kế", "bình", "tháng", "quý", "giá", "trung"];
        let measured = text.token_at(next).is_some_and(|t| t.case == Case::Lower && t.one_of(MEASURES));
        if measured {
            return Some(noun_phrase(text, next));
        }
    }
    if matches!(unit, Some("%" | "‰")) {
        if let Some(noun) = counted {
            let start = noun.start() as usize;
            let named = CUES.counted.at(text, start).map_or(0, |(_, end)| end);
            if CUES.plan.at(text, start).is_some() {
                return Some(noun_phrase(text, start));
            }
            let held = named.max(CUES.measured.at(text, start).map_or(0, |(_, end)| end));
            let whole = held > start && held < noun.end() as usize && says_from(text, held, noun.end() as usize);
            return Some(if whole { Span::of(start, held) } else { noun });
        }
        // 7,2% trên tổng dư nợ
        let of = text.word_at(next, words!["trên", "trong", "của"]).map(|of| text.skip_space(of).0);
        if let Some(sum) = of.filter(|at| text.word_at(*at, words!["tổng"]).is_some()) {
            return Some(noun_phrase(text, sum));
        }
        if text.token_at(next).is_some_and(|t| spaced && t.one_of(words!["toàn", "cả", "cùng"])) {
            return Some(noun_phrase(text, next));
        }
        // vượt dự toán 2%
        let (end, _) = text.skip_space_back(at);
        if let Some((_, start)) = CUES.plan.before(text, end) {
            let verb = text.last_token(start);
            if verb.is_some_and(|t| t.one_of(words!["vượt"])) {
                return Some(Span::of(start, end));
            }
        }
    }
    None
}

/// Where brackets end that open behind a quantity and hold a few words: `2.021 tấn (tức tăng 13,4%)`.
fn past_aside(text: &Tokens, end: usize) -> Option<usize> {
    const MOST: usize = 60;
    let (at, _) = text.skip_space(end);
    let open = text[at..].strip_prefix(',').unwrap_or(&text[at..]).trim_start_matches(' ');
    let inside = open.strip_prefix('(')?;
    let close = inside.bytes().take(MOST).position(|b| matches!(b, b')' | b'\n'))?;
    let start = text.len() - inside.len();
    inside[close..].starts_with(')').then_some(start + close + 1)
}

/// Whether a verb begins between two places of a noun phrase.
fn says_from(text: &Tokens, from: usize, to: usize) -> bool {
    let (at, _) = text.skip_space(from);
    at < to && text.token_at(at).is_some_and(|token| says(text, token))
}

/// Where what is compared with begins, after `so với` at `end`.
pub(super) fn compared(text: &Tokens, end: usize) -> Option<usize> {
    let (at, _) = text.skip_space(end);
    let so = text.token_at(at).filter(|t| t.one_of(words!["so"]))?;
    // so sánh với
    let so = text.after(&so).filter(|(t, _)| t.one_of(words!["sánh"])).map_or(so, |(t, _)| t);
    let with = text.after(&so).filter(|(t, spaced)| *spaced && t.one_of(words!["với"]));
    Some(text.skip_space(with.map_or(so, |(t, _)| t).span.end() as usize).0)
}

/// What `so với` before a change's verbs compares with: `So với nhiệm kỳ trước, số đảng viên giảm 96 người, số chi bộ giảm 7`.
/// `told` are the claims before, with what opened their clauses.
pub(super) fn opening_base(text: &Tokens, at: usize, told: &[Claim]) -> Option<Span> {
    let floor = told.last().map_or(0, |c| c.core.end() as usize);
    let mut token = text.last_token(at)?;
    let (mut verb, mut commas, mut parted) = (false, 0, false);
    for _ in 0..REACH {
        let start = token.span.start() as usize;
        if start < floor {
            return told.last().filter(|last| last.change.is_some()).and_then(|last| last.base);
        }
        verb |= token.one_of(words!["tăng", "giảm"]);
        if token.one_of(words![",", ":"]) {
            commas += 1;
        } else if token.one_of(words![";"]) {
            parted = true;
        } else if token.class == Class::Mark && !token.one_of(words!["-", "/"]) {
            return None;
        }
        if token.one_of(words!["so"]) {
            if parted || commas > 1 || trails(text, told, start) {
                return None;
            }
            let found = compared(text, start).filter(|_| verb).map(|from| noun_phrase(text, from));
            return found.filter(|span| !one_of(&text[*span], &["mức"]));
        }
        let before = text.before(&token);
        if breaks(text, before, token) {
            return None;
        }
        (token, _) = before?;
    }
    None
}

/// `tăng so với năm trước 3%`, `tăng hơn năm trước đến 3%`: where the verb of a change at `at` stands, and the time between,
/// which it is measured from. `scopes` are the times before.
pub(super) fn grown_over(text: &Tokens, scopes: &[Span], at: usize) -> Option<(usize, Span)> {
    let mut last = text.last_token(at)?;
    if last.one_of(words!["đến", "tới", "là"]) {
        last = text.before(&last)?.0;
    }
    let end = last.span.end();
    // năm trước is no scope before a number.
    let past = || {
        let unit = text.before(&last).filter(|_| last.one_of(words!["trước", "ngoái"]))?.0;
        unit.one_of(words!["năm", "tháng", "quý", "tuần", "kỳ"]).then(|| Span::new(unit.span.start(), end))
    };
    let scope = scopes.last().copied().filter(|scope| scope.end() == end).or_else(past)?;
    let (end, _) = text.skip_space_back(scope.start() as usize);
    let (_, start) = CUES.time_base.before(text, end)?;
    let verb = |t: &Token| t.one_of(words!["tăng", "giảm"]);
    let inside = text.token_at(start).filter(verb);
    let verb = inside.or_else(|| text.last_token(start).filter(verb))?;
    Some((verb.span.start() as usize, scope))
}

/// `tăng 310 tấn so với năm trước và tăng 95 tấn`: whether a comparison at `at` follows the change before it.
fn trails(text: &Tokens, told: &[Claim], at: usize) -> bool {
    let Some(last) = told.last().filter(|last| last.change.is_some()) else { return false };
    let from = last.counted.map_or(last.core.end(), |noun| noun.end().max(last.core.end())) as usize;
    text.get(from..at).is_some_and(|gap| gap.bytes().all(|byte| matches!(byte, b' ' | b')' | b',')))
}

/// Whether a hedge that begins with a word stands before its number.
fn hedges(text: &Tokens, word: Token) -> bool {
    let number = |end| text.as_bytes().get(text.skip_space(end).0).is_some_and(u8::is_ascii_digit);
    CUES.bound_before.starting(text, word).is_some_and(|(_, end)| number(end))
}

/// From `start` to where its clause or another verb begins.
fn noun_phrase(text: &Tokens, start: usize) -> Span {
    let mut end = start;
    let mut next = text.token_at(start);
    for _ in 0..REACH {
        let Some(token) = next else { break };
        let stops = token.class == Class::Mark && !token.one_of(words!["/", "-"]) && !number_mark(text, token);
        // kế hoạch tăng trưởng năm
        let grows = || text.next_word(token.span.end() as usize, words!["trưởng"]).is_some();
        // kế hoạch năm được giao
        let given = || text.next_word(token.span.end() as usize, words!["giao", "duyệt", "phê"]).is_some();
        if stops
            || token.one_of(words!["tăng"]) && !grows()
            || token.one_of(words!["được"]) && !given()
            || token.one_of(words![
                "và", "nhưng", "đạt", "giảm", "chiếm", "còn", "là", "với", "theo", "đối", "quy", "trong", "do", "mỗi",
                "hằng", "hàng"
            ])
            || (end > start
                && (hedges(text, token) || (CUES.open.starting(text, token).is_some() && level(text, token).is_none())))
        {
            break;
        }
        end = token.span.end() as usize;
        let goes_on = |(next, spaced): &(Token, bool)| {
            let at = next.span.start() as usize;
            let broken = *spaced && text.as_bytes()[end..at].contains(&b'\n');
            !broken || text[at..].starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
        };
        next = text.after(&token).filter(goes_on).map(|(next, _)| next);
    }
    Span::of(start, end)
}
