//! How a quantity is bound: the hedges before it, and what follows it.

use super::clause::compared;
use crate::Span;
use crate::claim::{Bound, one_of};
use crate::registry::cue::CUES;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// How a quantity is bound, the words that do it, and where the words before the quantity begin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounded {
    pub(super) bound: Bound,
    pub(super) text: Option<Span>,
    /// Where the hedge, or a bare từ, begins; else where the quantity does.
    pub(super) start: usize,
    /// Whether a bare từ leads.
    pub(super) from: bool,
}

impl Bounded {
    fn exact(start: usize) -> Bounded {
        Bounded { bound: Bound::Exact, text: None, start, from: false }
    }

    fn by(bound: Bound, words: Span, start: usize) -> Bounded {
        Bounded { bound, text: Some(words), start, from: false }
    }
}

/// Reads the hedges around a quantity. `range` says that it has two ends already; `percent`, that its unit is `%`.
pub(super) fn bound(text: &Tokens, core: Span, noun_end: usize, range: bool, percent: bool) -> Bounded {
    let (at, core_end) = (core.start() as usize, core.end() as usize);
    let (before, spaced) = text.skip_space_back(at);
    let last = text.token_before(before);
    // 35% trở lên, 10 người trở xuống
    let after = |end: usize| {
        let (next, _) = text.skip_space(end);
        let found = CUES.bound_after.at(text, next).map(|(hedge, stop)| (hedge, Span::of(next, stop)));
        // 950 bác sĩ đại học trở lên: how learned.
        let degree =
            || end != core_end && text.token_before(end).is_some_and(|t| t.one_of(words!["học", "đẳng", "cấp"]));
        found.filter(|(hedge, words)| (*hedge != Bound::AtMost || !goes_back(text, *words)) && !degree())
    };
    if let Some((hedge, words)) = after(core_end).or_else(|| if noun_end == core_end { None } else { after(noun_end) })
    {
        let from = last.filter(|t| t.one_of(words!["từ"]));
        return Bounded::by(hedge, words, from.map_or(at, |t| t.span.start() as usize));
    }
    if !spaced && before > 0 && !text[..before].ends_with(['(', '"', '“', '>', '<', '≥', '≤']) {
        return Bounded::exact(at);
    }
    let Some(last) = last else { return Bounded::exact(at) };
    if let Some((hedge, start)) = CUES.bound_before.ending(text, last) {
        // người từ đủ 13 đến dưới 16 tuổi: the range says so.
        if range && hedge == Bound::AtLeast && text.word_at(start, words!["từ"]).is_some() {
            return Bounded { from: true, ..Bounded::exact(start) };
        }
        // -> 30 hộ: an arrow.
        if text[..start].ends_with(['-', '=', '<', '>']) {
            return Bounded::exact(at);
        }
        // đạt trên 98%: the verb is no part of the hedge.
        let own = text.word_at(start, words!["đạt"]).map_or(start, |end| text.skip_space(end).0);
        let bounded = hedged(text, hedge, Span::of(start, before), core, noun_end, percent);
        return Bounded { start: bounded.start.max(own), ..bounded };
    }
    if last.one_of(words!["từ"]) {
        return from(text, last, noun_end, range);
    }
    // phạt tiền đến 20 triệu đồng
    if last.one_of(words!["đến", "tới"]) && caps(text, last, core) {
        return Bounded::by(Bound::AtMost, last.span, last.span.start() as usize);
    }
    Bounded::exact(at)
}

/// What a hedge right before the quantity says of it.
fn hedged(text: &Tokens, hedge: Bound, span: Span, core: Span, noun_end: usize, percent: bool) -> Bounded {
    let start = span.start() as usize;
    let words = &text[span];
    // Ngoài 3 bệnh viện, tỉnh có 12 phòng khám: a preposition, but of ages.
    // trên 3 lĩnh vực: a preposition too, before a few of what things are done in.
    if one_of(words, &["ngoài"]) && !text[core].ends_with("tuổi") || one_of(words, &["trên"]) && few_fields(text, core)
    {
        return Bounded::exact(start);
    }
    // vốn của doanh nghiệp vừa và nhỏ hơn 48 tỷ đồng; not bằng và nhỏ hơn 48 tỷ đồng
    let small_and_medium = || {
        let and = text.last_token(start).filter(|t| t.one_of(words!["và"]));
        and.and_then(|and| text.before(&and)).is_some_and(|(t, _)| t.one_of(words!["vừa"]))
    };
    if one_of(words, &["nhỏ hơn"]) && small_and_medium() {
        return Bounded::by(Bound::MoreThan, span, start);
    }
    if one_of(words, &["quá", "vượt quá"]) && denied(text, start) {
        return Bounded::by(Bound::AtMost, span, start);
    }
    // vượt 4,6% kế hoạch is the excess itself; quá in một cách quá 5 is no hedge of ours.
    let excess = || percent && one_of(words, &["vượt"]);
    // thấp hơn 4,1 điểm so với …: the size of a difference.
    // giao 7.022 tỷ đồng (cao hơn 703 tỷ đồng)
    let difference = || {
        one_of(words, &["cao hơn", "thấp hơn", "dài hơn", "nặng hơn"])
            && (percent || compared(text, noun_end).is_some() || text[..start].ends_with('('))
            // So với năm trước, số vụ ít hơn 2 vụ
            || one_of(words, &["ít hơn", "nhiều hơn"]) && compared_before(text, start)
    };
    if hedge == Bound::Exact || excess() || difference() {
        return Bounded::exact(start);
    }
    Bounded::by(hedge, span, start)
}

/// After `từ`: a threshold (`từ 6 tiêu chí`), unless it goes on to another end.
fn from(text: &Tokens, word: Token, noun_end: usize, range: bool) -> Bounded {
    let start = word.span.start() as usize;
    // vận động viên đến từ 9 xã, thành lập từ 3 xã, 87 tỷ đồng từ 12 tổ chức: where they come from, what it was made of.
    const ORIGINS: &WordSet = words![
        "đến", "chọn", "tuyển", "nhập", "thành", "lập", "tách", "nhất", "gộp", "ghép", "hợp", "chuyển", "đồng", "tỷ",
        "triệu"
    ];
    let origin = || text.last_token(start).is_some_and(|t| t.one_of(ORIGINS));
    if !range && !goes_on(text, noun_end) && !changed(text, start) && !opens_sentence(text, word) && !origin() {
        return Bounded::by(Bound::AtLeast, word.span, start);
    }
    // khoảng từ 10 đến 12 triệu đồng
    let (outer, _) = text.skip_space_back(start);
    match CUES.bound_before.before(text, outer) {
        Some((hedge @ (Bound::About | Bound::Nearly | Bound::MoreThan), start)) => {
            Bounded { from: true, ..Bounded::by(hedge, Span::of(start, outer), start) }
        }
        _ => Bounded { from: true, ..Bounded::exact(start) },
    }
}

/// Whether `đến` caps what follows, by the word before it: `phạt tiền đến`, `dung tích đến`; not `giảm tới 64,3%`, which was counted.
fn caps(text: &Tokens, word: Token, core: Span) -> bool {
    text.before(&word).is_some_and(|(t, _)| {
        t.one_of(words!["phạt", "tiền", "tù", "trợ", "vay", "mức", "hạn", "thưởng", "tạo", "cân", "tải"])
            || t.one_of(words!["giảm"]) && !text[core].contains(',') && compared(text, core.end() as usize).is_none()
            || t.one_of(words!["giữ"]) && text.before(&t).is_some_and(|(t, _)| t.one_of(words!["giam"]))
            || t.one_of(words!["tích"]) && text.before(&t).is_some_and(|(t, _)| t.one_of(words!["dung"]))
    })
}

/// `10 người trở lại làm việc`: they come back.
fn goes_back(text: &Tokens, words: Span) -> bool {
    let next = text.next_token(words.end() as usize).filter(|t| t.class == Class::Word && t.case == Case::Lower);
    text[words].ends_with("lại") && next.is_some_and(|t| !t.one_of(words!["đây", "thì", "và", "được", "phải"]))
}

/// Whether `so với` stands up to a dozen words before, in the same sentence.
#[cold]
fn compared_before(text: &Tokens, start: usize) -> bool {
    let mut last = text.last_token(start);
    for _ in 0..14 {
        let Some(token) = last.filter(|t| !t.one_of(words![".", ";"])) else { return false };
        last = text.before(&token).map(|(before, _)| before);
        if token.one_of(words!["với"]) && last.is_some_and(|t| t.one_of(words!["so"])) {
            return true;
        }
    }
    false
}

/// `3 lĩnh vực`, `04 loại hình`: up to nine of what things are done in, or on.
fn few_fields(text: &Tokens, core: Span) -> bool {
    const FIELDS: &WordSet = words![
        "lĩnh", "loại", "phương", "mặt", "nền", "kênh", "địa", "nội", "xã", "phường", "huyện", "tỉnh", "thôn", "tuyến",
        "trụ", "khâu"
    ];
    let digits = text[core].trim_start_matches('0');
    digits.len() == 1
        && digits.as_bytes()[0].is_ascii_digit()
        && text.next_token(core.end() as usize).is_some_and(|t| t.one_of(FIELDS))
}

/// `Từ 89 bài dự thi, ban tổ chức chọn ra 12`: whether a capital từ opens the sentence, and no threshold.
fn opens_sentence(text: &Tokens, from: Token) -> bool {
    from.case == Case::Title && {
        let before = text[..from.span.start() as usize].trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with(['\n', '.', '!', '?', '…'])
    }
}

/// `không để phát sinh quá 5`: whether không stands a few words before.
fn denied(text: &Tokens, mut end: usize) -> bool {
    for _ in 0..5 {
        end = text.skip_space_back(end).0;
        let Some(token) = text.token_before(end).filter(|t| t.class == Class::Word) else { return false };
        if token.one_of(words!["không", "chưa"]) {
            return true;
        }
        end = token.span.start() as usize;
    }
    false
}

/// Whether the clause goes on to another end: `từ 30 hộ … lên 50 hộ`.
fn goes_on(text: &Tokens, end: usize) -> bool {
    let mut next = text.next_token(end);
    for _ in 0..12 {
        let Some(token) = next else { return false };
        if token.class == Class::Mark && token.one_of(words![",", ";", ".", ":"]) {
            return false;
        }
        // trở lên closes a threshold: từ 84% đảng viên xếp loại tốt trở lên.
        if token.one_of(words!["trở"]) {
            return false;
        }
        next = text.after(&token).map(|(next, _)| next);
        // Not hoàn thành, thành phố: another end has its number.
        let number = || next.is_some_and(|t| t.class == Class::Digits);
        if token.one_of(words!["lên", "xuống", "đến", "tới", "còn", "sang"])
            || token.one_of(words!["thành", "về"]) && number()
        {
            return true;
        }
    }
    false
}

/// Whether a verb of change stands right before: `tăng từ 2 …`.
fn changed(text: &Tokens, end: usize) -> bool {
    let (end, _) = text.skip_space_back(end);
    CUES.change.before(text, end).is_some()
        || text.token_before(end).is_some_and(|t| {
            // có số thu từ 500 tỷ đồng: a threshold.
            let sum = || t.one_of(words!["thu"]) && text.before(&t).is_some_and(|(t, _)| t.one_of(words!["số"]));
            t.one_of(words!["nâng", "hạ", "trích", "thu", "nguồn"]) && !sum()
        })
}
