//! What a quantity measures: `tổng thu ngân sách` before `ước đạt`.

use super::REACH;
use super::change::grown_over;
use super::clause::{breaks, compared, inner_mark};
use crate::Span;
use crate::claim::{Claim, one_of};
use crate::registry::abbreviation;
use crate::registry::cue::{CUES, Head};
use crate::registry::unit::Kind;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// What stands around a quantity, for the phrases that say what it is a number of.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) text: &'a Tokens<'a>,
    /// Where the quantity begins, its hedges included, and where it ends.
    pub(super) at: usize,
    pub(super) end: usize,
    /// The claims before, the nearest last.
    pub(super) told: &'a [Claim],
    /// The time scopes before, the nearest last.
    pub(super) scopes: &'a [Span],
    /// Whether the quantity counts things.
    pub(super) counts: bool,
    /// Whether it is a percentage or the like.
    pub(super) share: bool,
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
    if let Some(item) = itemised(around, &clause) {
        return Some(item);
    }
    let phrase = measured(around, clause.head.unwrap_or(clause.start), clause.stop);
    if phrase.is_empty() {
        // lũy kế 10 tháng 3.700 tỷ đồng: the sum of what was told before.
        let summed = || text.word_at(clause.start, words!["lũy", "luỹ"]).is_some();
        if (clause.verb || summed()) && (!around.counts || clause.change) {
            return carried(around, if clause.verb { clause.stop } else { clause.start });
        }
        let open = || text.last_token(clause.stop).is_some_and(|t| ends_open(text, t));
        let labelled = clause.mark == Some(b':') && !clause.verb && !open();
        return if labelled { label(around, clause.start) } else { None };
    }
    // cao hơn tốc độ tăng bình quân là 5 điểm phần trăm: what it is compared with.
    let than = text.last_token(phrase.start() as usize).filter(|t| t.one_of(words!["hơn"]));
    if than.and_then(|t| text.before(&t)).is_some_and(|(t, _)| t.one_of(words!["cao", "thấp", "lớn", "nhỏ"])) {
        return None;
    }
    let phrase = if clause.change { named(text, phrase) } else { phrase };
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
    // án thu cho ngân sách tỉnh có 17 vụ việc: these there are.
    let there_are = around.counts && !clause.verb && text.word_at(clause.stop, words!["có"]).is_some();
    if there_are && text.word_at(phrase.start() as usize, words!["tổng", "số"]).is_none() {
        return None;
    }
    // ngành và các địa phương tháo dỡ được 97 ha: who did.
    let gained = !clause.verb && text.word_at(clause.stop, words!["được"]).is_some();
    if gained && text.word_at(phrase.start() as usize, words!["ngành", "các", "doanh", "khối", "nhóm"]).is_some() {
        return None;
    }
    // hỗ trợ nguồn lực giúp hàng trăm hộ; Mức 3 68544 61827: no phrase.
    let words = text.within(phrase);
    let acts_on = || !clause.verb && words.last().is_some_and(|t| t.one_of(words!["giúp", "cho", "tặng", "trao"]));
    let row = || {
        words
            .windows(2)
            .any(|pair| pair.iter().all(|t| t.class == Class::Digits) && pair[0].span.end() < pair[1].span.start())
    };
    if acts_on() || row() {
        return None;
    }
    // Without a head only what a verb of value says of its subject: `Hộ khá chiếm 12%`.
    let governed =
        clause.verb && (!around.counts || clause.is) && text[phrase].contains([' ', '.']) && !acts(text, phrase);
    // sau khi chuyển đến còn 5 km; theo nguyên tắc chung là 5 tỷ đồng: when, how.
    let adverbial = || {
        text.token_at(phrase.start() as usize)
            .is_some_and(|t| t.one_of(words!["khi", "sau", "để", "theo", "không", "chưa", "bị", "do"]))
    };
    // What is no phrase's beginning, but where reading ended.
    let cut = || text.within(Span::of(clause.start, clause.stop)).len() >= REACH;
    // toàn huyện còn trồng được 30 ha: where, not what.
    let place = || {
        let words = text.within(phrase);
        words.len() <= 3 && words.first().is_some_and(|t| t.one_of(words!["toàn", "cả"]))
    };
    // thu được, thu về: who got it.
    let gained = || text.word_at(clause.stop, words!["thu"]).is_some();
    let governed = governed && !cut() && !adverbial() && !place() && !gained();
    // khu vực nông, lâm nghiệp và thủy sản, đạt
    let end = text[phrase].strip_suffix(',').map_or(phrase.end() as usize, |rest| phrase.start() as usize + rest.len());
    (known || governed).then_some(Span::of(phrase.start() as usize, end))
}

/// `may mặc 66 triệu USD (tăng 30%); thép 560 triệu USD (tăng 44%)`: the member of a list that semicolons part, a few words
/// right before a measure, where brackets with a change follow.
fn itemised(around: Around, clause: &Clause) -> Option<Span> {
    let Around { text, at, end, .. } = around;
    if clause.verb || clause.head.is_some() || around.counts {
        return None;
    }
    if around.share {
        return shared(around, clause);
    }
    let open = text.next_token(end).filter(|t| t.one_of(words!["("]))?;
    text.after(&open).filter(|(t, _)| t.one_of(words!["tăng", "giảm"]))?;
    let semicolon = || text.last_token(clause.start).filter(|t| t.one_of(words![";"])).map(|_| clause.start);
    let joined = || text.word_at(clause.start, words!["và"]).map(|end| text.skip_space(end).0);
    let start = joined().or_else(semicolon)?;
    let words = text.within(Span::of(start, at.max(start)));
    const ACTS: &WordSet = words!["đã", "được", "có", "cho", "với", "để", "là", "hỗ", "cấp", "nộp"];
    let named = words.len() <= 6 && words.iter().all(|t| t.class == Class::Word && !t.one_of(ACTS));
    (named && !words.is_empty()).then(|| trimmed(around, start, clause.stop)).filter(|span| !span.is_empty())
}

/// `nữ chiếm 25%, ngoài Đảng 4%; tôn giáo 2%`: the few words between a share and the one before, in a row of those.
fn shared(around: Around, clause: &Clause) -> Option<Span> {
    let Around { text, at, end, told, .. } = around;
    let last = told.last().filter(|c| c.unit.is_some_and(|unit| unit.base.row().share) && c.change.is_none())?;
    let mark = text.next_token(last.core.end() as usize).filter(|t| t.one_of(words![",", ";"]))?;
    let closes = matches!(text.as_bytes().get(end), None | Some(b',' | b';' | b'.' | b')' | b'\n'));
    let start = text.skip_space(mark.span.end() as usize).0;
    const NONE: &WordSet =
        words!["đã", "được", "có", "cho", "với", "để", "là", "hỗ", "cấp", "nộp", "từ", "so", "bằng", "hơn", "và"];
    let words = text.within(Span::of(start, at.max(start)));
    let verb = |t: &Token| matches!(CUES.stop.starting(text, *t), Some((true, _)));
    let named = words.len() <= 4 && words.iter().all(|t| t.class == Class::Word && !t.one_of(NONE) && !verb(t));
    let lower = words.first().is_some_and(|t| !text[..t.span.start() as usize].ends_with('\n'));
    (closes && named && lower).then(|| trimmed(around, start, clause.stop)).filter(|span| !span.is_empty())
}

/// `mức giảm cao nhất là Bến Tre giảm 60,1%`: whom the verb names before what it says of them.
fn named(text: &Tokens, phrase: Span) -> Span {
    const PLACES: &WordSet = words!["tỉnh", "thành", "huyện", "quận", "xã", "phường", "thị"];
    let words = text.within(phrase);
    let place =
        |pair: &&[Token]| pair[0].one_of(words!["là"]) && (pair[1].case == Case::Title || pair[1].one_of(PLACES));
    words.windows(2).find(place).map_or(phrase, |pair| Span::new(pair[1].span.start(), phrase.end()))
}

/// The phrase between `start` and `stop`, without another measure and what it is said of: `lỗ ròng 4,8 tỷ đồng và 6 tháng đầu
/// năm là`, `thời gian từ 4 giờ xuống`.
fn measured(around: Around, start: usize, stop: usize) -> Span {
    let Around { text, told, .. } = around;
    let measure = |c: &&Claim| c.unit.is_some_and(|unit| !unit.base.row().share);
    let within = |c: &&Claim| c.core.start() as usize >= start && c.core.end() as usize <= stop;
    let last = told.last().filter(within).filter(measure).map(|c| c.core);
    let Some(last) = last else { return trimmed(around, start, stop) };
    let end = last.end() as usize;
    let lead = text.last_token(last.start() as usize);
    if text.skip_space(end).0 == stop {
        let from = lead.filter(|t| t.one_of(words!["từ"]));
        return trimmed(around, start, from.map_or(stop, |t| t.span.start() as usize));
    }
    // số ca tăng trở lại sau 5 ngày ghi nhận 40 ca: no phrase.
    let none = Span::of(stop, stop);
    if lead.is_some_and(|t| t.one_of(words!["sau"])) {
        return none;
    }
    // mức 70 USD hồi tháng 8 khi bão đổ bộ xuống
    if text.next_word(end, words!["hồi"]).is_some() {
        return trimmed(around, start, last.start() as usize);
    }
    let Some(joined) = text.next_word(end, words!["và", "nhưng", "song"]) else {
        return if around.counts && stop == around.at { none } else { trimmed(around, start, stop) };
    };
    let own = trimmed(around, text.skip_space(joined).0.min(stop), stop);
    if own.is_empty() { trimmed(around, start, last.start() as usize) } else { own }
}

/// Reads back from a quantity to where its clause begins.
fn clause(around: Around) -> Clause {
    let Around { text, at, told, .. } = around;
    let mut floor = told.last().map_or(0, |c| c.core.end() as usize);
    let rated = past_rate(around, floor);
    let mut last = text.last_token(rated);
    let mut clause = Clause {
        start: rated,
        stop: rated,
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
        let start = past_new(text, start);
        // tăng 6,8%, đóng góp 2,1 điểm phần trăm
        let adds = || {
            let apart = text.last_token(start).is_some_and(|t| t.class == Class::Mark);
            apart && around.share && text.word_at(start, words!["đóng"]).is_some()
        };
        clause.verb |= verb || adds();
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
            // tăng 7,3% và Hà Nội tăng 6,5%
            if clause.verb && joins_name(text, clause.start) {
                break;
            }
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
        let inner = || inner_mark(text, token) || token.one_of(words!["."]) && abbreviation::closed_at(text, start);
        if token.class == Class::Mark && !token.one_of(words!["-", "/", "%"]) && !inner() {
            // (GRDP), (trừ dầu khí): an aside inside the phrase.
            // nhà trẻ (dưới 36 tháng tuổi), châu Á (chiếm tỷ trọng 67%): a claim of its own.
            let held = || {
                let claim = told.last()?;
                let said = claim.unit?.base.row();
                let shares = said.share
                    && text.word_at(text.skip_space(aside(text, token, 0)? + 1).0, words!["chiếm"]).is_some();
                (said.kind == Kind::Age || shares).then(|| aside(text, token, 0))?
            };
            let open = aside(text, token, floor).or_else(|| held().filter(|_| clause.verb && clause.head.is_none()));
            if let Some(open) = open {
                if open < floor {
                    floor = told.len().checked_sub(2).map_or(0, |i| told[i].core.end() as usize);
                    // 206.810 người (chiếm 35%) tăng: what was counted before.
                    if text.last_token(open).is_some_and(|t| (t.span.start() as usize) < floor + 12 && floor > 0) {
                        break;
                    }
                }
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
        // 70 đại biểu, trong đó nữ chiếm 25%
        let of_these = if token.one_of(words!["trong"]) {
            text.next_word(token.span.end() as usize, words!["đó"])
        } else {
            None
        };
        if let Some(end) = of_these.filter(|_| clause.verb && clause.head.is_none()) {
            clause.start = text.skip_space(end).0.min(clause.stop);
            break;
        }
        if token.one_of(TURNS) && turns(text, token, before, &clause) {
            break;
        }
        match CUES.head.starting(text, token) {
            // tỷ lệ người tập luyện so với dân số 42%
            Some((Head::Break, _)) if !clause.verb && compares(text, token, before) => clause.head = None,
            Some((Head::Break, _)) if clause.head.is_some() && !joins(token, before) => break,
            Some((kind @ (Head::Noun | Head::Sector), stop)) if stop <= clause.stop => {
                let ends = |(word, _)| {
                    matches!(CUES.head.ending(text, word), Some((Head::Break, _))) && !joins(word, text.before(&word))
                };
                let total = |(word, _): (Token, bool)| word.one_of(words!["tổng"]);
                // phấn đấu đến năm 2025 số xã đạt chuẩn chiếm 80%
                let timed = |(word, _): (Token, bool)| {
                    around.scopes.iter().rev().take(4).any(|scope| scope.end() == word.span.end())
                };
                // Giải ngân vốn đạt 40%; not đã giải ngân, nor xét và giải ngân
                let deed = token.one_of(words!["giải", "huy"]);
                // TP đã chi 42 tỷ đồng: a verb.
                let done = kind == Head::Sector && before.is_some_and(|(t, _)| t.one_of(words!["đã", "đang", "sẽ"]));
                let opens =
                    if deed { marked(text, token) } else { opening(text, token) || before.is_some_and(ends) && !done };
                let sound = opens || before.is_some_and(total) || before.is_some_and(timed);
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

/// `giảm bình quân hằng năm 2,5%`: where the rate begins that stands between a verb of value and the quantity, or the quantity.
fn past_rate(around: Around, floor: usize) -> usize {
    let Around { text, at, scopes, .. } = around;
    let end = text.skip_space_back(at).0;
    let rate = scopes.last().filter(|scope| scope.end() as usize == end && scope.start() as usize > floor);
    let rate = rate.filter(|scope| text.word_at(scope.start() as usize, words!["hằng", "hàng", "mỗi"]).is_some());
    let verb = |rate: &&Span| {
        let last = text.last_token(rate.start() as usize);
        last.and_then(|last| CUES.value.ending(text, last)).is_some_and(|(verb, _)| verb == Some(true))
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
    if last.is_some_and(|(t, _)| t.one_of(words!["nông", "lâm", "xuất", "huyện", "tỉnh"])) {
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
    marked(text, token) || CUES.lead.before(text, text.skip_space_back(token.span.start() as usize).0).is_some()
}

/// Whether a mark stands before a token, or nothing.
fn marked(text: &Tokens, token: Token) -> bool {
    let (end, _) = text.skip_space_back(token.span.start() as usize);
    text[..end].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '/')
}

/// A phrase without the connectives and time scopes at its ends.
fn trimmed(around: Around, start: usize, stop: usize) -> Span {
    // Words that say how a number was come by, or that it is one.
    const NONE: [&str; 8] = ["bình quân", "trung bình", "chung", "tổng cộng", "lũy kế", "luỹ kế", "mức", "cùng kỳ"];
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
        // - Kinh doanh dịch vụ tăng 10%; Còn huy động vốn tăng 10%
        let phrase = &text[start..stop];
        if let Some(rest) = phrase
            .strip_prefix(['-', '+', '*', '•'])
            .or_else(|| phrase.strip_prefix("Còn ").or_else(|| phrase.strip_prefix("Về ")))
        {
            start = text.skip_space(stop - rest.len()).0;
            continue;
        }
        let near = || scopes.iter().rev().take(4).take_while(|s| s.end() as usize > start);
        // tỷ lệ của toàn tỉnh năm nay đạt: the verb's adverb is the time's.
        let across = |s: &&Span| (s.start() as usize) < stop && stop < s.end() as usize;
        stop = near().find(across).map_or(stop, |s| text.skip_space_back(s.start() as usize).0);
        let last = text.token_before(stop);
        if let Some((_, end)) = CUES.lead.at(text, start).filter(|(_, end)| *end <= stop) {
            start = text.skip_space(end).0;
        } else if let Some(scope) = near().find(|s| s.start() as usize <= start && start < s.end() as usize) {
            start = text.skip_space(scope.end() as usize).0;
        } else if let Some(scope) = near().find(|s| s.start() as usize >= start && blank(s.end() as usize, stop)) {
            stop = text.skip_space_back(scope.start() as usize).0;
            // tỷ lệ hộ nghèo giảm hằng năm 0,5%; thu ngân sách ước thực hiện tháng 10
            const VERBS: &WordSet = words!["tăng", "giảm", "đạt", "là", "còn", "ước", "dự"];
            let last = text.token_before(stop).filter(|t| !t.one_of(words!["trưởng"]));
            let cue = last.and_then(|t| CUES.value.ending(text, t));
            let verb = cue.filter(|(verb, from)| *verb == Some(true) && text.word_at(*from, VERBS).is_some());
            stop = verb.filter(|(_, from)| *from > start).map_or(stop, |(_, from)| text.skip_space_back(from).0);
        } else if let Some((_, from)) = last.and_then(|t| ended(text, t)).filter(|(_, from)| *from >= start) {
            stop = text.skip_space_back(from).0;
        } else if one_of(&text[Span::of(start, stop)], &NONE)
            || last.is_some_and(|t| ends_open(text, t))
            || last.is_some_and(|t| t.one_of(words!["của", "tại", "ở", "cho", "trong", "từ"]) && !dwelling(text, t))
        {
            return Span::of(stop, stop);
        } else {
            return Span::of(start, stop);
        }
    }
}

/// The connective that a word ends; not the end of a noun: `thuế tiêu thụ đặc biệt`, `nhìn từ bên ngoài`.
fn ended(text: &Tokens, word: Token) -> Option<((), usize)> {
    if word.one_of(words!["biệt", "ngoài"]) { None } else { CUES.lead.ending(text, word) }
}

/// Whether a word leaves a phrase open that ends with it: `thời hạn hoặc`, `phục hồi sau`, `toàn bộ`.
fn ends_open(text: &Tokens, word: Token) -> bool {
    let after = |set: &WordSet| text.before(&word).is_some_and(|(t, _)| t.one_of(set));
    word.one_of(words!["hoặc", "sau", "khi", "đối", "nhưng", "mà", "bởi", "chưa", "-"])
        || word.one_of(words!["vào", "về"]) && !after(words!["mua", "bán", "đầu", "thu", "mang", "đem"])
        || word.one_of(words!["cả"]) && !after(words!["giá"])
        || word.one_of(words!["bộ"]) && after(words!["toàn"])
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
        let parted = || between.contains(';') && !beside() || between.contains("trong khi");
        if between.len() > 300 || between.contains('\n') || between.contains(". ") || parted() {
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
        None => member(text, clause.start).or_else(|| item(text, clause.start, end))?,
    };
    text.token_at(start)
        .is_some_and(|head| opening(text, head))
        .then(|| trimmed(labelled, start, if clause.verb { clause.stop } else { end }))
        .filter(|span| !span.is_empty())
}

/// `tham nhũng: 5 (7%); đạo đức, lối sống: 14 (19%)`: where the member of a list that semicolons part begins, whose label a comma
/// parts before `start`.
fn member(text: &Tokens, start: usize) -> Option<usize> {
    const MOST: usize = 14;
    let mut last = text.last_token(start).filter(|t| t.one_of(words![","]))?;
    for _ in 0..MOST {
        let (before, _) = text.before(&last)?;
        if before.one_of(words![";"]) {
            return CUES.lead.starting(text, last).is_none().then_some(last.span.start() as usize);
        }
        if before.class != Class::Word && !before.one_of(words![","]) || breaks(text, Some((before, true)), last) {
            return None;
        }
        last = before;
    }
    None
}

/// `- Đất rừng sản xuất: 312 ha`, `(trâu: 41 con, bò: 96 con)`: where a few words begin that name an item, if they do.
fn item(text: &Tokens, start: usize, end: usize) -> Option<usize> {
    const MOST: usize = 10;
    // Toàn huyện có: 12 trường; Trong năm 2023: 7 vụ; Thứ nhất: 3 xã
    const ENDS: &WordSet = words![
        "có", "được", "là", "gồm", "sau", "quả", "với", "cho", "đã", "về", "thể", "như", "biết", "rằng", "nói", "tin"
    ];
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
