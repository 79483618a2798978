//! Issuing bodies as mentions word them: `của UBND tỉnh Bình Phước`, `Hội nghị Trung ương 7`.
//!
//! A body is a wording of the registry, or a phrase that opens with a body's head word; offices before it (`Chủ tịch`,
//! `Ban Thường vụ`) and the place after it belong to it.

use crate::Span;
use crate::registry::body;
use crate::registry::doc_type::DocType;
use crate::registry::issuer::Issuer;
use crate::registry::locality::past_apostrophe;
use crate::registry::place::ProvinceName;
use crate::registry::title;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

use super::Reference;
use super::words::{Word, byte, keys, longest_at, ordinal, phrase, skip, word};

/// A body found in running text.
#[derive(Clone, Copy, Debug)]
pub(super) struct IssuerAt {
    pub(super) span: Span,
    pub(super) id: Option<Issuer>,
    pub(super) place: Option<Span>,
}

impl Reference {
    /// Takes a body as the issuer.
    pub(super) fn take_issuer(&mut self, body: &IssuerAt) {
        (self.issuer, self.issuer_id, self.issuer_place) = (Some(body.span), body.id, body.place);
    }
}

/// The body that starts at a position. `listed` admits only bodies that the registry words.
pub(super) fn issuer_at(text: &Tokens, at: usize, listed: bool) -> Option<IssuerAt> {
    let first = text.token_at(at).filter(|t| t.class == Class::Word)?;
    let mut worded = Issuer::at(text, at);
    if let Some((_, end)) = plenum_of(text, at, worded) {
        return Some(IssuerAt { span: Span::of(at, end), id: Issuer::by_id("ban-chap-hanh-trung-uong"), place: None });
    }
    // Where the body begins after its offices, and where these end.
    let (mut pos, mut office) = (at, at);
    for _ in 0..3 {
        let lower = || worded.filter(|&(_, end)| !listed && lower_body(text, pos, end));
        if let Some((id, mut end)) = worded.filter(|&(_, end)| capital_body(text, pos, end)).or_else(lower) {
            if let Some((id, end)) = of_organisation(text, at, end) {
                let (end, place) = place_after(text, end, false);
                return Some(IssuerAt { span: Span::of(at, end), id, place });
            }
            if let Some(end) = department_of(text, at, end) {
                return Some(IssuerAt { span: Span::of(at, end), id: None, place: None });
            }
            end = board(text, id, body_of_body(text, id, end));
            // `Liên bộ Tài chính - Nội vụ`
            if let Some(end) = ministries(text, id, end) {
                return Some(IssuerAt { span: Span::of(at, end), id: Some(id), place: None });
            }
            let caps = first.case == Case::Upper && first.span.len() > 6;
            let (end, place) = place_after(text, end, caps);
            let end = joint(text, id, end, listed).unwrap_or(end);
            return Some(IssuerAt { span: Span::of(at, end), id: Some(id), place });
        }
        let Some((_, end)) = body::OFFICES.at(text, pos) else { break };
        // `của liên Bộ Nội vụ - Tư pháp`
        if first.case == Case::Lower && !first.one_of(words!["liên"]) {
            break;
        }
        office = end;
        pos = skip(text, end);
        worded = Issuer::at(text, pos);
    }
    if listed || first.case == Case::Lower && word(text, at, Word::Level).is_none() {
        return None;
    }
    // `của tỉnh`, `của Thành phố`: the level stands for its committee.
    if word(text, pos, Word::Level).is_some() {
        let (end, place) = place_after(text, pos, false);
        return (end > pos).then_some(IssuerAt { span: Span::of(at, end), id: None, place });
    }
    // What reads as an office may be the head itself: `Văn phòng Bình Minh`; not the minister of `Bộ trưởng Nguyễn Văn A`.
    let own = || body::HEADS.at(text, at).filter(|(_, head)| *head >= office);
    let behind = body::HEADS.at(text, pos);
    let (_, head) = behind.or_else(own)?;
    let (end, place) = generic_rest(text, head);
    let named = end > head || office > at && behind.is_some();
    named.then_some(IssuerAt { span: Span::of(at, end), id: None, place })
}

/// `Ban Bí thư Trung ương Đoàn`, `Ban Chấp hành Trung ương Hội Nông dân Việt Nam`: the centre of a mass organisation, not of
/// the party. From the start of the body and the end of a wording that says `Trung ương`: the organisation where the
/// registry knows it, and where its name ends.
fn of_organisation(text: &Tokens, start: usize, end: usize) -> Option<(Option<Issuer>, usize)> {
    let centre = text.token_before(end).filter(|t| t.one_of(words!["ương", "TW", "TƯ", "Ư"]))?;
    let name = skip(text, end);
    if !organisation_at(text, name) {
        return None;
    }
    let whole = if centre.one_of(words!["ương"]) {
        let first = text.last_token(centre.span.start() as usize)?;
        Issuer::at(text, first.span.start() as usize).filter(|(_, whole)| *whole > end)
    } else {
        None
    };
    let (own, generic) = (Issuer::at(text, name).map_or(name, |(_, end)| end), body::HEADS.at(text, name));
    let rest = generic.map_or(own, |(_, head)| generic_rest(text, head).0.max(own));
    let long = whole.map_or(rest, |(_, end)| end.max(rest));
    (long > start).then_some((whole.map(|(id, _)| id), long))
}

/// Whether a mass organisation's name begins at a position: `Đoàn`, `Hội Nông dân`, `Công đoàn Việt Nam`; not `Hội nghị`.
pub(super) fn organisation_at(text: &Tokens, at: usize) -> bool {
    let Some(first) = text.token_at(at).filter(|t| t.class == Class::Word && t.case != Case::Lower) else {
        return false;
    };
    let after = text.token_at(skip(text, first.span.end() as usize));
    let followed = |by: &WordSet| after.is_some_and(|t| t.one_of(by));
    if first.one_of(words!["Đoàn"]) {
        return !followed(words!["công", "kiểm", "đại", "giám", "thanh", "khảo", "liên"])
            || after.is_some_and(|t| t.case != Case::Lower);
    }
    first.one_of(words!["Hội"]) && !followed(words!["nghị", "đồng", "thảo", "trường", "chợ", "thi"])
        || first.one_of(words!["Công"]) && followed(words!["đoàn"])
        || first.one_of(words!["Mặt"]) && followed(words!["trận"])
        || first.one_of(words!["Liên"]) && followed(words!["đoàn", "minh", "hiệp"])
        || first.one_of(words!["Tổng"]) && followed(words!["Liên"])
        || first.one_of(words!["Hiệp"]) && followed(words!["hội"])
        || first.one_of(words!["MTTQ", "LĐLĐ"])
}

/// A committee named after the body it belongs to (`Ban cán sự đảng Ủy ban nhân dân tỉnh`, `Đảng ủy UBND tỉnh`), and
/// `Đảng` after a central office (`Ban Tổ chức Trung ương Đảng`).
fn body_of_body(text: &Tokens, id: Issuer, end: usize) -> usize {
    let after = skip(text, end);
    let capital = text.token_at(after).is_some_and(|t| t.class == Class::Word && t.case != Case::Lower);
    if !capital {
        return end;
    }
    if matches!(id.id(), "bcsd" | "du" | "dd" | "cb" | "ttr" | "vp" | "bcd" | "ubkttw" | "hdqt") {
        // `Đảng ủy Trung tâm Quản lý bay`
        let generic = || {
            let (_, head) = body::HEADS.at(text, after)?;
            let rest = generic_rest(text, head).0;
            // `Hội đồng quản trị Công ty`
            (rest > head || id.id() == "hdqt").then_some(rest)
        };
        return body_at(text, after).map(|(_, end)| end).or_else(generic).unwrap_or(end);
    }
    let central = id.name().ends_with("Trung ương") && phrase(text, after, keys!["Đảng"]).is_some();
    if central
        && phrase(text, after, keys!["Đảng", "bộ"]).is_none()
        && phrase(text, after, keys!["Đảng", "ủy"]).is_none()
    {
        return phrase(text, after, keys!["Đảng"]).unwrap_or(end);
    }
    end
}

/// What a steering board's name goes on with: the document that it is numbered after (`Ban Chỉ đạo 35 tỉnh`), whose it is (`Ban
/// Chỉ đạo của Chính phủ`), or what it is for (`Ban Chỉ đạo phòng, chống tội phạm`).
fn board(text: &Tokens, id: Issuer, end: usize) -> usize {
    let Some(next) = text.next_token(end).filter(|_| id.id() == "bcd") else { return end };
    let after = next.span.end() as usize;
    if next.class == Class::Digits {
        let numbers = next.span.len() <= 4 && word(text, skip(text, after), Word::Level).is_some();
        return if numbers { after } else { end };
    }
    if next.one_of(words!["của"]) {
        return body_at(text, skip(text, after)).map_or(end, |(_, body)| body);
    }
    let tasks = words!["cải", "chuyển", "chương", "công", "phòng", "sắp", "tổng", "xây"];
    let mut token = next;
    for n in 0..TASK {
        let stop = match token.class {
            Class::Mark => !token.one_of(words![",", "-", "&"]),
            _ => word(text, token.span.start() as usize, Word::About).is_some(),
        };
        if stop {
            return text.skip_space_back(token.span.start() as usize).0;
        }
        let at = token.span.start() as usize;
        if n == 0 && !(token.case == Case::Lower && token.one_of(tasks)) || DocType::at(text, at).is_some() {
            return end;
        }
        let done = token.span.end() as usize;
        let Some(next) = text.next_token(done) else { return done };
        let from = next.span.start() as usize;
        if next.case != Case::Lower && text[done..from].contains('\n') {
            return done;
        }
        if title::predicates(text, from) {
            return end;
        }
        token = next;
    }
    end
}

/// The most words that say what a steering board is for.
const TASK: usize = 24;

/// The other issuers of a joint document: `Bộ Y tế và Bộ Nội vụ`, `Bộ A - Bộ B`, `Bộ A, Bộ B và Bộ C`.
fn joint(text: &Tokens, first: Issuer, end: usize, listed: bool) -> Option<usize> {
    if listed {
        return None;
    }
    let (mut pos, mut done) = (end, None);
    for _ in 0..8 {
        let at = skip(text, pos);
        let token = text.token_at(at)?;
        let comma = &text[token.span] == ",";
        let next_at = skip(text, token.span.end() as usize);
        // `Bộ Tài chính-Bộ Nội vụ`, but `UBND tỉnh-Chủ tịch`.
        let dash = is_dash(text, token) && (at > pos || text[next_at..].starts_with("Bộ "));
        let conjunction = &text[token.span] == "và" || dash;
        if !comma && !conjunction {
            break;
        }
        let Some(found) = issuer_at(text, next_at, true).filter(|_| DocType::at(text, next_at).is_none()) else {
            break;
        };
        pos = found.span.end() as usize;
        let after = skip(text, pos);
        let acts = text.token_at(after).is_some_and(|t| {
            matches!(&text[t.span], "đã" | "vừa" | "yêu" | "đang" | "sẽ" | "tổ" | "luôn" | "phải" | "có")
        });
        if acts {
            break;
        }
        // A comma alone joins nothing, for `của Bộ A, Bộ B hướng dẫn …` is a new clause; but the party's centre signs so:
        // `của Bộ Chính trị, Ban Bí thư về …`.
        let centre = |id: Issuer| matches!(id.id(), "bo-chinh-tri" | "ban-bi-thu" | "ban-chap-hanh-trung-uong");
        let goes_on = word(text, after, Word::About).is_some() || word(text, after, Word::Term).is_some();
        if conjunction || goes_on && centre(first) && found.id.is_some_and(centre) {
            done = Some(pos);
        }
    }
    done
}

/// Where the bodies end that issued a joint document (`liên tịch`), from the end of the first: a comma joins them, too.
pub(super) fn joint_bodies(text: &Tokens, first: usize) -> usize {
    let mut end = first;
    for _ in 0..8 {
        let at = skip(text, end);
        let joint = text.token_at(at).filter(|&t| is_dash(text, t) || t.one_of(words![",", "và"]));
        let next = joint.map(|joint| skip(text, joint.span.end() as usize));
        let Some(next) = next.filter(|&next| DocType::at(text, next).is_none()) else { break };
        let Some(found) = issuer_at(text, next, true) else { break };
        end = found.span.end() as usize;
    }
    end
}

/// `Ban Tuyên giáo Đảng ủy Khối`, `Ban Tổ chức Quận ủy 3`: a department whose name alone is the centre's (`Ban Tổ chức`), but
/// of the committee that follows. Where the committee's name ends, its place too.
fn department_of(text: &Tokens, at: usize, end: usize) -> Option<usize> {
    let local = |body: Issuer| matches!(body.id(), "tu" | "hu" | "qu" | "thu" | "du" | "duk");
    if !text.token_at(at)?.one_of(words!["Ban", "Ủy", "UBKT"]) || text[at..end].ends_with("ương") {
        return None;
    }
    let (_, body_end) = body_at(text, skip(text, end)).filter(|(body, _)| local(*body))?;
    Some(place_after(text, body_end, false).0)
}

/// Where the ministries end that `Liên bộ` joins, each named without `Bộ`.
fn ministries(text: &Tokens, id: Issuer, end: usize) -> Option<usize> {
    if id.id() != "bo" {
        return None;
    }
    let (mut pos, mut done) = (skip(text, end), None);
    for _ in 0..6 {
        let Some(name_end) = Issuer::ministry_at(text, pos) else { break };
        done = Some(name_end);
        let Some(joint) = text.token_at(skip(text, name_end)) else { break };
        if !(is_dash(text, joint) || joint.one_of(words![",", "và"])) {
            break;
        }
        pos = skip(text, joint.span.end() as usize);
    }
    done
}

/// A wording of the registry where it is printed as a body's name.
fn body_at(text: &Tokens, at: usize) -> Option<(Issuer, usize)> {
    Issuer::at(text, at).filter(|&(_, end)| capital_body(text, at, end))
}

/// Whether a wording is upper case at its start, unless it is an abbreviation on a page in lower case (`ubnd`).
fn capital_body(text: &Tokens, at: usize, end: usize) -> bool {
    text.token_at(at).is_some_and(|first| first.case != Case::Lower)
        || text[at..end].chars().all(|c| c.is_ascii_alphabetic() || c == 'đ')
        || text[at..end].is_ascii()
}

/// Whether a wording is one of two words or more in lower case, where `của` leads to it: `của chính phủ`.
fn lower_body(text: &Tokens, at: usize, end: usize) -> bool {
    text.token_at(at).is_some_and(|first| first.case == Case::Lower) && text[at..end].contains(' ')
}

/// The place after a body: `tỉnh Bình Phước`, `TP. Hà Nội`, `huyện`, `Trà Vinh`; with the next level up after a comma.
fn place_after(text: &Tokens, end: usize, caps: bool) -> (usize, Option<Span>) {
    let start = skip(text, end);
    // `TAND khu vực 3`, `Chi cục Hải quan khu vực III`
    let area = phrase(text, start, keys!["khu", "vực"]).and_then(|area| text.next_token(area));
    let numbered = |t: &Token| {
        t.class == Class::Digits && t.span.len() <= 2
            || t.case == Case::Upper && crate::roman::value(&text[t.span]).is_some()
    };
    if let Some(number) = area.filter(numbered) {
        let end = number.span.end() as usize;
        return (end, Some(Span::of(start, end)));
    }
    let (mut done, mut at) = (end, start);
    for round in 0..3 {
        let mut found = false;
        if let Some(level_end) = word(text, at, Word::Level) {
            done = level_end;
            found = true;
            if byte(text, done) == b'.' && done - at <= 3 && text[at..done].is_ascii() {
                done += 1;
            }
            at = skip(text, done);
            // `UBND tỉnh`, and the next row's number on the line below.
            let number = |t: &Token| t.class == Class::Digits && t.span.len() <= 2 && !text[done..at].contains('\n');
            if let Some(digits) = text.token_at(at).filter(number) {
                done = digits.span.end() as usize;
                at = skip(text, done);
            }
        } else if round > 0 {
            break;
        }
        let name_end = names(text, at, caps);
        if name_end > at && !opens_line(text, end, at, name_end) {
            done = name_end;
            found = true;
        }
        if !found {
            break;
        }
        // `Đảng ủy Khối CCQ tỉnh`: the level after the name.
        if round == 0 && word(text, start, Word::Level).is_none() {
            if let Some(level_end) = word(text, skip(text, done), Word::Level) {
                done = level_end;
                let more = skip(text, done);
                let named = names(text, more, caps);
                done = if named > more { named } else { done };
            }
        }
        let comma = skip(text, done);
        if byte(text, comma) != b',' {
            break;
        }
        at = skip(text, comma + 1);
        let Some(level_end) = word(text, at, Word::Level) else { break };
        if names(text, skip(text, level_end), caps) == skip(text, level_end) {
            break;
        }
    }
    (done, (done > start).then_some(Span::of(start, done)))
}

/// Whether one capitalised word alone after a line break begins another line's sentence rather than names the place of the
/// body that ends at `end`: `của Bộ Chính trị\nSáng nay, …`.
fn opens_line(text: &Tokens, end: usize, at: usize, name_end: usize) -> bool {
    text[end..at].contains('\n')
        && !text[at..name_end].contains(char::is_whitespace)
        && text.next_token(name_end).is_some_and(|t| t.case == Case::Lower)
}

/// A run of capitalised words with the dashes between them: `Bà Rịa - Vũng Tàu`, `Mỹ Xuyên`, `TP.HCM`.
fn names(text: &Tokens, at: usize, caps: bool) -> usize {
    let (mut done, mut pos, mut count) = (at, at, 0);
    while let Some(token) = text.token_at(pos) {
        if token.class == Class::Mark && count > 0 && is_dash(text, token) {
            // `UBND TP Hà Nội — Khung kiến trúc`
            if &text[token.span] == "—" && text.skip_space_back(pos).0 < pos {
                break;
            }
            pos = skip(text, token.span.end() as usize);
            if !text.token_at(pos).is_some_and(|t| capital(t, caps)) || stops(text, pos) {
                break;
            }
            continue;
        }
        if !capital(token, caps) || stops(text, pos) || count == 6 {
            break;
        }
        done = past_apostrophe(text, token);
        count += 1;
        pos = skip(text, done);
        if text[done..pos].contains('\n') && opens_part(text, at, done, pos) {
            break;
        }
    }
    // `Tỉnh ủy Quảng trị`: a province's name with a small letter.
    let province = || ProvinceName::at(text, at).map_or(done, |(_, end)| end.max(done));
    if count == 1 { province() } else { done }
}

/// Whether the line at `pos` begins something else than the rest of the name from `at` to `done`: a province's name is whole, and
/// `Điều 1` is a part of a document.
fn opens_part(text: &Tokens, at: usize, done: usize, pos: usize) -> bool {
    ProvinceName::at(text, at).is_some_and(|(_, end)| end == done)
        || text.token_at(pos).is_some_and(|t| t.one_of(words!["Điều", "Chương", "Mục", "Phần", "Nơi"]))
}

fn capital(token: Token, caps: bool) -> bool {
    token.class == Class::Word
        && (matches!(token.case, Case::Title | Case::Upper | Case::Mixed))
        && (caps || token.case != Case::Lower)
}

fn is_dash(text: &Tokens, token: Token) -> bool {
    matches!(&text[token.span], "-" | "–" | "—")
}

/// Whether a capitalised word opens something else: a title, a document, its number, a date, another body.
fn stops(text: &Tokens, at: usize) -> bool {
    title::opening(text, at).is_some()
        || title::ends(text, at, false)
        || DocType::at(text, at).is_some()
        || match longest_at(text, at) {
            Some((Word::About | Word::And | Word::Of | Word::Day | Word::Term, _)) => true,
            Some((Word::No, end)) => byte(text, skip(text, end)).is_ascii_digit(),
            _ => Issuer::at(text, at).is_some(),
        }
}

/// The rest of a body known by its head word alone: `Sở Ngoại vụ`, `Công ty cổ phần Đầu tư Nhuệ Giang`.
fn generic_rest(text: &Tokens, end: usize) -> (usize, Option<Span>) {
    let (mut done, mut pos, mut lower) = (end, skip(text, end), 0);
    // `Trung tâm Quản lý bay`: a name that opens with a verb has more words in lower case.
    let verbal = text.token_at(pos).is_some_and(|t| t.case == Case::Title) && title::opening(text, pos).is_some();
    for _ in 0..16 {
        let Some(token) = text.token_at(pos) else { break };
        let after = token.span.end() as usize;
        let stop = title::ends(text, pos, false)
            || matches!(super::words::longest_at(text, pos), Some((Word::About | Word::Day | Word::Term, _)));
        // `Phòng Giáo dục và Đào tạo`: a capital after `và` goes on with the name.
        let after_and = token.case == Case::Title
            && text.last_token(pos).is_some_and(|t| matches!(&text[t.span], "và" | "&") || is_dash(text, t));
        if stop || lower > 0 && !after_and && title::opening(text, pos).is_some() {
            break;
        }
        match token.class {
            // `Ban Pháp chế Hội đồng nhân dân tỉnh`
            Class::Word if token.case != Case::Lower && done > end && Issuer::at(text, pos).is_some() => {
                let body_end = Issuer::at(text, pos).map_or(after, |(_, end)| end);
                return place_after(text, body_end, false);
            }
            Class::Word if token.case != Case::Lower => {
                // `Sở Ngoại vụ và Tờ trình số …`
                if lower > 0 && DocType::at(text, pos).is_some() {
                    break;
                }
                let named = done == end && verbal;
                if stops(text, pos) && lower == 0 && !named && Issuer::at(text, pos).is_none() {
                    break;
                }
                done = after;
                lower = 0;
            }
            Class::Word if word(text, pos, Word::Level).is_some() => {
                // `Hội đồng xét chọn huyện`: words in lower case between the head and the level belong to the name.
                let named = if done == end && lower > 0 { text.skip_space_back(pos).0 } else { done };
                return place_after(text, named, false);
            }
            Class::Word => {
                lower += 1;
                // A capitalised head is followed by at least one word of its name: `Sở Ngoại vụ`.
                if (lower == 1 || verbal && lower <= 3) && done > end && !followed_by_predicate(text, pos) {
                    done = after;
                } else if lower > 4 || lower > 2 && done > end && !verbal {
                    break;
                }
            }
            // `Quân khu 5`
            Class::Digits if done == end && text.token_before(end).is_some_and(|t| t.one_of(words!["khu"])) => {
                return (after, None);
            }
            Class::Mark if is_dash(text, token) || &text[token.span] == "&" => {}
            _ => break,
        }
        pos = skip(text, after);
    }
    (done, None)
}

/// Whether the lower-case word at a position opens the sentence's predicate rather than ends a name.
fn followed_by_predicate(text: &Tokens, at: usize) -> bool {
    title::opening(text, at).is_some()
        || title::ends(text, at, true)
        || super::words::longest_at(text, at).is_some()
        || text
            .token_at(at)
            .is_some_and(|t| t.one_of(words!["hỏi", "gửi", "đề", "báo", "trả", "xin", "kiến", "trình", "nêu"]))
}

/// A plenum of the Central Committee: `Hội nghị Trung ương 7`, `Hội nghị lần thứ bảy Ban Chấp hành Trung ương Đảng`;
/// its ordinal and where it ends.
pub(super) fn plenum_at(text: &Tokens, at: usize) -> Option<(u8, usize)> {
    plenum_of(text, at, Issuer::at(text, at))
}

/// [`plenum_at`], where the body worded at the position is known.
fn plenum_of(text: &Tokens, at: usize, worded: Option<(Issuer, usize)>) -> Option<(u8, usize)> {
    let meeting = phrase(text, at, keys!["Hội", "nghị"]).map(|end| skip(text, end));
    let mut pos = meeting.unwrap_or(at);
    let mut ordinal_found = nth(text, pos);
    if let Some((_, end)) = ordinal_found {
        pos = skip(text, end);
        if byte(text, pos) == b',' {
            pos = skip(text, pos + 1);
        }
        if let Some(end) = word(text, pos, Word::Of) {
            pos = skip(text, end);
        }
    }
    let (body, mut end) = if pos == at { worded? } else { Issuer::at(text, pos)? };
    if !matches!(body.id(), "trung-uong" | "ban-chap-hanh-trung-uong") {
        return None;
    }
    // A mass organisation's plenum.
    if organisation_at(text, skip(text, end)) {
        return None;
    }
    if ordinal_found.is_none() {
        let after = skip(text, end);
        ordinal_found = nth(text, after).or_else(|| bare_ordinal(text, after));
        end = ordinal_found?.1;
    }
    Some((ordinal_found?.0, end))
}

/// `7`, `VI`, `bảy` right after `Trung ương`; not the start of something else.
fn bare_ordinal(text: &Tokens, at: usize) -> Option<(u8, usize)> {
    let token = text.token_at(at)?;
    let (n, end) = ordinal(text, at)?;
    let fits = match token.class {
        Class::Digits => {
            n > 0 && n <= 20 && !matches!(byte(text, end), b'/' | b'.' | b'-' | b'%')
                || n > 0 && n <= 20 && matches!(byte(text, end), b'.') && !byte(text, end + 1).is_ascii_digit()
        }
        _ => token.case != Case::Lower || n > 2 && n != 5,
    };
    fits.then_some((n, end))
}

/// `lần thứ bảy`, `lần thứ 7`, `lần VII`.
pub(super) fn nth(text: &Tokens, at: usize) -> Option<(u8, usize)> {
    let mut pos = phrase(text, at, keys!["lần"])?;
    pos = skip(text, pos);
    if let Some(end) = phrase(text, pos, keys!["thứ"]) {
        pos = skip(text, end);
    }
    ordinal(text, pos)
}
