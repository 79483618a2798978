//! The change that a quantity is the size of, by the verb before it or by the claim that it is a part of.

use super::base::opening_base;
use super::is_share;
use crate::Span;
use crate::claim::bound::Bounded;
use crate::claim::clause::compared;
use crate::claim::{Change, Claim, Form};
use crate::registry::cue::CUES;
use crate::text::set::{WordSet, words};
use crate::text::token::{Class, Token, Words};
use crate::text::tokens::Tokens;

/// Fills in a claim's change, and what it is measured from where that stands before the number. `scopes` and `told` are the
/// time scopes and the claims before.
pub(super) fn tell(text: &Tokens, scopes: &[Span], told: &[Claim], bounded: &Bounded, claim: &mut Claim) {
    let level = bounded.from && claim.form != Form::Range || bounded.text.is_some_and(|by| reaches(text, by));
    claim.change = change(text, bounded.start, is_share(claim), level).or_else(|| parts_change(text, told, claim));
    if let Some((verb, base)) = grown_over(text, scopes, bounded.start) {
        claim.change = change_at(text, verb);
        claim.base = Some(base);
    } else if claim.change.is_some() {
        let again = told.last().filter(|last| last.base.is_some() && restated(text, last, claim));
        claim.base = again.map_or_else(|| opening_base(text, bounded.start, told), |last| last.base);
    }
}

/// The change that the words before `at` say the number is the size of.
///
/// Steps back over adverbs (`bình quân mỗi năm`) and, before a percentage, over the noun that changes
/// (`giảm tỷ lệ hộ nghèo 1,5%`).
///
/// `tăng từ 2 lên 11` states two levels; `giảm từ 1 đến 1,5%` a size: `level` says which.
fn change(text: &Tokens, at: usize, percent: bool, level: bool) -> Option<Change> {
    if level {
        return None;
    }
    // (+7 vụ, +0,6 tạ/ha), +3,5%
    if matches!(text.as_bytes()[..at], [.., b'(' | b' ', b'+']) {
        let opens = matches!(text.as_bytes()[..at - 1], [.., b'('] | [.., b',' | b';', b' ']);
        return (percent || opens).then_some(Change::Increase);
    }
    let mut token = text.last_token(at)?;
    let most = if percent { 12 } else { 5 };
    let mut only_adverbs = true;
    for step in 0..most {
        if let Some((change, start)) = CUES.change.ending(text, token) {
            let broken = text.as_bytes()[token.span.end() as usize..at].contains(&b'\n');
            // đóng góp vào tăng trưởng đạt 45%: what is contributed to.
            let aim = || text.last_token(start).is_some_and(|t| t.one_of(words!["vào", "cho"]));
            return if broken || aim() { None } else { change };
        }
        // giảm tỷ lệ hộ nghèo năm 2017 bình quân 1,5%
        if percent && only_adverbs && token.class == Class::Digits && token.span.len() == 4 {
            (token, _) = text.before(&token)?;
            continue;
        }
        if token.class != Class::Word {
            return if percent && token.one_of(words![","]) { each_in_turn(text, token) } else { None };
        }
        let adverb = token.one_of(words![
            "bình", "quân", "trung", "mỗi", "năm", "khoảng", "thêm", "tương", "ứng", "lần", "lượt", "hơn", "gần",
            "trên", "dưới", "được", "là", "tới", "đến", "đó", "hằng", "hàng", "ít", "nhất", "tối", "thiểu", "đa",
            "không", "quá", "chỉ", "đều", "xấp", "xỉ", "chung", "toàn", "số"
        ]);
        let barrier = token.one_of(words![
            "đạt", "còn", "chiếm", "lên", "xuống", "có", "bằng", "và", "với", "gồm", "từ", "so", "của", "tại", "để",
            "ở", "mức", "trong", "góp", "vượt", "qua", "đã", "cho", "cùng", "khi", "ngưỡng", "mốc"
        ]);
        // tăng so với cùng kỳ năm trước là 268 vụ
        if step == 0 && token.one_of(words!["là"]) {
            if let Some(verb) = before_base(text, token) {
                return CUES.change.ending(text, verb)?.0;
            }
        }
        if barrier || (token.one_of(words!["là"]) && step > 0) || (!adverb && !percent) {
            return None;
        }
        only_adverbs &= adverb;
        (token, _) = text.before(&token)?;
    }
    None
}

/// `tăng khá, lần lượt 75% và 45,7%`: the change before a comma that opens numbers told in their order.
#[cold]
fn each_in_turn(text: &Tokens, comma: Token) -> Option<Change> {
    let in_turn = text.next_word(comma.span.end() as usize, words!["lần"])?;
    text.next_word(in_turn, words!["lượt"])?;
    let last = text.before(&comma)?.0;
    let said = |token| CUES.change.ending(text, token).map(|(change, _)| change);
    said(last).or_else(|| said(text.before(&last).filter(|_| last.class == Class::Word)?.0))?
}

/// The word before `so với …`, where what is compared with ends right before a token.
fn before_base(text: &Tokens, end: Token) -> Option<Token> {
    let mut last = text.before(&end);
    for _ in 0..8 {
        let (token, _) = last.filter(|(t, _)| t.class != Class::Mark)?;
        last = text.before(&token);
        if token.one_of(words!["so"]) {
            return last.map(|(verb, _)| verb);
        }
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
    // So is cùng kỳ.
    let past = || {
        let unit = text.before(&last).filter(|_| last.one_of(words!["trước", "ngoái", "kỳ"]))?.0;
        let said = match last.one_of(words!["kỳ"]) {
            true => unit.one_of(words!["cùng"]),
            false => unit.one_of(words!["năm", "tháng", "quý", "tuần", "kỳ"]),
        };
        said.then(|| Span::new(unit.span.start(), end))
    };
    let scope = scopes.last().copied().filter(|scope| scope.end() == end).or_else(past)?;
    let (end, _) = text.skip_space_back(scope.start() as usize);
    let (_, mut start) = CUES.time_base.before(text, end)?;
    let mut base = scope;
    // tăng so với cùng kỳ năm 2016 là 168 vụ
    if text.word_at(start, words!["cùng"]).is_some() {
        base = Span::of(start, scope.end() as usize);
        let so = CUES.time_base.before(text, text.skip_space_back(start).0);
        start = so.map_or(start, |(_, so)| so);
    }
    let verb = |t: &Token| t.one_of(words!["tăng", "giảm"]);
    let inside = text.token_at(start).filter(verb);
    let verb = inside.or_else(|| text.last_token(start).filter(verb))?;
    Some((verb.span.start() as usize, base))
}

/// `vượt ngưỡng`, `trên mức`: whether a hedge says that what stands is a level.
fn reaches(text: &Tokens, hedge: Span) -> bool {
    text.token_before(hedge.end() as usize).is_some_and(|t| t.one_of(words!["ngưỡng", "mốc", "mức"]))
}

/// `giảm 97 đơn vị, gồm 74 xã`: the parts of what fell fell too. `told` are the claims before.
fn parts_change(text: &Tokens, told: &[Claim], claim: &Claim) -> Option<Change> {
    let mut total = told.last()?;
    let change = total.change?;
    if restated(text, total, claim) {
        return Some(change);
    }
    let mut from = total.core.end();
    // tăng 13 vụ (8,6%), 6 bị cáo so với cùng kỳ
    let sized = told.len().checked_sub(2).map(|i| &told[i]).filter(|_| text[from as usize..].starts_with("),"));
    let sized = sized.filter(|size| size.change == Some(change) && restated(text, size, total));
    if let Some(size) = sized {
        (total, from) = (size, from + 1);
    }
    if claim.unit.map(|u| u.base) != total.unit.map(|u| u.base) {
        return None;
    }
    let between = text.get(from as usize..claim.core.start() as usize)?;
    // tăng 2% so với đầu năm và 7,5% so với cùng kỳ
    let against = |c: &Claim| compared(text, c.core.end() as usize).is_some();
    if between.len() < 60 && between.trim_end().ends_with("và") && against(total) && against(claim) {
        return Some(change);
    }
    let noun = |c: &Claim| c.counted.map_or(c.core.end(), |noun| noun.end());
    let behind = total.counted.map(|noun| noun.end().max(from) as usize);
    let mark = behind.and_then(|end| text.get(end..claim.core.start() as usize)).map(str::trim);
    // tăng 8,6% về số lượng và 22% về vốn; giảm 8,4% số vụ, 11,2% số người so với cùng kỳ
    let compared_alike = || mark == Some(",") && compared(text, noun(claim) as usize).is_some();
    if total.unit.is_some() && !(between.len() < 60 && between.trim_end().ends_with("và")) && !compared_alike() {
        return None;
    }
    // (giảm 3 vụ/giảm 4 người), thu giữ 90 viên: out of the brackets.
    let aside = || between.contains(')') && !between.contains('(');
    if between.len() > 120 || between.contains(['\n', ';', '.', '%']) || aside() {
        return None;
    }
    // tăng 13 vụ, 6 bị cáo so với cùng kỳ; tăng 13 vụ/6 bị cáo
    let after = || {
        let next = text.skip_space(noun(claim) as usize).0;
        text.word_at(next, words!["so"]).is_some()
            || matches!(text.as_bytes().get(next), None | Some(b'.' | b';' | b')' | b'('))
            // giảm 4 phòng, 8 trường, 2 xã và 47 khu
            || text.token_at(next).filter(|t| t.one_of(words![",", "và"])).and_then(|t| text.after(&t)).is_some_and(|(t, _)| t.class == Class::Digits)
    };
    // So với tháng trước, giảm 3 vụ tai nạn, 2 người bị thương
    let listed = || total.base.is_some() && mark.is_some_and(|mark| mark.len() < 30 && mark.ends_with(','));
    if mark == Some("/") || mark == Some(",") && after() || listed() {
        return Some(change);
    }
    if sized.is_some() {
        return None;
    }
    let words = text.within(Span::new(total.core.end(), claim.core.start()));
    let says = |set: &WordSet| words.iter().any(|word| word.one_of(set));
    let listed = says(words!["gồm"]) || told.len() > 1 && told[told.len() - 2].change == Some(change);
    let verb = says(words!["còn", "tăng", "đạt", "có", "so", "năm", "là"]);
    let coordinated = between.len() < 40 && says(words!["và"]) || listed;
    (coordinated && !verb).then_some(change)
}

/// `tăng 2,6% (107 USD/tấn)`: whether brackets right behind a change hold but its size in another unit.
fn restated(text: &Tokens, total: &Claim, claim: &Claim) -> bool {
    let from = total.counted.map_or(total.core.end(), |noun| noun.end().max(total.core.end()));
    let between = text.get(from as usize..claim.core.start() as usize);
    let after = claim.counted.map_or(claim.core.end(), |noun| noun.end().max(claim.core.end())) as usize;
    // giảm 16 vụ (tương đương 42%)
    let again = |between: &str| {
        let words = between.trim_start().strip_prefix('(').map(str::trim);
        words.is_some_and(|words| matches!(words, "" | "tương đương" | "tức" | "khoảng" | "tương đương khoảng"))
    };
    // tăng 46 việc, 0,9% so với cùng kỳ; giảm 21 vụ = 7,26%
    let beside = |mark: &str| is_share(claim) && between.is_some_and(|between| between.trim() == mark);
    let share = || beside(",") && compared(text, after).is_some() || beside("=");
    is_share(total) != is_share(claim) && (between.is_some_and(again) && text[after..].starts_with(')') || share())
}

/// The change that the verb at `at` says.
fn change_at(text: &Tokens, at: usize) -> Option<Change> {
    text.token_at(at).and_then(|verb| CUES.change.starting(text, verb)).and_then(|(change, _)| change)
}
