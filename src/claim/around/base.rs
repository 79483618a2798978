//! What a share is of, and what a change or a ratio is measured from.

use super::predicate::{level, says, schooled};
use super::{REACH, is_share};
use crate::Span;
use crate::claim::clause::{compared, number_mark, past_aside, wraps};
use crate::claim::{Claim, one_of};
use crate::registry::cue::CUES;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// What a share is of, or what a change or a ratio is measured from. The quantity begins at `at` with its hedges.
pub(super) fn base(text: &Tokens, at: usize, claim: &Claim) -> Option<Span> {
    let Claim { core, counted, .. } = *claim;
    let unit = claim.unit.map(|unit| unit.base.symbol());
    let stop = counted.map_or(core.end(), |c| c.end().max(core.end())) as usize;
    let told = compared(text, stop)
        .or_else(|| if stop > core.end() as usize { compared(text, core.end() as usize) } else { None })
        // tăng 2,6% (107 USD/tấn) so với tháng trước
        .or_else(|| compared(text, past_aside(text, stop)?))
        // 2,6 tiêu chí/xã so với năm 2020
        .or_else(|| compared(text, past_each(text, stop)?))
        // 91% về tiền so với số phải thi hành
        .or_else(|| compared(text, past_regard(text, stop)?))
        // 32 tỷ đồng (+5,4%) so với đầu năm
        .or_else(|| {
            compared(text, stop + text[stop..].strip_prefix(')').filter(|_| claim.change.is_some()).map(|_| 1)?)
        });
    if let Some(start) = told {
        // so với 13,1% trong tháng trước: another value.
        let share = |span: &Span| text[span.end() as usize..].starts_with('%');
        return Some(noun_phrase(text, start)).filter(|span| !span.is_empty() && !share(span));
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
        // So với năm trước, giảm 8% số vụ
        if let Some(noun) = counted.filter(|_| claim.base.is_none()) {
            let start = noun.start() as usize;
            let named = CUES.counted.at(text, start).map_or(0, |(_, end)| end);
            if CUES.plan.at(text, start).is_some() {
                return Some(noun_phrase(text, start));
            }
            let held = named.max(CUES.measured.at(text, start).map_or(0, |(_, end)| end));
            let whole = held > start && held < noun.end() as usize && says_from(text, held, noun.end() as usize);
            return Some(if whole { Span::of(start, held) } else { noun });
        }
        // 7,2% trên tổng dư nợ, 7,2%/tổng dư nợ
        let slash = text[next..].strip_prefix('/').map(|_| next + 1);
        let of = text.word_at(next, words!["trên", "trong", "của"]).or(slash).map(|of| text.skip_space(of).0);
        if let Some(sum) = of.filter(|at| text.word_at(*at, words!["tổng"]).is_some()) {
            return Some(noun_phrase(text, sum));
        }
        if text.token_at(next).is_some_and(|t| spaced && t.one_of(words!["toàn", "cả", "cùng", "ck"])) {
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

/// Where `/xã` ends, per one of which things are counted.
fn past_each(text: &Tokens, end: usize) -> Option<usize> {
    let noun = if text.as_bytes().get(end) == Some(&b'/') { text.token_at(end + 1)? } else { return None };
    CUES.counted.starting(text, noun).map(|(_, end)| end)
}

/// Where `về tiền`, `về số lượng` ends.
fn past_regard(text: &Tokens, end: usize) -> Option<usize> {
    const MOST: usize = 3;
    let mut last = text.next_token(end).filter(|t| t.one_of(words!["về"]))?;
    for _ in 0..MOST {
        let next = text.after(&last).map(|(next, _)| next).filter(|t| t.class == Class::Word)?;
        if next.one_of(words!["so"]) {
            return Some(last.span.end() as usize);
        }
        last = next;
    }
    Some(last.span.end() as usize)
}

/// Whether a verb begins between two places of a noun phrase.
fn says_from(text: &Tokens, from: usize, to: usize) -> bool {
    let (at, _) = text.skip_space(from);
    at < to && text.token_at(at).is_some_and(|token| says(text, token))
}

/// `tăng 14% so với đầu năm và 9,35% so với quý trước`: whether a change has no words of its own but what it is measured from, or a
/// share but what it is of.
pub(super) fn coordinated(text: &Tokens, last: &Claim, claim: &Claim) -> bool {
    let between = text.get(last.core.end() as usize..claim.core.start() as usize);
    // bằng 54% kế hoạch vốn Trung ương giao và 48% kế hoạch tỉnh giao
    let plan =
        |c: &Claim| is_share(c) && c.counted.is_some_and(|noun| CUES.plan.at(text, noun.start() as usize).is_some());
    if claim.change.is_none() && last.change.is_none() && plan(last) && plan(claim) {
        return between.is_some_and(|between| between.len() < 90 && between.trim_end().ends_with(" và"));
    }
    if claim.change.is_none() || last.change != claim.change {
        return false;
    }
    between.is_some_and(|between| between.len() < 60 && between.trim_end().ends_with(" và"))
        && compared(text, last.core.end() as usize).is_some()
        && compared(text, claim.core.end() as usize).is_some()
}

/// What `so với` before a change's verbs compares with: `So với nhiệm kỳ trước, số đảng viên giảm 96 người, số chi bộ giảm 7`.
/// `told` are the claims before, with what opened their clauses.
pub(super) fn opening_base(text: &Tokens, at: usize, told: &[Claim]) -> Option<Span> {
    let floor = told.last().map_or(0, |c| c.core.end() as usize);
    let mut token = text.last_token(at)?;
    let (mut verb, mut commas, mut parted) = (false, 0, false);
    for _ in 0..REACH {
        let start = token.span.start() as usize;
        // tăng 21 vụ (8,6%), giảm 2 người
        if start < floor || start == floor && token.one_of(words![")"]) {
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
        if wraps(text, before, token) {
            return None;
        }
        (token, _) = before?;
    }
    None
}

/// `tăng 310 tấn so với năm trước và tăng 95 tấn`: whether a comparison at `at` follows the change before it.
fn trails(text: &Tokens, told: &[Claim], at: usize) -> bool {
    let Some(last) = told.last().filter(|last| last.change.is_some()) else { return false };
    let from = last.counted.map_or(last.core.end(), |noun| noun.end().max(last.core.end())) as usize;
    text.get(from..at).is_some_and(|gap| gap.bytes().all(|byte| matches!(byte, b' ' | b')' | b',')))
}

/// `giảm 45 tấn, tức giảm 6,7% so với cùng kỳ`, `tăng 13 vụ, 6 bị cáo so với cùng kỳ`: a change that is said again in another unit, or
/// whose verb governs another number as well, is measured from the same.
pub(super) fn say_again(text: &Tokens, claims: &mut [Claim]) {
    for i in (1..claims.len()).rev() {
        let (told, rest) = claims.split_at_mut(i);
        let (last, claim) = (&mut told[i - 1], &rest[0]);
        let same = last.change.is_some() && last.change == claim.change && claim.base != claim.counted;
        let open = || last.base.is_none() || last.base == last.counted;
        if same && open() && (said_again(text, last, claim) || shares_verb(text, last, claim)) {
            last.base = claim.base;
        }
    }
}

/// Whether nothing but a mark, and a bracket that one of them stands in, parts two changes.
fn shares_verb(text: &Tokens, last: &Claim, claim: &Claim) -> bool {
    let end = last.counted.map_or(last.core.end(), |noun| noun.end().max(last.core.end()));
    let between = text.get(end as usize..claim.core.start() as usize).map(str::trim);
    matches!(between, Some("," | "/" | "và" | ")," | "("))
}

/// Whether one change says the other in another unit.
fn said_again(text: &Tokens, last: &Claim, claim: &Claim) -> bool {
    const AGAIN: &WordSet = words!["tức", "tương", "hay"];
    let gap = Span::new(last.core.end(), claim.core.start());
    let words = || text.within(gap);
    // tăng 46 việc, 0,9% so với cùng kỳ
    let told = || words().last().is_some_and(|t| t.one_of(words![","]));
    is_share(last) != is_share(claim) && gap.len() < 60 && (told() || words().iter().any(|word| word.one_of(AGAIN)))
}

/// From `start` to where its clause or another verb begins.
fn noun_phrase(text: &Tokens, start: usize) -> Span {
    let timed = text.word_at(start, words!["cùng", "năm", "tháng", "quý", "tuần"]).is_some();
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
                "hằng", "hàng", "thì", "gồm", "tương", "trở", "đều"
            ]) && !regular(text, token)
                && !assigned(text, token)
            || (end > start
                && (hedges(text, token)
                    || (CUES.open.starting(text, token).is_some()
                        && level(text, token).is_none()
                        && !schooled(text, token))))
        {
            break;
        }
        end = token.span.end() as usize;
        // So với cùng kỳ năm trước gỗ khai thác tăng: the time is over.
        if timed && past_time(text, token) || of_year(text, start, token) {
            break;
        }
        let goes_on = |(next, spaced): &(Token, bool)| {
            let at = next.span.start() as usize;
            let broken = *spaced && text.as_bytes()[end..at].contains(&b'\n');
            !broken || text[at..].starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
        };
        next = text.after(&token).filter(goes_on).map(|(next, _)| next);
    }
    // giá trị tiền nạp cho các [đối tượng]
    let open = |t: &Token| t.one_of(words!["các", "những", "cho", "của"]);
    while let Some(word) = text.token_before(end).filter(|t| end > start && open(t)) {
        end = text.skip_space_back(word.span.start() as usize).0;
    }
    Span::of(start, end.max(start))
}

/// `chỉ tiêu do Bộ Tài chính giao`: whether `do` and the words up to `giao` say who set a plan.
fn assigned(text: &Tokens, word: Token) -> bool {
    const MOST: usize = 8;
    let mut last = word;
    for _ in 0..if word.one_of(words!["do"]) { MOST } else { 0 } {
        let Some((next, _)) = text.after(&last).filter(|(t, _)| t.class == Class::Word) else { return false };
        if next.one_of(words!["giao"]) {
            // do tai nạn giao thông
            return text.after(&next).is_none_or(|(t, _)| !t.one_of(words!["thông", "dịch", "lưu", "khoán"]));
        }
        last = next;
    }
    false
}

/// `năm trước`, `quý trước`: whether a word closes a time that is over, and a noun phrase begins behind it.
fn past_time(text: &Tokens, word: Token) -> bool {
    let unit = |(t, _): (Token, bool)| t.one_of(words!["năm", "tháng", "quý", "tuần"]);
    let next = || {
        text.after(&word).is_some_and(|(t, _)| t.case == Case::Lower && !t.one_of(words!["đó", "đây", "nữa", "liền"]))
    };
    word.one_of(words!["trước", "ngoái"]) && text.before(&word).is_some_and(unit) && next()
}

/// `6 tháng đầu năm 2018 | số thụ lý`: whether a word is the year that closes the time at `start`, and a noun begins behind it.
fn of_year(text: &Tokens, start: usize, year: Token) -> bool {
    if year.class != Class::Digits || year.span.len() != 4 {
        return false;
    }
    let time = text.token_at(start).is_some_and(|t| t.class == Class::Digits || t.one_of(words!["cùng", "năm"]));
    time && text.after(&year).is_some_and(|(t, _)| CUES.head.starting(text, t).is_some() && t.case == Case::Lower)
}

/// `chính quy`: where quy opens no verb.
fn regular(text: &Tokens, word: Token) -> bool {
    word.one_of(words!["quy"]) && text.before(&word).is_some_and(|(t, _)| t.one_of(words!["chính"]))
}

/// Whether a hedge that begins with a word stands before its number.
fn hedges(text: &Tokens, word: Token) -> bool {
    let number = |end| text.as_bytes().get(text.skip_space(end).0).is_some_and(u8::is_ascii_digit);
    CUES.bound_before.starting(text, word).is_some_and(|(_, end)| number(end))
}
