//! The words of a phrase: where it begins and ends between two positions.

use super::Around;
use crate::Span;
use crate::claim::Claim;
use crate::claim::around::REACH;
use crate::claim::clause::compared;
use crate::registry::cue::CUES;
use crate::registry::unit::Kind;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Token, Words};
use crate::text::tokens::Tokens;

/// The phrase between `start` and `stop`, where a verb follows if `verb` says so, without another measure and what it
/// is said of: `lỗ ròng 4,8 tỷ đồng và 6 tháng đầu năm là`, `thời gian từ 4 giờ xuống`.
pub(super) fn measured(around: Around, start: usize, stop: usize, verb: bool) -> Span {
    let Around { text, told, .. } = around;
    let measure = |c: &&Claim| c.unit.is_some_and(|unit| !unit.base.row().share);
    let within = |c: &&Claim| c.core.start() as usize >= start && c.core.end() as usize <= stop;
    let Some(claim) = told.last().filter(within).filter(measure) else { return trimmed(around, start, stop) };
    let last = claim.core;
    let none = Span::of(stop, stop);
    // Thời gian hỏi cung người dưới 18 tuổi không quá 2 giờ: whose it is.
    let age = claim.unit.is_some_and(|unit| unit.base.row().kind == Kind::Age);
    let end = last.end() as usize;
    let lead = text.last_token(last.start() as usize);
    if text.skip_space(end).0 == stop {
        // 55 tuổi 4 tháng
        if stop == around.at && !(age && around.share) {
            return none;
        }
        let from = lead.filter(|t| t.one_of(words!["từ"]));
        return trimmed(around, start, from.map_or(stop, |t| t.span.start() as usize));
    }
    // số ca tăng trở lại sau 5 ngày ghi nhận 40 ca: no phrase.
    if lead.is_some_and(|t| t.one_of(words!["sau"])) {
        return none;
    }
    // mức 70 USD hồi tháng 8 khi bão đổ bộ xuống
    if text.next_word(end, words!["hồi"]).is_some() {
        return trimmed(around, start, last.start() as usize);
    }
    let Some(joined) = text.next_word(end, words!["và", "nhưng", "song"]) else {
        return if verb || age { trimmed(around, start, stop) } else { none };
    };
    let own = trimmed(around, text.skip_space(joined).0.min(stop), stop);
    if own.is_empty() { trimmed(around, start, last.start() as usize) } else { own }
}

/// `mức giảm cao nhất là Bến Tre giảm 60,1%`: whom the verb names before what it says of them.
pub(super) fn named(text: &Tokens, phrase: Span) -> Span {
    const PLACES: &WordSet = words!["tỉnh", "thành", "huyện", "quận", "xã", "phường", "thị"];
    let words = text.within(phrase);
    let place =
        |pair: &&[Token]| pair[0].one_of(words!["là"]) && (pair[1].case == Case::Title || pair[1].one_of(PLACES));
    words.windows(2).find(place).map_or(phrase, |pair| Span::new(pair[1].span.start(), phrase.end()))
}

/// A phrase without the connectives and time scopes at its ends; empty where nothing that names a measure is left.
pub(super) fn trimmed(around: Around, start: usize, stop: usize) -> Span {
    let text = around.text;
    let (mut start, mut stop) = (start, text.skip_space_back(stop).0);
    // Tổng thu so với năm trước tăng 12%
    let words = text.within(Span::of(start.min(stop), stop));
    if let Some(so) = words.iter().find(|t| t.one_of(words!["so"]) && compared(text, t.span.start() as usize).is_some())
    {
        stop = text.skip_space_back(so.span.start() as usize).0;
    }
    while start < stop {
        if let Some(later) = past_lead(around, start, stop) {
            start = text.skip_space(later).0;
        } else if let Some(earlier) = before_tail(around, start, stop) {
            stop = text.skip_space_back(earlier).0;
        } else {
            let phrase = Span::of(start, stop);
            let last = text.token_before(stop);
            let of = |t: Token| t.one_of(words!["của", "tại", "ở", "cho", "trong", "từ"]) && !dwelling(text, t);
            // Thời gian qua, huyện đã vận động: the time was the head.
            let open = last.is_some_and(|t| ends_open(text, t) || of(t)) || text[phrase].starts_with(',');
            return if open || CUES.manner.is(text, phrase) { Span::of(stop, stop) } else { phrase };
        }
    }
    Span::of(stop, stop)
}

/// The last time scopes that reach beyond a position.
fn near(around: Around<'_>, start: usize) -> impl Iterator<Item = &'_ Span> {
    around.scopes.iter().rev().take(4).take_while(move |scope| scope.end() as usize > start)
}

/// Where what opens a clause ends, if it stands at a phrase's head and is no part of it: a mark, a connective, a time scope.
fn past_lead(around: Around, start: usize, stop: usize) -> Option<usize> {
    let phrase = &around.text[start..stop];
    // - Kinh doanh dịch vụ tăng 10%; Còn huy động vốn tăng 10%
    let mark = phrase.strip_prefix(['-', '+', '*', '•']);
    let rest = mark.or_else(|| phrase.strip_prefix("Còn ")).or_else(|| phrase.strip_prefix("Về "));
    let lead = || CUES.lead.at(around.text, start).map(|(_, end)| end).filter(|end| *end <= stop);
    let opens = |scope: &&Span| scope.start() as usize <= start;
    let scope = || near(around, start).find(opens).map(|scope| scope.end() as usize);
    rest.map(|rest| stop - rest.len()).or_else(lead).or_else(scope)
}

/// Where what closes a phrase begins, if it is no part of it: a time scope with the verb before it, a connective.
fn before_tail(around: Around, start: usize, stop: usize) -> Option<usize> {
    let text = around.text;
    // tỷ lệ của toàn tỉnh năm nay đạt: the verb's adverb is the time's.
    let across = |scope: &&Span| (scope.start() as usize) < stop && stop < scope.end() as usize;
    if let Some(scope) = near(around, start).find(across) {
        return Some(scope.start() as usize);
    }
    let blank = |from: usize| text.get(from..stop).is_some_and(|gap| gap.trim().is_empty());
    let closes = |scope: &&Span| scope.start() as usize >= start && blank(scope.end() as usize);
    if let Some(scope) = near(around, start).find(closes) {
        let end = text.skip_space_back(scope.start() as usize).0;
        // tỷ lệ hộ nghèo giảm hằng năm 0,5%; thu ngân sách ước thực hiện tháng 10
        const VERBS: &WordSet = words!["tăng", "giảm", "đạt", "là", "còn", "ước", "dự"];
        let last = text.token_before(end).filter(|t| !t.one_of(words!["trưởng"]));
        let cue = last.and_then(|t| CUES.value.ending(text, t));
        let verb = cue.filter(|(verb, from)| *verb == Some(true) && text.word_at(*from, VERBS).is_some());
        return Some(verb.map(|(_, from)| from).filter(|from| *from > start).unwrap_or(end));
    }
    // thuế tiêu thụ đặc biệt, nhìn từ bên ngoài: the end of a noun.
    let last = text.token_before(stop).filter(|t| t.case != Case::Title && !t.one_of(words!["biệt", "ngoài"]))?;
    CUES.lead.ending(text, last).map(|(_, from)| from).filter(|from| *from >= start)
}

/// Whether a word leaves a phrase open that ends with it: `thời hạn hoặc`, `phục hồi sau`, `toàn bộ`.
pub(super) fn ends_open(text: &Tokens, word: Token) -> bool {
    let after = |set: &WordSet| text.before(&word).is_some_and(|(t, _)| t.one_of(set));
    word.one_of(words!["hoặc", "sau", "khi", "đối", "nhưng", "mà", "bởi", "chưa", "để", "nhằm", "thấy", "rằng", "-"])
        || word.one_of(words!["tiêu"]) && after(words!["mục"])
        || word.one_of(words!["vào", "về"]) && !after(words!["mua", "bán", "đầu", "thu", "mang", "đem"])
        || word.one_of(words!["cả"]) && !after(words!["giá"])
        || word.one_of(words!["bộ"]) && after(words!["toàn"])
}

/// `đất ở`, `nhà ở`, `bên trong`: where ở and trong are no prepositions.
fn dwelling(text: &Tokens, word: Token) -> bool {
    word.one_of(words!["ở", "trong"]) && text.before(&word).is_some_and(|(t, _)| t.one_of(words!["đất", "nhà", "bên"]))
}

/// Whether a phrase is who acts, not what is measured: `nhân dân đã hiến`.
pub(super) fn acts(text: &Tokens, phrase: Span) -> bool {
    const ACTS: &WordSet = words!["đã", "đang", "sẽ", "hiến", "góp", "hỗ", "trồng", "xây", "cấp", "giao"];
    let words = text.within(phrase);
    words.len() >= REACH || words.iter().any(|word| word.one_of(ACTS))
}
