//! Scopes: which of the times that a page speaks of each claim is told of.

use super::clause::{opens_clause, wraps};
use super::noun::past_note;
use super::time::{left_over, window, year_at};
use super::{Claim, one_of, opens_with};
use crate::registry::abbreviation;
use crate::registry::cue::CUES;
use crate::roman;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::{Sign, Tokens};
use crate::{Date, Span};

/// Gives each claim the nearest time scope of its sentence that governs it.
pub(super) fn link_periods(text: &Tokens, scopes: &mut Vec<Span>, page: Option<Date>, claims: &mut [Claim]) {
    // 4 cuộc thanh tra từ năm 2018 chuyển sang: what was left over.
    let told = |s: &Span| !is_base(text, *s) && !opens_with(&text[*s], "trước") && !left_over(text, s.end() as usize);
    scopes.retain(told);
    let mut sentences = Sentences::new(text);
    let (mut first, mut n) = (0, 0);
    let mut told_last = None;
    for i in 0..claims.len() {
        let (told, claim) = claims.split_at_mut(i);
        let claim = &mut claim[0];
        let at = claim.core.start();
        n += scopes[n..].iter().take_while(|s| s.start() < at).count();
        // Most claims have no scope near: nobody asks for their sentence.
        let near = |s: &Span| at.saturating_sub(s.end()) <= REACH;
        if scopes[first..n].last().is_some_and(near) {
            let start = sentences.start(at as usize);
            first += scopes[first..n].iter().take_while(|s| (s.start() as usize) < start).count();
        } else {
            first = n;
        }
        // bằng 64% kế hoạch vốn năm 2025: the year is the plan's.
        const PLANS: &WordSet = words!["kế", "chỉ", "dự", "mục"];
        let plan = claim.base.filter(|base| text.word_at(base.start() as usize, PLANS).is_some());
        let next = scopes.get(n).filter(|s| plan.is_none_or(|plan| s.start() < plan.start() || s.end() > plan.end()));
        let goes_on = |s: &Span| !breaks(text, at, s.start()) && !opens_another(text, *s);
        let touching = next.filter(|s| {
            let from = past_note(text, claim.counted.map_or(0, |c| c.end()).max(claim.core.end()) as usize);
            let from = past_aside(text, from).filter(|end| *end <= s.start() as usize).unwrap_or(from);
            let (near, _) = text.skip_space(from);
            if near != s.start() as usize && text.word_at(near, words!["của", "("]).is_none() {
                return false;
            }
            let between = text.get(from..s.start() as usize).map(str::trim);
            let bracketed = || text[s.end() as usize..].starts_with(')');
            // 6,82% của quý I
            between.is_some_and(|b| b.is_empty() || b == "của" || (b == "(" && bracketed())) && goes_on(s)
        });
        let parted = |signs: &[Sign]| signs.iter().any(|sign| matches!(sign.mark, b',' | b';' | b':'));
        let chosen = touching.or_else(|| {
            let (before, parted) = governing(text, &scopes[first..n], at as usize, told)
                .map_or((None, true), |(scope, signs)| (Some(scope), parted(signs)));
            let follows = |s: &&Span| follows(text, claim.core.end(), **s, before.is_some()) && goes_on(s);
            if parted { next.filter(follows).or(before) } else { before }
        });
        let chosen = level_before(text, told, claim).or(chosen.copied());
        if let Some(scope) = chosen {
            // Claims of one sentence mostly share their scope.
            let known = told_last.filter(|(last, _)| *last == scope);
            let (_, window) = *told_last.insert(known.unwrap_or_else(|| (scope, window(text, scope, page))));
            claim.period = Some(scope);
            (claim.period_from, claim.period_to) = window;
        }
    }
}

/// `tăng 19 ca so với tuần trước (218 ca)`, `gấp 1,5 lần năm 2020 (40 triệu đồng)`: the time that a change is measured
/// from, of the claim that stands in brackets behind it and is no share.
fn level_before(text: &Tokens, told: &[Claim], claim: &Claim) -> Option<Span> {
    const TIMES: &WordSet = words!["năm", "tháng", "quý", "tuần", "ngày", "cùng", "đầu", "cuối"];
    let open = (claim.core.start() as usize).checked_sub(2).filter(|at| text.as_bytes()[*at..].starts_with(b" ("))?;
    let last = told.last().filter(|last| last.base.is_some_and(|base| base.end() as usize == open))?;
    let level =
        claim.change.is_none() && (last.unit == claim.unit || last.unit.is_some_and(|u| u.base.symbol() == "lần"));
    let share = claim.unit.is_some_and(|unit| unit.base.row().share);
    last.base.filter(|base| level && !share && text.word_at(base.start() as usize, TIMES).is_some())
}

/// `12,4% (312 hộ) đầu năm 2022 xuống còn 4,2%`: where the bracket closes behind a claim that ends at `end`, or that holds it.
fn past_aside(text: &Tokens, end: usize) -> Option<usize> {
    const MOST: usize = 40;
    let bytes = text.as_bytes();
    let open = match bytes[end..] {
        [b')', b' ', ..] => end,
        [b' ', b'(', ..] => end + 2,
        _ => return None,
    };
    let close = open + bytes[open..].iter().take(MOST).position(|b| matches!(b, b')' | b'\n' | b'('))?;
    matches!(bytes[close..], [b')', b' ', ..]).then_some(close + 1)
}

/// Whether nothing parts a claim that ends at `end` from the scope after it. `governed` says that another reaches it.
fn follows(text: &Tokens, end: u32, scope: Span, governed: bool) -> bool {
    let between = text.get(end as usize..scope.start() as usize);
    let Some(between) = between.filter(|between| between.len() < 160) else { return false };
    // vào năm 2028 reaches back over an aside.
    let aside = opens_with(&text[scope], "vào");
    let barred = |c: char| matches!(c, ',' | ';' | ':' | '\n') || (!aside && matches!(c, '(' | ')'));
    // Past a scope that opened the clause only what is close or led by a preposition.
    let led = || ["vào", "trong", "đến", "từ", "hết", "tính"].iter().any(|w| opens_with(&text[scope], w));
    let close = !governed || between.len() < 40 || led();
    // 100% cấp ủy kiểm tra 20% chi bộ mỗi năm; 25 chỉ tiêu, bình quân hàng năm 8%: the rate is the nearer number's.
    let each = || is_rate(text, scope);
    let own = || text.next_token(scope.end() as usize).is_some_and(|t| t.class == Class::Digits);
    let taken = || each() && (between.bytes().any(|c| c.is_ascii_digit()) || own());
    let parted = || between.contains(barred) || between.contains(". ") || told_anew(between);
    close && !parted() && !taken()
}

/// How far ahead a scope reaches, in bytes.
const REACH: u32 = 3000;

/// The nearest of a sentence's scopes before `at` that reaches it, and the signs between.
///
/// A scope in the middle of a clause, with no number of its own there, ends with it where another opened the sentence:
/// `năm 2022 dịch lan mạnh giai đoạn tháng 2-3; toàn tỉnh có 350 ca` counts the year's. `told` are the claims before.
fn governing<'s>(text: &Tokens<'s>, scopes: &'s [Span], at: usize, told: &[Claim]) -> Option<(&'s Span, &'s [Sign])> {
    const MOST: usize = 12;
    let mut found = None;
    for scope in scopes.iter().rev().take(MOST) {
        let seen = visible(text, scope.end() as usize, at).filter(|_| !announced(text, *scope, at));
        let Some(signs) = seen.or_else(|| if dated_aside(text, *scope, at) { Some(&[]) } else { None }) else {
            continue;
        };
        if quoted(text, *scope, at) {
            continue;
        }
        let initial = opens_clause(text, scope.start() as usize);
        // Chi bộ được thành lập năm 1930 với 7 đảng viên, nay có 45 đảng viên
        if !initial && signs.iter().any(|sign| matches!(sign.mark, b',' | b';')) && of_event(text, *scope) {
            continue;
        }
        let stop = signs.iter().find(|sign| sign.mark == b';').map(|sign| sign.at);
        let own = |stop| {
            let after = told.iter().rev().take_while(|c| c.core.start() > scope.end());
            after.take(MOST).any(|c| c.core.start() < stop)
        };
        // giữ vững danh hiệu vào cuối năm 2020; tỷ lệ đạt 100%: of a clause without a number.
        if !initial && text[scope.end() as usize..].starts_with(';') && !tells(text, *scope, told) {
            continue;
        }
        // giảm bình quân hằng năm 2,5% và giảm 13% so với năm 2015
        if !initial && is_rate(text, *scope) && spent(text, *scope, at, told) {
            continue;
        }
        // Năm 2023 khởi tố 9 vụ, hiện đã làm rõ 7 vụ; bắt giữ 12 đối tượng
        if stop.is_some() && opens_with(&text[*scope], "hiện") && text[..scope.start() as usize].ends_with([' ', ','])
        {
            let lead = text.last_token(scope.start() as usize);
            if lead.is_some_and(|t| t.one_of(words![",", ";"])) {
                continue;
            }
        }
        // bình quân hằng năm, vốn đầu tư 5 năm are told of their own clause only; so is a rate that but its clause opens with.
        let rate = || is_rate(text, *scope);
        if stop.is_some() && (!initial && (rate() || is_length(&text[*scope])) || rate() && within(text, *scope)) {
            continue;
        }
        match found {
            None if initial || stop.is_none_or(own) => return Some((scope, signs)),
            None => found = Some((scope, signs)),
            Some(_) if initial => return Some((scope, signs)),
            Some(_) => {}
        }
    }
    found
}

/// `Dân số (năm 2016) là 179.000 người`: whether brackets hold but a scope, and a verb of value joins them to the number.
fn dated_aside(text: &Tokens, scope: Span, at: usize) -> bool {
    let (start, end) = (scope.start() as usize, scope.end() as usize);
    if !text[end..].starts_with(')') || !text[..start].ends_with('(') {
        return false;
    }
    let verb = text.next_word(end + 1, words!["là", "đạt", "có", "khoảng", "ước"]);
    verb.is_some_and(|verb| verb <= at && at - verb < 40 && !text[verb..at].contains([',', ';', '(', '.', '\n']))
}

/// Whether a verb before a scope, with at most a few words between, says what came to be then.
fn of_event(text: &Tokens, scope: Span) -> bool {
    let mut last = text.last_token(scope.start() as usize);
    for _ in 0..7 {
        let Some(token) = last else { return false };
        if CUES.event.ending(text, token).is_some() {
            // sinh năm 1991, not học sinh năm 2022
            const BORN: &WordSet = words!["học", "thí", "sản", "vệ", "phát", "tuyển", "hộ", "an", "dân", "hy", "tái"];
            let compound = token.one_of(words!["sinh"]) && text.before(&token).is_some_and(|(t, _)| t.one_of(BORN));
            return !compound;
        }
        // số doanh nghiệp thành lập mới năm 2019: what is counted that year.
        if token.class != Class::Word || token.one_of(words!["mới"]) {
            return false;
        }
        last = text.before(&token).map(|(last, _)| last);
    }
    false
}

/// Whether a day is only that of an act whose matter holds the number: `Ngày 16/1, Tỉnh ủy ban hành Nghị quyết …`.
fn announced(text: &Tokens, scope: Span, at: usize) -> bool {
    let day = text[scope].bytes().filter(|b| matches!(b, b'/' | b'-' | b'.')).count() >= 2 || {
        let tail = text[scope].trim_start_matches(|c: char| !c.is_ascii_digit());
        tail.len() < scope.len() as usize && opens_with(&text[scope], "ngày")
    };
    if !day {
        return false;
    }
    let between = &text[scope.end() as usize..at];
    between.contains("ban hành") || between.contains(" ra quyết định số") || between.contains(" ra Quyết định số")
}

/// Whether a scope says how often: `mỗi năm`, `hằng tháng`.
fn is_rate(text: &Tokens, scope: Span) -> bool {
    ["mỗi", "hằng", "hàng"].iter().any(|word| opens_with(&text[scope], word))
}

/// Whether a scope stands behind a mark within its sentence: `…; mỗi năm thu 18 tấn; …`.
fn within(text: &Tokens, scope: Span) -> bool {
    text.last_token(scope.start() as usize).is_some_and(|t| t.one_of(words![",", ";", "("]))
}

/// Whether a claim stands in the clause that ends with a scope.
fn tells(text: &Tokens, scope: Span, told: &[Claim]) -> bool {
    let last = told.iter().rev().find(|c| c.core.end() <= scope.start());
    last.is_some_and(|c| !text[c.core.end() as usize..scope.start() as usize].contains(';'))
}

/// Whether a rate stands right before a number of its own, and a verb of change between that and the one at `at`.
fn spent(text: &Tokens, scope: Span, at: usize, told: &[Claim]) -> bool {
    const MOST: u32 = 16;
    let Some(own) = told.iter().rev().take(4).find(|c| (c.core.start()).saturating_sub(scope.end()) <= MOST) else {
        return false;
    };
    own.core.start() > scope.end()
        && text.within(Span::of(own.core.end() as usize, at)).iter().any(|t| t.one_of(words!["tăng", "giảm"]))
}

/// Whether a scope is but a number of years: `5 năm`.
fn is_length(scope: &str) -> bool {
    let digits = scope.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && matches!(scope[digits..].trim_start(), "năm" | "năm qua")
}

/// Whether words between a number and a scope govern another number with the scope.
fn told_anew(between: &str) -> bool {
    between.split(' ').any(|w| matches!(w, "nâng" | "đưa" | "đạt" | "là"))
}

/// Whether a scope goes on as the opening of another clause: `cả năm đạt 4.000 ha`.
fn opens_another(text: &Tokens, scope: Span) -> bool {
    let (next, _) = text.skip_space(scope.end() as usize);
    // từ 15 tỷ đồng năm 2005 tăng lên 250 tỷ đồng
    let onward = |end: usize| text.next_word(end, words!["lên", "xuống", "còn"]).is_some();
    if let Some(end) = text.word_at(next, words!["tăng", "giảm"]) {
        return !onward(end);
    }
    text.word_at(next, words!["đạt", "là", "có", "ước", "bằng", "chiếm", "được", "đã", "sẽ", "đang", "còn"]).is_some()
}

/// Whether a scope is what a change is measured from: `so với năm 2020`; or names a document or a price.
fn is_base(text: &Tokens, span: Span) -> bool {
    let at = span.start() as usize;
    if in_title(text, span) {
        return true;
    }
    let (before, _) = text.skip_space_back(at);
    // con số cao nhất từ trước tới nay: no time, but that it is the highest.
    if ["từ trước", "tới n", "đến n"].iter().any(|w| opens_with(&text[span], w)) {
        let word = text.token_before(before);
        let since = word.filter(|t| t.one_of(words!["trước"])).and_then(|t| text.before(&t)).map(|(t, _)| t);
        let head = since.filter(|t| t.one_of(words!["từ"])).and_then(|t| text.before(&t)).map(|(t, _)| t).or(word);
        return head.is_some_and(|t| t.one_of(words!["nhất"]));
    }
    // (cùng kỳ năm trước tăng 7,3%)
    let stands = |start: usize| {
        let head = text[..start].trim_end_matches([' ', '\t']);
        head.is_empty() || head.ends_with(['(', ';', '\n', '.'])
    };
    if opens_with(&text[span], "cùng k") {
        return !stands(at);
    }
    let Some((_, start)) = CUES.time_base.before(text, before) else { return compared(text, before) };
    // trung bình mỗi năm giảm 1,5%
    if one_of(&text[start..before], &["trung bình"]) && is_rate(text, span) {
        return false;
    }
    if opens_with(&text[start..before], "cùng k") {
        return !stands(start);
    }
    // Of plans only those that a share is of: `90% kế hoạch năm 2024`.
    let plan = one_of(&text[start..before], &["kế hoạch", "chỉ tiêu", "dự toán", "mục tiêu", "dân số"]);
    !plan || text[..start].trim_end().ends_with('%') || compared(text, text.skip_space_back(start).0)
}

/// Whether the words that end at `end` are still what `so với` compares with: `so với biên chế giao năm 2015`.
fn compared(text: &Tokens, end: usize) -> bool {
    let mut last = text.token_before(end);
    for _ in 0..7 {
        let Some(token) = last.filter(|t| t.class == Class::Word) else { return false };
        if token.one_of(words!["và", "tăng", "giảm", "đạt", "là", "còn"]) {
            return false;
        }
        // tăng 8% so tổng số đảng viên cuối năm 2010; not giá so sánh
        let next = || text.after(&token).is_some_and(|(t, _)| t.one_of(words!["sánh", "le"]));
        if token.one_of(words!["so"]) && !next() {
            return true;
        }
        last = text.before(&token).map(|(last, _)| last);
        if token.one_of(words!["với"]) && last.is_some_and(|t| t.one_of(words!["so"])) {
            return true;
        }
    }
    false
}

/// Whether straight quotation marks hold a scope and not the number at `at`: `mô hình "Mỗi ngày một việc tốt" có 350 hội viên`.
fn quoted(text: &Tokens, scope: Span, at: usize) -> bool {
    let mark = scope.start().checked_sub(1).map(|before| text.as_bytes()[before as usize]);
    mark.is_some_and(|mark| matches!(mark, b'"' | b'\'') && text.as_bytes()[scope.end() as usize..at].contains(&mark))
}

/// The signs between a scope that ends at `from` and `to`, if it reaches there: not out of its brackets.
fn visible<'t>(text: &Tokens<'t>, from: usize, to: usize) -> Option<&'t [Sign]> {
    if to < from || to - from > REACH as usize {
        return None;
    }
    let signs = text.signs(from, to);
    let (mut brackets, mut quotes) = (0i32, 0i32);
    for sign in signs {
        match sign.mark {
            b'(' => brackets += 1,
            b')' => brackets -= 1,
            // Bí thư 3 nhiệm kỳ, kể: “Cả thôn có 10 xe máy: of who speaks, not of what is said.
            b':' if speaks(&text[sign.at as usize + 1..to]) => return None,
            Sign::OPENING => quotes += 1,
            // "Nghĩa tình đồng đội”: opened by a straight mark.
            Sign::CLOSING if quotes == 0 && text[from..sign.at as usize].contains('"') => {}
            Sign::CLOSING => quotes -= 1,
            _ => continue,
        }
        if brackets < 0 || quotes < 0 {
            return None;
        }
    }
    Some(signs)
}

/// Whether what stands behind a colon opens a quotation that is still open at its end.
fn speaks(said: &str) -> bool {
    let said = said.trim_start_matches(' ');
    match said.chars().next() {
        Some('“') => !said.contains('”'),
        Some('"') => !said[1..].contains('"'),
        _ => false,
    }
}

/// Where sentences begin, for the reach of scopes: looked for back from each place that is asked about, up to the last.
struct Sentences<'t> {
    text: &'t Tokens<'t>,
    /// The place asked about last, and where its sentence begins.
    last: usize,
    start: usize,
}

impl<'t> Sentences<'t> {
    fn new(text: &'t Tokens<'t>) -> Sentences<'t> {
        Sentences { text, last: 0, start: 0 }
    }

    /// Where the sentence begins that holds `at`. Positions must not decrease from call to call.
    fn start(&mut self, at: usize) -> usize {
        let new = self.text.signs_before(at).iter().rev().take_while(|sign| sign.at as usize >= self.last);
        let start = new.filter_map(|sign| ending(self.text, *sign)).find(|end| *end <= at);
        (self.start, self.last) = (start.unwrap_or(self.start), at);
        self.start
    }
}

/// Whether a sentence begins between two places.
fn breaks(text: &Tokens, from: u32, to: u32) -> bool {
    text.signs(from as usize, to as usize).iter().any(|sign| ending(text, *sign).is_some())
}

/// Where the next sentence begins, if one ends at a sign.
fn ending(text: &Tokens, sign: Sign) -> Option<usize> {
    let at = sign.at as usize;
    match sign.mark {
        b'\n' => line_ends(text, at),
        b'.' | b'!' | b'?' => stops(text, at),
        Sign::ELLIPSIS => {
            let end = at + '…'.len_utf8();
            let next = text[end..].trim_start_matches([' ', '\t']).chars().next();
            next.is_some_and(char::is_uppercase).then_some(end)
        }
        _ => None,
    }
}

/// Where the next sentence begins, unless the line was broken in the middle: then it goes on in lower case.
fn line_ends(text: &Tokens, at: usize) -> Option<usize> {
    let next = at + 1 + text[at + 1..].bytes().take_while(|b| matches!(b, b' ' | b'\t' | b'\r')).count();
    let goes_on = text[next..].chars().next().is_some_and(char::is_lowercase)
        || text[..at].trim_end().ends_with(',')
        || (year_at(text, next).is_some()
            && !matches!(text[..at].trim_end().as_bytes().last(), Some(b'.' | b';' | b':')));
    (!goes_on).then_some(at + 1)
}

/// Where the next sentence begins, if the mark at `at` ends one.
fn stops(text: &Tokens, at: usize) -> Option<usize> {
    let rest = &text[at + 1..];
    let next = rest.chars().next();
    let spaced = next.is_none_or(char::is_whitespace);
    if spaced {
        let after = rest.trim_start_matches([' ', '\t', '\r']).chars().next();
        let opens = after.is_none_or(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ')' | '.'));
        return (opens && !abbreviation::closed_at(text, at)).then_some(at + 1);
    }
    // thi đua.Nhân dịp này, người.“So với: the space is lost.
    let next = match next {
        Some('“' | '"') => rest.chars().nth(1),
        next => next,
    };
    let word = || text.token_before(at).is_some_and(|t| t.case == Case::Lower && t.span.len() > 3);
    let dots = text[..at].ends_with(['.', '…']);
    (next.is_some_and(char::is_uppercase) && (dots || word())).then_some(at + 1)
}

/// Whether a year or term belongs to a document's or programme's name: `theo Chương trình … năm 2018`.
fn in_title(text: &Tokens, scope: Span) -> bool {
    let words = &text[scope];
    let term = ["nhiệm kỳ", "nhiệm kì", "khóa"].iter().any(|w| opens_with(words, w));
    if !term && !["năm", "giai đoạn", "thời kỳ"].iter().any(|w| opens_with(words, w)) {
        return false;
    }
    let pos = text.skip_space_back(scope.start() as usize).0;
    if term {
        // Ban Chấp hành khóa XIV, nhiệm kỳ 2020-2025; Bí thư Đảng ủy xã nhiệm kỳ 2020-2025: a body's term.
        let body = text[..pos].trim_end_matches([',', '(', ' ']);
        let joined = body.len() < pos;
        let token = text.token_before(body.len());
        let roman = token.is_some_and(|t| roman::value(&text[t.span]).is_some());
        const OWN: &WordSet = words!["quả", "cả", "suốt", "qua", "đầu", "cuối", "giữa", "của"];
        let free = token.is_none_or(|t| t.class != Class::Word || t.one_of(OWN));
        if roman || (!joined && !free && !text[pos..scope.start() as usize].contains('\n')) {
            return true;
        }
    }
    let mut last = text.token_before(pos);
    for _ in 0..14 {
        let Some(token) = last else { return false };
        let before = text.before(&token);
        match token.class {
            Class::Word if token.case != Case::Lower && CUES.title_head.starting(text, token).is_some() => {
                // At the head of a sentence the capital says nothing.
                let head = text[..token.span.start() as usize].trim_end();
                return !(head.is_empty() || head.ends_with(['.', ';', ':', '-', '–', '•', '+', '*']));
            }
            // ban hành chuẩn nghèo đa chiều giai đoạn 2016-2020
            Class::Word
                if token.one_of(words!["hành", "duyệt"])
                    && before.is_some_and(|(verb, _)| verb.one_of(words!["ban", "phê"])) =>
            {
                return true;
            }
            Class::Word if token.one_of(words!["đạt", "là", "có", "tăng", "giảm", "được", "đã"]) => {
                return false;
            }
            Class::Digits => return false,
            // Luật Hòa giải ở cơ sở (HGOCS) năm 2013
            Class::Mark if token.one_of(words![")"]) => {
                let short = before.map(|(word, _)| word).filter(|word| word.case == Case::Upper);
                let open = short.and_then(|word| text.before(&word)).filter(|(mark, _)| mark.one_of(words!["("]));
                let Some((open, _)) = open else { return false };
                last = text.before(&open).map(|(word, _)| word);
                continue;
            }
            Class::Mark if !token.one_of(words!["-", "/"]) => return false,
            _ => {}
        }
        last = before.filter(|_| !wraps(text, before, token)).map(|(word, _)| word);
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::Miner;

    /// Cases cannot say this: their claims stand in brackets.
    #[test]
    fn a_notes_sign_does_not_part_a_number_from_its_time() {
        let mut miner = Miner::new();
        let mined = miner.mine("Quý I tăng 6,5%, thấp hơn mức tăng 7,5%[1] của quý II");
        let text = mined.text.as_str();
        let periods: Vec<_> = mined.claims.iter().map(|c| c.period.map(|span| &text[span])).collect();
        assert_eq!(periods, [Some("Quý I"), Some("quý II")]);
    }
}
