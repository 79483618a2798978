//! What a quantity measures: `tổng thu ngân sách` before `ước đạt`.

mod clause;
mod list;
mod phrase;

use memchr::memchr;

use super::REACH;
use crate::Span;
use crate::claim::{Claim, one_of};
use crate::registry::cue::{CUES, Class as Noun};
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

use clause::{Clause, clause};
use phrase::{acts, ends_open, measured, named};

/// What stands around a quantity, for the phrases that say what it is a number of.
#[derive(Clone, Copy)]
pub(in crate::claim::around) struct Around<'a> {
    pub(in crate::claim::around) text: &'a Tokens<'a>,
    /// Where the quantity begins, its hedges included, and where it ends.
    pub(in crate::claim::around) at: usize,
    pub(in crate::claim::around) end: usize,
    /// The claims before, the nearest last.
    pub(in crate::claim::around) told: &'a [Claim],
    /// The time scopes before, the nearest last.
    pub(in crate::claim::around) scopes: &'a [Span],
    /// Whether the quantity counts things.
    pub(in crate::claim::around) counts: bool,
    /// Whether it is a percentage or the like.
    pub(in crate::claim::around) share: bool,
}

/// What the quantity measures: `tổng thu ngân sách` before `ước đạt`, `ngân sách tỉnh` right before the sum.
pub(super) fn subject(around: Around) -> Option<Span> {
    let Around { text, told, .. } = around;
    let clause = clause(around);
    if clause.shared {
        return told.last().and_then(|c| c.subject);
    }
    if let Some(item) = list::itemised(around, &clause) {
        return Some(item);
    }
    let phrase = measured(around, clause.head.unwrap_or(clause.start), clause.stop, clause.verb);
    if phrase.is_empty() {
        return unsaid(around, &clause);
    }
    if is_compared_with(text, phrase) {
        return None;
    }
    // thu 2.346 gam heroin: what was done.
    if !clause.verb && one_of(&text[phrase], &["thu"]) {
        return None;
    }
    let phrase = if clause.change { named(text, phrase) } else { phrase };
    let said = clause.head.is_some() && stands_alone(around, &clause, phrase) || governs(around, &clause, phrase);
    if !said || counts_or_acts(around, &clause, phrase) {
        return None;
    }
    // khu vực nông, lâm nghiệp và thủy sản, đạt
    let end = phrase.end() - u32::from(text[phrase].ends_with(','));
    Some(Span::new(phrase.start(), end))
}

/// What a quantity measures before which no phrase stands: what was told before, or a label.
fn unsaid(around: Around, clause: &Clause) -> Option<Span> {
    let text = around.text;
    // lũy kế 10 tháng 3.700 tỷ đồng: the sum of what was told before.
    let summed = || text.word_at(clause.start, words!["lũy", "luỹ"]).is_some();
    if (clause.verb || summed()) && (!around.counts || clause.change) {
        return carried(around, if clause.verb { clause.stop } else { clause.start });
    }
    let open = || text.last_token(clause.stop).is_some_and(|t| ends_open(text, t));
    let labelled = clause.mark == Some(b':') && !clause.verb && !open();
    if labelled { list::label(around, clause.start) } else { None }
}

/// `cao hơn tốc độ tăng bình quân là 5 điểm phần trăm`: whether a phrase is what something is compared with.
fn is_compared_with(text: &Tokens, phrase: Span) -> bool {
    let than = text.last_token(phrase.start() as usize).filter(|t| t.one_of(words!["hơn"]));
    than.and_then(|t| text.before(&t)).is_some_and(|(t, _)| t.one_of(words!["cao", "thấp", "lớn", "nhỏ"]))
}

/// Whether a phrase with a head says what is measured without more ado: a verb of value follows, or the head opens its clause.
fn stands_alone(around: Around, clause: &Clause, phrase: Span) -> bool {
    let text = around.text;
    // có tổng số 14 thôn: a sum of nothing but what is counted.
    let sum = || one_of(&text[phrase], &["tổng số"]);
    // Trong nông nghiệp và lâm nghiệp, có 80 ha
    // ngân sách tại xã, đã thu hồi được 883 triệu đồng: nor where another verb follows.
    let apart = || text[phrase].ends_with(',');
    if memchr(b',', text[phrase].as_bytes()).is_some()
        && (text[phrase].contains(", đã ") || does(around, clause, phrase))
    {
        return false;
    }
    // 90% dân số tham gia và có 11% lao động: what the share before is of.
    let taken = || around.told.last().and_then(|c| c.counted).is_some_and(|noun| noun.end() > phrase.start());
    // 8 nhóm có giá tăng và 3 nhóm: the count is another.
    // 90 ngày đối với đất nông nghiệp và 180 ngày: so is the measure.
    let another = || text.last_token(clause.stop).is_some_and(|t| t.one_of(words!["và"]));
    clause.verb || clause.sound && !sum() && !apart() && !taken() && !another()
}

/// `quy mô liên tỉnh, khởi tố 2 vụ`, `Số liệu cho thấy, các địa phương đã tiến hành 34 cuộc`: whether a verb that is none of value
/// governs a count, in another clause than the one in which a phrase begins.
#[cold]
fn does(around: Around, clause: &Clause, phrase: Span) -> bool {
    let text = around.text;
    let comma = text[phrase].rfind(',').filter(|_| around.counts && !clause.verb);
    let Some(comma) = comma.map(|comma| phrase.start() as usize + comma + 1) else { return false };
    let words = text.within(Span::of(comma, phrase.end() as usize));
    let verb = |t: &Token| matches!(CUES.stop.starting(text, *t), Some((true, _)));
    words.first().is_some_and(verb) || words.iter().any(|t| t.one_of(words!["đã", "đang", "sẽ"]))
}

/// Whether a verb of value says something of a phrase without a head, as of its subject: `Hộ khá chiếm 12%`.
fn governs(around: Around, clause: &Clause, phrase: Span) -> bool {
    let text = around.text;
    if !clause.verb
        || around.counts && !clause.is
        || !(text[phrase].contains([' ', '.']) || tells_alone(text, phrase))
        || acts(text, phrase)
    {
        return false;
    }
    let words = text.within(phrase);
    let opens = |set: &WordSet| words.first().is_some_and(|t| t.one_of(set));
    // sau khi chuyển đến còn 5 km; theo nguyên tắc chung là 5 tỷ đồng: when, how.
    let lower = || words.first().is_some_and(|t| t.case == Case::Lower);
    let adverbial = || {
        opens(words!["khi", "sau", "để", "theo", "không", "chưa", "bị", "do", "đối"])
            || opens(words!["của", "cao", "thấp", "tại"]) && lower()
    };
    // What is no phrase's beginning, but where reading ended.
    let cut = || text.within(Span::of(clause.start, clause.stop)).len() >= REACH;
    // toàn huyện còn trồng được 30 ha: where, not what.
    let place = || words.len() <= 3 && opens(words!["toàn", "cả"]);
    // thu được, đã thu về: who got it.
    let verb = || text.word_at(clause.stop, words!["đã"]).map_or(clause.stop, |end| text.skip_space(end).0);
    let gained = || text.word_at(verb(), words!["thu"]).is_some();
    // người thứ 2, 3, 4 đóng, từ 60 trở lên là: the end of a list, of a bound.
    let numbered = || words.first().is_some_and(|t| t.class == Class::Digits || t.one_of(words!["trở"]));
    !cut() && !adverbial() && !place() && !gained() && !numbered()
}

/// Whether a phrase of one word says what is measured: `TMDV chiếm 25%`, `lúa đạt 116 ha`; not `xã đạt 95%`.
fn tells_alone(text: &Tokens, phrase: Span) -> bool {
    let Some(word) = text.token_at(phrase.start() as usize).filter(|t| t.span == phrase) else { return false };
    let thing = |class| !matches!(class, Noun::Person | Noun::Place);
    word.case == Case::Upper && word.span.len() > 3
        || word.case == Case::Lower && CUES.counted.starting(text, word).is_some_and(|(class, _)| thing(class))
}

/// Whether a phrase says what is counted or who acts, not what is measured.
fn counts_or_acts(around: Around, clause: &Clause, phrase: Span) -> bool {
    let Around { text, told, counts, .. } = around;
    let (words, stop) = (text.within(phrase), clause.stop);
    let opens = |set: &WordSet| text.word_at(phrase.start() as usize, set).is_some();
    let follows = |set: &WordSet| text.word_at(stop, set).is_some();
    // 3.100 hộ có chuồng trại chiếm 80%: of what was counted before only its share; not 36 doanh nghiệp đạt 60%.
    // 3 xã, thị trấn thu đạt 60%: nor the last of a list.
    let counted = || {
        let noun = told.last().and_then(|c| c.counted);
        noun.is_some_and(|noun| noun.start() <= phrase.start() && phrase.start() < noun.end())
    };
    if counted() && !follows(words!["chiếm"]) {
        return true;
    }
    if clause.verb {
        return is_row(words);
    }
    // án thu cho ngân sách tỉnh có 17 vụ việc: these there are.
    let there_are = || counts && follows(words!["có"]) && !opens(words!["tổng", "số"]);
    // ngành và các địa phương tháo dỡ được 97 ha: who did.
    let bodies = || opens(words!["ngành", "các", "doanh", "khối", "nhóm"]);
    let gained = || (follows(words!["được"]) || words.iter().any(|t| t.one_of(words!["đã"]))) && bodies();
    // hỗ trợ nguồn lực giúp hàng trăm hộ
    let given = || words.last().is_some_and(|t| t.one_of(words!["giúp", "cho", "tặng", "trao"]));
    there_are() || gained() || given() || is_row(words)
}

/// `Mức 3 68544 61827`: whether numbers stand side by side.
fn is_row(words: &[Token]) -> bool {
    let digits = |t: &Token| t.class == Class::Digits;
    words.windows(2).any(|pair| pair.iter().all(digits) && pair[0].span.end() < pair[1].span.start())
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
        // An aside in brackets, or what a slash adds, says nothing of what follows it.
        let aside = between.contains(')') && !between.contains('(');
        if claim.subject.is_some() && !aside {
            return claim.subject;
        }
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
