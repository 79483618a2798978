//! The counted noun: what follows the number and says what there are so many of.

use crate::Span;
use crate::registry::cue::{CUES, Class as Noun};
use crate::roman;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// What is counted, after a number that ends at `end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    pub(super) span: Span,
    /// The row's class; none for a word that no row has.
    pub(super) class: Option<Noun>,
}

/// Reads the counted noun after a count. Any word that opens a noun phrase will do.
pub(super) fn counted_at(text: &Tokens, end: usize) -> Option<Counted> {
    let (at, spaced) = super::near(text, end)?;
    let token = text.token_at(at)?;
    // 12 <tab> Huyện Văn Lâm: another cell.
    if text.as_bytes()[end] == b'\t' {
        return None;
    }
    if token.class != Class::Word || (!spaced && token.span.len() < 2) {
        return quoted(text, at);
    }
    if token.case != Case::Lower && prize(text, token) {
        return Some(Counted { span: token.span, class: Some(Noun::Other) });
    }
    let row = listed(text, token);
    let stop = CUES.stop.starting(text, token).map(|(_, end)| end);
    if let Some((class, noun_end)) = row.filter(|(_, e)| stop.is_none_or(|s| *e >= s)) {
        let end = widened(text, at, extend(text, noun_end, Some(class)));
        return Some(Counted { span: Span::of(at, whole(text, end)), class: Some(class) });
    }
    if let Some(stop) = stop {
        return if grades(text, token, stop) {
            Some(Counted { span: Span::of(at, stop), class: Some(Noun::Other) })
        } else {
            None
        };
    }
    if CUES.bound_before.starting(text, token).is_some() {
        return None;
    }
    let measured = CUES.measured.starting(text, token);
    // giảm 107 số đối tượng, 3% số hộ nghèo
    if token.one_of(words!["số"]) {
        let noun = text.next_token(token.span.end() as usize).and_then(|noun| listed(text, noun));
        let longer = noun.is_some_and(|(_, end)| measured.is_none_or(|(_, stop)| stop < end));
        let inner = counted_at(text, token.span.end() as usize).filter(|inner| longer && inner.class.is_some());
        if let Some(inner) = inner {
            return Some(Counted { span: token.span.cover(inner.span), class: inner.class });
        }
    }
    if let Some((_, noun_end)) = measured {
        return Some(Counted { span: Span::of(at, extend(text, noun_end, None)), class: None });
    }
    // 2⏎download: what stands under a number alone on its line is no row's noun.
    if broken(text, end, at) && text[..end].rsplit('\n').next().is_some_and(opens_with_digit) {
        return None;
    }
    // A word that no row has: the head and one more, where it can belong to it.
    let foreign = token.case == Case::Title && !text[token.span].is_ascii();
    let mut noun_end = token.span.end() as usize;
    if let Some(second) = joined(text, noun_end, token.case == Case::Title) {
        noun_end = second;
    } else if foreign {
        return None;
    }
    Some(Counted { span: Span::of(at, whole(text, noun_end)), class: None })
}

/// `1 Nhất, 8 Ba và 7 KK`: a prize by its rank alone, in a row of them.
fn prize(text: &Tokens, word: Token) -> bool {
    let rank = word.one_of(words!["nhất", "nhì", "ba", "kk"]);
    rank && text.after(&word).is_none_or(|(t, _)| t.one_of(words![",", ";", ".", ")", "và", "+"]))
}

/// `34 giỏi, 81 khá, 11 trung bình`: who has a grade, by the grade alone, in a row of them.
fn grades(text: &Tokens, word: Token, end: usize) -> bool {
    word.one_of(words!["khá", "trung"]) && matches!(text.as_bytes().get(end), Some(b',' | b';' | b'.' | b')'))
}

/// Where a noun ends with what its last word cannot do without: `bánh hê-rô-in`, `xã khu vực III`, `xã loại 1`.
fn whole(text: &Tokens, end: usize) -> usize {
    const GRADES: &WordSet = words!["vực", "vùng", "loại", "hạng", "nhóm", "tuyến", "bậc", "kỳ"];
    let end = hyphened(text, end);
    if !text.last_token(end).is_some_and(|t| t.one_of(GRADES)) {
        return end;
    }
    let (at, spaced) = text.skip_space(end);
    let grade = text.token_at(at).filter(|t| spaced && !broken(text, end, at) && names_grade(text, *t));
    grade.map_or(end, |t| t.span.end() as usize)
}

/// Whether a word names one of a few grades: `III`, `B`, `1`; not `1,5 lít`, `5 người`, numbers of their own.
fn names_grade(text: &Tokens, word: Token) -> bool {
    let (name, behind) = (&text[word.span], text.as_bytes().get(word.span.end() as usize..).unwrap_or_default());
    match word.class {
        Class::Word => roman::value(name).is_some() || name.len() == 1 && word.case != Case::Lower,
        Class::Digits => {
            let closes = matches!(behind.first(), None | Some(b'\n' | b',' | b'.' | b';' | b')'));
            name.len() == 1 && closes && !behind.get(1).is_some_and(u8::is_ascii_digit)
        }
        Class::Mark => false,
    }
}

/// Where the syllables end that hyphens join to a noun's.
fn hyphened(text: &Tokens, mut end: usize) -> usize {
    while text.as_bytes().get(end) == Some(&b'-') {
        let Some(next) = text.token_at(end + 1).filter(|t| t.class == Class::Word && t.case == Case::Lower) else {
            break;
        };
        end = next.span.end() as usize;
    }
    end
}

/// The noun that a token opens, of those that a row has. What is a verb of value too is that before another number:
/// `11.700 ha bằng 65% kế hoạch`.
fn listed(text: &Tokens, first: Token) -> Option<(Noun, usize)> {
    let (class, end) = CUES.counted.starting(text, first)?;
    // 9 triệu lượt ⏎ Hộ nghèo: another line's.
    let start = first.span.start() as usize;
    let line = text[start..end].find('\n').map(|line| start + line);
    let ended = line.filter(|line| text[*line..end].trim_start().starts_with(char::is_uppercase));
    let end = ended.map_or(end, |line| text[..line].trim_end().len());
    let verb = || CUES.value.starting(text, first).is_some_and(|(verb, stop)| verb == Some(true) && stop == end);
    let number = text.next_token(end).is_some_and(|t| t.class == Class::Digits);
    (!number || !verb()).then_some((class, end))
}

/// The noun after a measure or a percentage: only nouns that a row has.
pub(super) fn measured_at(text: &Tokens, end: usize) -> Option<Span> {
    let (at, spaced) = super::near(text, end)?;
    // đạt 45%KH
    if !spaced && !text[..end].ends_with('%') {
        return None;
    }
    // A cell of its own over a line: 2 - 3 triệu đồng
    if broken(text, end, at) && text[..end].rsplit('\n').next().is_some_and(opens_with_digit) {
        return None;
    }
    // `100% các xã`, `35% số hộ`: the quantifier is skipped.
    let mut token = text.token_at(at)?;
    if token.one_of(words!["các", "những"]) {
        token = text.next_token(token.span.end() as usize)?;
    }
    // Diện tích: 9,5 nghìn km2 Đơn vị hành chính: 45: a label, in a row of them.
    if token.case == Case::Title && !text[..end].ends_with('%') && labels(text, token) {
        return None;
    }
    // thực hiện 100% bằng hình thức trực tuyến: by which.
    if token.one_of(words!["bằng"]) && text[..end].ends_with('%') {
        return None;
    }
    // 40 ha vụ hè thu, 12 ha ứng dụng công nghệ cao: when, how.
    if token.one_of(words!["vụ", "ứng"]) && !text[..end].ends_with('%') {
        return None;
    }
    let at = token.span.start() as usize;
    if token.one_of(words!["số", "tổng"]) {
        // tăng 0,51% Tổng cục Thống kê cho biết: a name begins.
        if token.case == Case::Title && text.after(&token).is_some_and(|(t, _)| t.one_of(words!["cục", "công", "giám"]))
        {
            return None;
        }
        return share_at(text, end).filter(|span| span.start() as usize == at);
    }
    let noun = listed(text, token).map(|(_, e)| e).max(CUES.measured.starting(text, token).map(|(_, e)| e));
    let row = noun.unwrap_or(0);
    if row == 0 || CUES.stop.starting(text, token).is_some_and(|(_, stop)| stop > row) {
        return None;
    }
    // trồng 3 ha sản lượng đạt 6 tấn; 220 ha Thị trấn là: another clause begins.
    let next = text.skip_space(row).0;
    let governed =
        || matches!(CUES.value.at(text, next), Some((Some(true), _))) || text.word_at(next, words!["ước"]).is_some();
    let place = || token.case == Case::Title && matches!(CUES.counted.starting(text, token), Some((Noun::Place, _)));
    let measure = || CUES.measured.starting(text, token).is_some_and(|(_, stop)| stop == row);
    if !text[..end].ends_with('%') && (place() || measure() && governed()) {
        return None;
    }
    Some(Span::of(at, widened(text, at, extend(text, row, None))))
}

/// Whether the words that a token opens end in a colon: `Đơn vị hành chính :`, `GRDP 2024:`.
fn labels(text: &Tokens, first: Token) -> bool {
    let mut last = first;
    for _ in 0..6 {
        let Some((next, _)) = text.after(&last) else { return false };
        if next.class == Class::Mark {
            return next.one_of(words![":"]);
        }
        last = next;
    }
    false
}

/// A noun of one word with the next words, where they can belong to it: `gốc mít`, `ca nhập cảnh`.
fn widened(text: &Tokens, at: usize, end: usize) -> usize {
    let one = text.token_at(at).is_some_and(|t| t.span.end() as usize == end);
    if !one {
        return end;
    }
    let next = text.skip_space(end).0;
    let other = |next| {
        text.token_at(next)
            .is_some_and(|t| CUES.bound_before.starting(text, t).is_some() || CUES.change.starting(text, t).is_some())
    };
    if other(next) || super::unit::unit_at(text, end).is_some() {
        return end;
    }
    // Most words have two syllables: cuộc đột xuất, chiếc áo khoác; not vụ TNGT.
    let Some(first) = joined(text, end, false) else { return end };
    let more = text.skip_space(first).0;
    // đội hình thanh niên, điểm đen rác thải: not the half of a noun.
    let opens_noun = |at: usize| {
        let longer = |t: Token| {
            let end = |found: Option<usize>| found.unwrap_or(0);
            let noun = end(CUES.counted.starting(text, t).map(|(_, end)| end));
            noun.max(end(CUES.measured.starting(text, t).map(|(_, end)| end))) > t.span.end() as usize
        };
        text.token_at(at).is_some_and(longer)
    };
    if other(more) || opens_noun(more) || text.token_at(next).is_some_and(|t| t.case == Case::Upper && t.span.len() > 2)
    {
        return first;
    }
    joined(text, first, false).unwrap_or(first)
}

/// `4 “không”`, `3 “Mái ấm công đoàn”`: a word in quotation marks, or the few that they hold.
fn quoted(text: &Tokens, at: usize) -> Option<Counted> {
    const MOST: usize = 40;
    let c = text[at..].chars().next().filter(|c| matches!(c, '“' | '"' | '‘'))?;
    let word = text.token_at(at + c.len_utf8()).filter(|t| t.class == Class::Word)?;
    let rest = &text.as_bytes()[word.span.start() as usize..];
    let close = rest.iter().take(MOST).position(|byte| matches!(byte, b'"' | b',' | b'\n' | b'.' | 0xE2));
    let end = close.filter(|close| matches!(rest[*close], b'"' | 0xE2)).map(|close| word.span.start() as usize + close);
    Some(Counted { span: end.map_or(word.span, |end| Span::of(word.span.start() as usize, end)), class: None })
}

/// The end of a second word of the noun after `end`.
fn joined(text: &Tokens, end: usize, title: bool) -> Option<usize> {
    let (at, spaced) = text.skip_space(end);
    let token = text.token_at(at).filter(|t| spaced && t.class == Class::Word)?;
    // 2 người x 3 ngày: times; 458 người số đại biểu: another count.
    if token.one_of(words!["x", "số"]) {
        return None;
    }
    let fits = token.case == Case::Lower || token.case == Case::Upper || (title && token.case == Case::Title);
    // 100 chiếc máy năm 2006
    let year = |t: Token| t.class == Class::Digits;
    if token.one_of(words!["năm", "tháng", "quý", "ngày"]) && text.after(&token).is_some_and(|(t, _)| year(t)) {
        return None;
    }
    // 22 vụ liên quan đến xe khách
    let opens = || CUES.open.starting(text, token).is_some_and(|(_, open)| text[at..open].matches(' ').count() > 1);
    if !fits || broken(text, end, at) || CUES.stop.starting(text, token).is_some() || opens() {
        return None;
    }
    Some(abroad(text, token).unwrap_or(token.span.end() as usize))
}

/// `12 sinh viên nước ngoài`: where the two words end that are none of `nước` and a place.
fn abroad(text: &Tokens, first: Token) -> Option<usize> {
    let country = first.one_of(words!["nước"]);
    country.then(|| text.next_word(first.span.end() as usize, words!["ngoài"])).flatten()
}

/// Whether nothing but a number, its unit and marks can stand in a line: its head is a digit.
fn opens_with_digit(line: &str) -> bool {
    const MOST: usize = 40;
    line.len() <= MOST && line.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a line break lies between.
fn broken(text: &Tokens, from: usize, to: usize) -> bool {
    text.as_bytes()[from..to].contains(&b'\n')
}

/// Further nouns of the phrase: `cuộc` + `kiểm tra` is not one, `hộ` + `gia đình` is; `xã, thị trấn`.
fn extend(text: &Tokens, mut end: usize, class: Option<Noun>) -> usize {
    for _ in 0..3 {
        let (at, spaced) = text.skip_space(end);
        if !spaced || broken(text, end, at) {
            break;
        }
        let Some(token) = text.token_at(at) else { break };
        let Some((_, next)) = CUES.counted.starting(text, token) else { break };
        // 1 địa phương giải ngân: a verb that begins like a noun.
        if CUES.stop.starting(text, token).is_some_and(|(_, stop)| stop >= next)
            || CUES.open.starting(text, token).is_some_and(|(_, open)| open > next)
        {
            break;
        }
        // 2 kỹ sư người Pháp, 30 sinh viên trường Sư phạm: of whom.
        let name = |(t, _): (Token, bool)| t.class == Class::Word && t.case != Case::Lower;
        if token.one_of(words!["người", "trường", "khóa"]) && text.after(&token).is_some_and(name) {
            break;
        }
        // 17 vụ vi phạm Luật Lâm nghiệp: a document's name begins.
        if token.case == Case::Title && token.one_of(words!["luật"]) {
            break;
        }
        // 32 tổ tự quản đường biên, 20 cuộc kiểm tra việc thực hiện: the half of another noun.
        if halved(text, token, next) {
            break;
        }
        end = abroad(text, token).unwrap_or(next);
    }
    for _ in 0..4 {
        if text.as_bytes().get(end) != Some(&b',') {
            break;
        }
        let (at, spaced) = text.skip_space(end + 1);
        if !spaced || broken(text, end, at) {
            break;
        }
        let Some((other, next)) = CUES.counted.at(text, at) else { break };
        // 30 nội dung, đại biểu đã …: who acts; 40 hộ, cá nhân
        let alike = |class| (class == Noun::Person) == (other == Noun::Person);
        if !class.is_none_or(alike) && text.word_at(at, words!["cá"]).is_none() {
            break;
        }
        // 15 đồng chí, ông Nam tái cử; 580 việc, Cục rút lên: a name begins, a body acts.
        let named = text.next_token(next).is_some_and(|t| t.case == Case::Title)
            || text.token_at(at).is_some_and(|t| t.case == Case::Title);
        // 5,6 triệu lượt khách, khách nội địa đạt 64 triệu: the same noun begins another clause.
        let again = text[..end].ends_with(&text[at..next]);
        // 12 ủy viên, hình thức kỷ luật; 90 lượt, khách nội địa đạt: another clause.
        // 8 cá nhân, kiến nghị kiểm điểm 17 tập thể: a verb.
        // 5 tổ chức chính trị, xã hội
        let apart = text.word_at(at, words!["xã"]).is_some_and(|end| text.next_word(end, words!["hội"]).is_some())
            || other == Noun::Criterion && class != Some(other)
            || text[..end].ends_with("lượt")
            || text[..end].ends_with("trường hợp")
            || text.word_at(at, words!["kiến"]).is_some() && class != Some(other);
        if CUES.stop.at(text, at).is_some() || counts_soon(text, next) || named || again || apart {
            break;
        }
        end = next;
    }
    // 24 quận/huyện
    if text.as_bytes().get(end) == Some(&b'/') && class == Some(Noun::Place) {
        let other = CUES.counted.at(text, end + 1).filter(|(other, _)| *other == Noun::Place);
        return other.map_or(end, |(_, next)| next);
    }
    end
}

/// Whether a noun of one syllable goes on in a word that nothing else begins with.
fn halved(text: &Tokens, noun: Token, end: usize) -> bool {
    const HALVES: &WordSet = words!["đường", "đoàn", "việc", "đội", "tổ", "trường", "nhà", "con", "cây", "bóng", "cầu"];
    let next = || text.after(&noun).filter(|(t, spaced)| *spaced && t.class == Class::Word && t.case == Case::Lower);
    let known = |t: Token| {
        CUES.stop.starting(text, t).is_some()
            || CUES.open.starting(text, t).is_some()
            || CUES.counted.starting(text, t).is_some()
            || CUES.change.starting(text, t).is_some()
    };
    noun.span.end() as usize == end && noun.one_of(HALVES) && next().is_some_and(|(t, _)| !known(t))
}

/// Whether a number comes before the phrase ends: `24 nghìn con, đàn gia cầm hơn 340 nghìn con` has two phrases.
fn counts_soon(text: &Tokens, end: usize) -> bool {
    let mut pos = end;
    for _ in 0..5 {
        let (at, _) = text.skip_space(pos);
        match text.token_at(at) {
            Some(t) if t.class == Class::Digits => return true,
            Some(t) if t.class == Class::Word => pos = t.span.end() as usize,
            _ => return false,
        }
        if CUES.stop.at(text, at).is_some() && CUES.bound_before.at(text, at).is_none() {
            return false;
        }
    }
    false
}

/// What a fraction is a share of: `1/3 số sở`, `hai phần ba tổng số đại biểu`, `một nửa thời gian`, `12/18 xã`.
pub(super) fn share_at(text: &Tokens, end: usize) -> Option<Span> {
    let found = counted_at(text, end)?;
    let words = &text[found.span];
    // số, tổng and tổng số hold the noun that follows.
    if words.eq_ignore_ascii_case("số") || words.ends_with("tổng số") || words == "trong số" {
        let inner = counted_at(text, found.span.end() as usize)?;
        return Some(found.span.cover(inner.span));
    }
    if words == "tổng" {
        let end = found.span.end() as usize;
        let inner = counted_at(text, end).map(|inner| inner.span);
        let base = || {
            let at = text.skip_space(end).0;
            CUES.measured.at(text, at).map(|((), stop)| Span::of(at, stop))
        };
        return Some(inner.or_else(base).map_or(found.span, |inner| found.span.cover(inner)));
    }
    Some(found.span)
}

/// What a label counts: `Tổng số học sinh: 350`, `số hộ cận nghèo: 85`; not `Số nhà: 12`.
pub(super) fn tallied(text: &Tokens, at: usize) -> Option<Span> {
    let (end, _) = text.skip_space_back(at);
    let label = text[..end].strip_suffix(':')?.len();
    let mut token = text.token_before(label)?;
    for _ in 0..16 {
        // Số người mắc trên 100.000 dân (người): 4,1
        if token.class == Class::Mark && !token.one_of(words![",", ".", "(", ")", "/"]) {
            return None;
        }
        let last = text.before(&token).map(|(last, _)| last);
        if token.one_of(words!["số"]) {
            let total = last.is_some_and(|t| t.one_of(words!["tổng"]));
            if !total && last.is_some_and(|t| t.class == Class::Word && !breaks_line(text, t, token)) {
                return None;
            }
            let noun = text.skip_space(token.span.end() as usize).0;
            let (class, stop) = CUES.counted.at(text, noun).filter(|(_, stop)| *stop <= label)?;
            let counts = total || !matches!(class, Noun::Numbered | Noun::Place);
            return counts.then(|| Span::of(noun, stop));
        }
        token = last.filter(|last| !breaks_line(text, *last, token))?;
    }
    None
}

/// What a label inside a sentence opens with: `trong đó, học sinh nữ: 350, học sinh khuyết tật: 12`; not `Điện thoại: 350`.
pub(super) fn labelled(text: &Tokens, at: usize) -> Option<Span> {
    let (end, _) = text.skip_space_back(at);
    let label = text[..end].strip_suffix(':')?.len();
    let mut first = text.token_before(label)?;
    for _ in 0..12 {
        let (last, spaced) = text.before(&first)?;
        if first.class != Class::Word || first.one_of(words!["là", "sau"]) || breaks_line(text, last, first) {
            return None;
        }
        if last.one_of(words![",", ";"]) && spaced {
            let (class, stop) = CUES.counted.starting(text, first).filter(|(_, stop)| *stop <= label)?;
            let counts = !matches!(class, Noun::Numbered | Noun::Place);
            return counts.then(|| Span::of(first.span.start() as usize, stop));
        }
        first = last;
    }
    None
}

/// Whether a line break lies between two tokens.
fn breaks_line(text: &Tokens, from: Token, to: Token) -> bool {
    broken(text, from.span.end() as usize, to.span.start() as usize)
}
