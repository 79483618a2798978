//! Relations: what a sentence does with a document (`data/relation.tsv`), and for whom.
//!
//! The relation of a mention is what is done to *its* document: in `Kế hoạch 12-KH/HU thực hiện Nghị quyết 18-NQ/TW` the
//! resolution is implemented, and it is the plan that does so.

use once_cell::sync::Lazy;

use super::{DocType, Form, Reference};
use crate::Span;
use crate::name::names;
use crate::segment::{line_start, sentence_end, sentence_start};
use crate::text::lexicon::Lexicon;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;
use crate::tsv::{Row, Table};

/// What is done with a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum RelationType {
    /// thực hiện, triển khai, quán triệt, cụ thể hóa
    Implements,
    /// sửa đổi, bổ sung
    Amends,
    /// bãi bỏ, hủy bỏ; hết hiệu lực
    Repeals,
    /// thay thế
    Replaces,
    /// hướng dẫn
    Guides,
    /// quy định chi tiết
    Details,
    /// căn cứ, theo, trên cơ sở
    BasedOn,
    /// sơ kết, tổng kết, 5 năm thực hiện
    Reviews,
    /// ban hành kèm theo
    IssuedWith,
    /// Named, with nothing said of what is done with it.
    Cites,
}

names!(RelationType {
    Implements: "implements",
    Amends: "amends",
    Repeals: "repeals",
    Replaces: "replaces",
    Guides: "guides",
    Details: "details",
    BasedOn: "based_on",
    Reviews: "reviews",
    IssuedWith: "issued_with",
    Cites: "cites",
});

/// Who does it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Actor {
    /// The page, or someone in it who is no document.
    Page,
    /// Another document: the mention's place among the page's references.
    Reference(u32),
    /// A number that was reckoned by it: the claim's place among the page's claims.
    Claim(u32),
}

/// What a mention's sentence does with its document, and for whom.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub struct Relation {
    /// What is done.
    pub kind: RelationType,
    /// Who does it.
    pub from: Actor,
}

struct Cues {
    rows: Vec<RelationType>,
    before: Lexicon,
    after: Lexicon,
    reviews: Lexicon,
}

static CUES: Lazy<Cues> = Lazy::new(|| {
    let table = Table::new("relation", include_str!("../../data/relation.tsv"));
    let rows: Vec<Row> = table.rows().collect();
    let kind = |row: &Row| match row.get("relation") {
        "review" => RelationType::Reviews,
        _ => row.value("relation"),
    };
    let (mut before, mut after, mut reviews) = (Vec::new(), Vec::new(), Vec::new());
    for (row, id) in rows.iter().zip(0..) {
        let side = match row.get("where") {
            "before" => &mut before,
            "after" => &mut after,
            "head" => &mut reviews,
            _ => row.wrong("where"),
        };
        side.push((row.get("cue"), id));
    }
    Cues {
        before: Lexicon::new(before),
        after: Lexicon::new(after),
        reviews: Lexicon::new(reviews),
        rows: rows.iter().map(kind).collect(),
    }
});

/// How many words back a cue is looked for.
const WORDS: usize = 9;

/// How far a sentence is followed, in bytes.
const REACH: usize = 600;

/// Finds the relation of every reference. `claims` are the cores of the page's claims, in order.
pub(crate) fn relations_into(text: &Tokens, references: &[Reference], claims: &[Span], out: &mut Vec<Relation>) {
    out.clear();
    for at in 0..references.len() {
        let listed = follows(text, references, at).map(|first| out[first]);
        // `Luật A, Luật B (được sửa đổi tại Luật C)`: of the list's members this one was.
        let own = |told: &Relation| (told.kind == RelationType::Cites).then(|| passive(text, references, at, true));
        let relation = listed.map(|told| own(&told).flatten().unwrap_or(told)).unwrap_or_else(|| {
            let told = passive(text, references, at, false);
            // `Căn cứ Luật A đã được sửa đổi năm 2019`: who did that is not said; what is done here is.
            let by_nobody = |told: &Relation| told.kind == RelationType::Amends && told.from == Actor::Page;
            told.filter(|told| !by_nobody(told))
                .or_else(|| active(text, references, claims, at))
                .or(told)
                .or_else(|| passive(text, references, at, true))
                .or_else(|| entry(text, references, at, out))
                .unwrap_or(Relation { kind: RelationType::Cites, from: Actor::Page })
        });
        out.push(relation);
    }
}

/// The earlier mention that this one stands beside: `thực hiện Nghị quyết A, Chỉ thị B và Kết luận C`.
fn follows(text: &Tokens, references: &[Reference], at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let (one, two) = (&references[before], &references[at]);
    if one.list != 0 && one.list == two.list {
        return Some(before);
    }
    // `Kết luận số 12-KL/TW … (Kết luận 12) về …`
    let serial = |r: &Reference| r.number.map(|number| &text[number.serial]);
    if one.mention.contains(two.core)
        && one.doc_type == two.doc_type
        && serial(one).is_some()
        && serial(one) == serial(two)
    {
        return Some(before);
    }
    // `Luật Đất đai năm 2024 (sau đây gọi là Luật Đất đai)`
    if renamed(text, references, at).is_some() {
        return Some(before);
    }
    let start = one.mention.end().max(one.core.end()) as usize;
    let end = two.mention.start().min(two.core.start()) as usize;
    let gap = text.get(start..end).filter(|gap| gap.len() < LONGEST_JOINT)?;
    // `(Kế hoạch A thực hiện Nghị quyết B), Chỉ thị C`: the bracket closes what is said of B.
    if gap.contains(')') && !gap.contains('(') {
        let rest = gap.strip_prefix(')').filter(|rest| joint(rest) || rest.trim() == ";");
        return rest.and_then(|_| renamed(text, references, before));
    }
    // `bãi bỏ Nghị định A (Điều 31 Nghị định B)`: where that is said.
    if gap.trim() == "(" && two.has_pinpoints() {
        return None;
    }
    // `Căn cứ Luật A; Luật B`, on lines of their own too; what is said behind A is not said of B.
    let entries = gap.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '+')) == ";";
    if entries {
        // `Nghị định A; Nghị định B sửa bởi Nghị định C`
        if passive(text, references, at, true).is_some() {
            return None;
        }
        let listed = host(references, before).unwrap_or(before);
        return Some(listed).filter(|&listed| passive(text, references, listed, true).is_none());
    }
    joint(gap).then_some(before)
}

/// Whether two mentions with this between them stand beside each other.
fn joint(gap: &str) -> bool {
    let mut words = gap.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '"' | '“' | '”'));
    let joins = words.all(|w| matches!(w, "" | "và" | "cùng" | "với" | "các" | "số" | "của" | "hoặc" | "hay"));
    joins && !gap.contains('\n')
}

/// `Quyết định A (sau đây gọi là Đề án 1675)`: the mention before the bracket whose other name the mention at `at` is.
fn renamed(text: &Tokens, references: &[Reference], at: usize) -> Option<usize> {
    let first = at.checked_sub(1)?;
    let start = references[at].mention.start();
    let whole = references[first].mention.end();
    // The bracket may be an aside of the mention before it.
    let aside = whole > start;
    let from = if aside { references[first].core.end() } else { whole };
    let between = text.get(from as usize..start as usize).filter(|gap| aside || gap.len() < LONGEST_JOINT)?;
    let called = ["gọi là", "gọi tắt là", "viết tắt là"].iter().any(|name| between.trim_end().ends_with(name));
    (called && (aside || between.trim_start().starts_with('('))).then_some(first)
}

/// An entry of a list: what the line that leads it does with its entries (`bãi bỏ các văn bản sau:` and, below, `1. Quyết định
/// …`, `2. Quyết định …`).
#[cold]
fn entry(text: &Tokens, references: &[Reference], at: usize, out: &[Relation]) -> Option<Relation> {
    let (line, mark) = opens_entry(text, &references[at]).filter(|_| references[at].form != Form::Back)?;
    let changes = |kind| matches!(kind, RelationType::Repeals | RelationType::Replaces | RelationType::Amends);
    let above = text[..line].trim_end();
    if !above.ends_with(':') {
        // The entry before it, and what that one names.
        let alike = |i: &usize| opens_entry(text, &references[*i]).is_some_and(|(_, other)| other == mark);
        let before = (at.saturating_sub(ENTRY_HOLDS)..at).rev().find(alike)?;
        let near = line - references[before].core.end() as usize <= REACH;
        let own = passive(text, references, before, true).is_some();
        return Some(out[before]).filter(|told| near && !own && changes(told.kind));
    }
    let lead = line_start(text, above.len(), REACH)?;
    // `bãi bỏ các văn bản sau:`, `các văn bản sau hết hiệu lực:`
    let cue = |token: Token| {
        let told = |cues: &Lexicon| cues.ending(text, token).filter(|&(row, _)| changes(CUES.rows[row as usize]));
        let (row, start) = told(&CUES.before).or_else(|| told(&CUES.after))?;
        Some((CUES.rows[row as usize], start))
    };
    let lead = Span::of(lead, above.len());
    let (kind, cue) = text.within(lead).iter().rev().take(LEAD).find_map(|&token| cue(token))?;
    let from = (at.saturating_sub(2)..at).rev().find(|&i| {
        let core = references[i].core;
        core.start() >= lead.start() && core.end() as usize <= cue
    });
    Some(Relation { kind, from: from.map_or(Actor::Page, |i| Actor::Reference(i as u32)) })
}

/// What marks the entries of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Sign,
    Letter,
    Number,
}

/// Where the line starts that a mention opens, behind a number or a dash: `1. `, `a) `, `- `.
fn opens_entry(text: &Tokens, reference: &Reference) -> Option<(usize, Mark)> {
    let start = reference.mention.start().min(reference.core.start()) as usize;
    let line = line_start(text, start, LONGEST_MARK)?;
    let mark = text[line..start].trim();
    let numbers = |mark: &str| mark.len() <= 3 && mark.chars().all(char::is_alphanumeric) && !mark.is_empty();
    let sign = matches!(mark, "-" | "–" | "+" | "•");
    let opens = sign || mark.strip_suffix(['.', ')', '-', '/']).is_some_and(numbers);
    let kind = if mark.starts_with(|c: char| c.is_ascii_digit()) { Mark::Number } else { Mark::Letter };
    opens.then_some((line, if sign { Mark::Sign } else { kind }))
}

/// The longest mark before an entry, in bytes.
const LONGEST_MARK: usize = 12;

/// How many documents the entry before may name, its own among them.
const ENTRY_HOLDS: usize = 6;

/// How many words from the end of the leading line its verb is looked for.
const LEAD: usize = 28;

/// What stands between two mentions beside each other is shorter than this, in bytes.
const LONGEST_JOINT: usize = 40;

/// `… được sửa đổi, bổ sung bởi …`: the cue follows the mention; `aside`: in brackets, too, where they name who
/// acts.
fn passive(text: &Tokens, references: &[Reference], at: usize, aside: bool) -> Option<Relation> {
    let reference = &references[at];
    let mut pos = reference.mention.end().max(reference.core.end()) as usize;
    for _ in 0..4 {
        let token = text.next_token(pos)?;
        pos = token.span.start() as usize;
        if let Some((row, end)) = CUES.after.starting(text, token) {
            let kind = CUES.rows[row as usize];
            // `Nghị định A hướng dẫn Luật B, được sửa đổi bởi Nghị định C`: it is A that was, by a law it is B.
            let next = at + 1 + references[at + 1..].iter().take_while(|r| (r.core.start() as usize) < pos).count();
            if next > at + 1 && passive(text, references, next - 1, aside).is_some() {
                return None;
            }
            let from = agent(text, references, next, end);
            if from != Actor::Page && reference.law.is_some() && !changes_laws(&references[next]) {
                return None;
            }
            return Some(Relation { kind, from }).filter(|_| !aside || from != Actor::Page);
        }
        // Only a bracket's end, a comma and small words may stand between.
        let small = aside && &text[token.span] == "("
            || matches!(&text[token.span], ")" | "," | "đã" | "cũng" | "sẽ" | "sau" | "đó" | "nay" | "”" | "\"");
        if !small {
            return None;
        }
        pos = token.span.end() as usize;
    }
    None
}

/// Whether a document may change laws: a law does, or a resolution, or what the words leave open.
fn changes_laws(reference: &Reference) -> bool {
    let kind = reference.doc_type.map(DocType::name);
    kind.is_none_or(|kind| matches!(kind, "luật" | "bộ luật" | "hiến pháp" | "pháp lệnh" | "nghị quyết" | "văn bản"))
}

/// The mention `at`, where `bởi`, `bằng` or `tại` leads to it.
fn agent(text: &Tokens, references: &[Reference], at: usize, cue_end: usize) -> Actor {
    let Some(next) = references.get(at) else { return Actor::Page };
    let gap = text.get(cue_end..next.core.start() as usize).unwrap_or_default();
    let leads = ["bởi", "bằng", "tại", "theo"];
    let leads = leads.iter().any(|word| gap.trim_start().starts_with(word) || text[..cue_end].ends_with(word));
    if leads && gap.len() < 120 && !gap.contains(['.', '\n', ';']) { Actor::Reference(at as u32) } else { Actor::Page }
}

/// The cue nearest before the mention.
fn active(text: &Tokens, references: &[Reference], claims: &[Span], at: usize) -> Option<Relation> {
    let reference = &references[at];
    let start = reference.mention.start().min(reference.core.start());
    // Another mention is a wall, but for one in whose title this one stands.
    let host = host(references, at);
    let wall = references[..at].iter().rev().take(8).enumerate().find_map(|(back, other)| {
        let inside = host == Some(at - 1 - back);
        let end = if inside { other.core.end() } else { other.mention.end().max(other.core.end()) };
        (end <= start).then_some(end as usize)
    });
    let wall = wall.unwrap_or(0);
    // Marks and line breaks end the look back; where the sentence starts is asked of names and reviews only.
    let floor = || wall.max(sentence_start(text, start as usize, REACH.min(start as usize - wall)));
    let beyond = |at: usize, end: usize| at < wall || start as usize - at > REACH || breaks(text, at, end);
    // `được sửa đổi bởi …`, `được thay thế bằng …`: this one acts, and is cited here.
    let last = text.last_token(start as usize);
    let many = last.filter(|t| matches!(&text[t.span], "các" | "hai"));
    let by = many.map_or(last, |many| text.last_token(many.span.start() as usize)).map(|t| &text[t.span]);
    if matches!(by, Some("bởi" | "bằng")) {
        return None;
    }
    // `đã được sửa đổi, bổ sung theo Nghị quyết số 51/2001/QH10`, `(điều chỉnh tại các Quyết định số 37/QĐ-UBND …)`
    let many = many.and_then(|many| text.last_token(many.span.start() as usize));
    if let Some(leads) = many.or(last).filter(|t| matches!(&text[t.span], "theo" | "tại")) {
        let before = text[..leads.span.start() as usize].trim_end();
        let deeds = ["sửa đổi, bổ sung một số điều", "sửa đổi, bổ sung", "sửa đổi", "bổ sung", "điều chỉnh"];
        let done = deeds.iter().find_map(|deed| before.strip_suffix(deed));
        if done.is_some_and(|done| done.ends_with("được ") || done.ends_with('(')) {
            return None;
        }
    }
    let (mut pos, mut since_comma, mut listed) = (start as usize, 0, false);
    let small = words!["các", "những", "điều", "khoản", "điểm", "mục", "phụ", "lục", "chương"];
    for _ in 0..WORDS {
        let here = text.skip_space_back(pos).0;
        if here <= wall || beyond(here, pos) {
            break;
        }
        let token = text.token_before(here)?;
        if let Some((row, cue)) = CUES.before.ending(text, token).filter(|&(_, cue)| !beyond(cue, here)) {
            let mut kind = CUES.rows[row as usize];
            // `Được sửa đổi | 79/2014/QĐ-UBND`: who is named behind the passive does it.
            let passive = || text.last_token(cue).is_some_and(|t| t.one_of(words!["được", "bị"]));
            if matches!(kind, RelationType::Amends | RelationType::Replaces | RelationType::Repeals)
                && since_comma == 0
                && passive()
            {
                return None;
            }
            if kind == RelationType::Implements && reviewed(text, cue, floor()) {
                kind = RelationType::Reviews;
            }
            return Some(Relation { kind, from: actor(text, references, claims, at, cue, host, kind) });
        }
        match token.class {
            Class::Mark => match &text[token.span] {
                // `thực hiện nghiêm túc, hiệu quả Nghị quyết …`: adverbs between, no new clause.
                "," if since_comma > 0 && since_comma <= 3 => since_comma = 0,
                "“" | "\"" | "(" | "‘" => {}
                // `thay thế các Nghị định sau: Nghị định số …`
                ":" if text.last_token(token.span.start() as usize).is_some_and(|t| t.one_of(words!["sau", "đây"])) =>
                {
                    listed = true;
                }
                _ => break,
            },
            _ => since_comma += 1,
        }
        if token.class == Class::Word && token.case == Case::Title && since_comma > 0 && !listed && !token.one_of(small)
        {
            // A name: someone else's words begin.
            let first = text.skip_space_back(token.span.start() as usize).0 <= floor();
            if !first {
                break;
            }
        }
        pos = token.span.start() as usize;
    }
    None
}

/// Whether a line ends between two positions that its width did not break: behind such a break the words go on in lower
/// case, or it stands at the end of a long line. Between words mostly one space stands, which needs no search.
fn breaks(text: &Tokens, from: usize, to: usize) -> bool {
    let stretch = &text[from..to];
    let ends = |at: usize| {
        let before = text[..at].trim_end_matches([' ', '\r']);
        let after = text[at + 1..].trim_start_matches([' ', '\t']);
        let long = || line_start(text, before.len(), WIDTH).is_none();
        let goes_on = after.starts_with(char::is_lowercase)
            || before.ends_with(char::is_lowercase) && !after.starts_with(['\n', '\r']) && long();
        !goes_on
    };
    stretch != " " && stretch.match_indices('\n').any(|(at, _)| ends(from + at))
}

/// A line of more bytes may have been broken by its width.
const WIDTH: usize = 60;

/// The earlier mention in whose title this one stands.
fn host(references: &[Reference], at: usize) -> Option<usize> {
    let core = references[at].core;
    let holds =
        |other: &Reference| other.title.is_some_and(|title| title.contains(core)) || other.mention.contains(core);
    (0..at).rev().take(8).find(|&i| holds(&references[i]))
}

/// Whether an implementing cue tells of a review: `sơ kết 5 năm thực hiện`, `qua 10 năm thực hiện`.
fn reviewed(text: &Tokens, cue: usize, floor: usize) -> bool {
    let mut pos = cue;
    for n in 0..8 {
        pos = text.skip_space_back(pos).0;
        if pos <= floor {
            return false;
        }
        if CUES.reviews.before(text, pos).is_some_and(|(_, start)| start >= floor) {
            return true;
        }
        let Some(token) = text.token_before(pos) else { return false };
        let word = &text[token.span];
        if n < 2 && word == "năm" {
            // `5 năm thực hiện`, `hai năm thực hiện`, but not `trong năm thực hiện`.
            let before = text.skip_space_back(token.span.start() as usize).0;
            let count = text.token_before(before);
            let number = words!["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];
            return count.is_some_and(|t| t.class == Class::Digits && t.span.len() <= 2 || t.one_of(number));
        }
        if matches!(word, ";" | ":" | ".") {
            return false;
        }
        pos = token.span.start() as usize;
    }
    false
}

/// Who does what the cue says: the mention right before it, the one in whose title it stands, a number, or the page.
fn actor(
    text: &Tokens,
    references: &[Reference],
    claims: &[Span],
    at: usize,
    cue: usize,
    host: Option<usize>,
    kind: RelationType,
) -> Actor {
    if let Some(host) = host {
        return Actor::Reference(host as u32);
    }
    let near = |end: u32, most: usize| {
        let gap = text.get(end as usize..cue).unwrap_or("\n");
        gap.len() <= most && !gap.contains(['\n', ';', ':', '.', '!', '?'])
    };
    if let Some(i) = at.checked_sub(1) {
        let other = &references[i];
        let end = other.mention.end().max(other.core.end());
        let verb_of = |other: &Reference| {
            // The subject of `Nghị định này thay thế …` is a document; `sau Nghị quyết 18, tỉnh thực hiện …` has another.
            let gap = text.get(end as usize..cue).unwrap_or_default();
            let most = if matches!(other.form, Form::Back) { 24 } else { 40 };
            // `ban hành Quyết định A, thay thế Quyết định B`: what replaces another is no clause of its own.
            let puts_in_place = matches!(kind, RelationType::Replaces | RelationType::Amends | RelationType::Repeals);
            near(end, most) && (!gap.contains(',') || puts_in_place && gap.trim() == ",")
        };
        if kind != RelationType::Cites && end as usize <= cue && verb_of(other) {
            return Actor::Reference(i as u32);
        }
    }
    // `Căn cứ A, … ban hành B`: it is B that is based on A.
    if matches!(kind, RelationType::BasedOn | RelationType::Implements) {
        if let Some(next) = issued_next(text, references, at) {
            return Actor::Reference(next);
        }
    }
    if kind == RelationType::BasedOn {
        let last = claims.partition_point(|claim| claim.end() as usize <= cue);
        if let Some(claim) = last.checked_sub(1) {
            if near(claims[claim].end(), 48) {
                return Actor::Claim(claim as u32);
            }
        }
    }
    Actor::Page
}

/// The later mention of the sentence that is issued there.
fn issued_next(text: &Tokens, references: &[Reference], at: usize) -> Option<u32> {
    let same_sentence = |start: u32| (start as usize) < sentence_end(text, references[at].core.start() as usize, REACH);
    let mut from = references[at].mention.end().max(references[at].core.end());
    for (i, next) in references.iter().enumerate().skip(at + 1).take(6) {
        let start = next.mention.start().min(next.core.start());
        if start < from {
            return None;
        }
        let gap = &text[from as usize..start as usize];
        let verb = gap.trim_end();
        if ["ban hành", "xây dựng", "đã ra", "ra"].iter().any(|v| verb.ends_with(v)) {
            return same_sentence(start).then_some(i as u32);
        }
        from = next.mention.end().max(next.core.end());
    }
    None
}
