//! The clause behind a title: the words, and the subjects with their verbs, that no title goes on with.

use crate::registry::issuer::Issuer;
use crate::registry::title;
use crate::segment::sentence_start;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

use super::line::next_in_title;
use super::slot::{CARRIED_REACH, leads};
use super::within::opens_document;
use crate::reference::issuer::issuer_at;
use crate::reference::words::{Word, byte, lower, skip, word};

/// Whether a verb with its colon begins after a comma: `…, xác định: “…”`.
pub(super) fn announces(text: &Tokens, first: Token) -> bool {
    let mut token = first;
    for _ in 0..3 {
        if token.class != Class::Word || token.case != Case::Lower {
            return false;
        }
        match text.next_token(token.span.end() as usize) {
            Some(after) if &text[after.span] == ":" => return true,
            Some(after) => token = after,
            None => return false,
        }
    }
    false
}

/// After a comma, where the sentence's own clause must come: whether it begins here. It has a subject, a body in
/// capitals or a noun, and a predicate before the next comma.
pub(super) fn own_clause(text: &Tokens, at: usize) -> bool {
    let Some(first) = text.token_at(at) else { return true };
    if coordinate(text, at, first) || first.case != Case::Lower && bodies_about(text, at) {
        return false;
    }
    if let Some(body) = issuer_at(text, at, false).filter(|_| first.case != Case::Lower) {
        // `…, Thị trấn Bến Lức, tỉnh Long An;`: a place and the one that it lies in, no subject.
        let end = skip(text, body.span.end() as usize);
        let place = word(text, at, Word::Level).is_some() && matches!(byte(text, end), b',' | b'.' | b';' | 0);
        return !place;
    }
    let mut pos = at;
    let (mut brackets, mut member) = (0u8, 0);
    let many = lower(&first, words!["cán", "cấp", "các"]);
    for n in 0..28 {
        let Some(token) = text.token_at(pos) else { return false };
        match (token.class, &text[token.span]) {
            (Class::Mark, "(") => brackets = brackets.saturating_add(1),
            (Class::Mark, ")") => brackets = brackets.saturating_sub(1),
            (Class::Mark, "-" | "–" | "/") => {}
            // `, cấp ủy, chính quyền, cán bộ, đảng viên không ngừng …`: one subject.
            (Class::Mark, ",") if many && n - member <= MEMBER => member = n + 1,
            (Class::Mark, _) if brackets == 0 => return false,
            (Class::Word, "và") if n > 0 && opens_document(text, pos, false, false) => return false,
            // Behind `các` a noun comes: `các tổ chức chính trị - xã hội`.
            (Class::Word, _) if n > usize::from(many) && brackets == 0 && title::predicates(text, pos) => return true,
            (Class::Word, "đã" | "sẽ" | "đang") if member > 0 && brackets == 0 && !title::inside(text, pos) => {
                return true;
            }
            // `tăng 5%`, `đạt 98%`
            (Class::Word, "tăng" | "giảm" | "đạt" | "chiếm" | "còn" | "có" | "gồm")
                if n > 0 && measured(text, token) =>
            {
                return true;
            }
            _ => {}
        }
        pos = skip(text, token.span.end() as usize);
    }
    false
}

/// The most words of one of those who are the subject together.
const MEMBER: usize = 4;

/// Whether a number follows a verb soon: `tăng 5%`, `tăng bình quân 5%`.
fn measured(text: &Tokens, verb: Token) -> bool {
    let next = text.next_token(verb.span.end() as usize);
    let third = || text.next_token(next.filter(|t| t.class == Class::Word)?.span.end() as usize);
    let fourth = || text.next_token(third().filter(|t| t.class == Class::Word)?.span.end() as usize);
    let digits = |t: Option<Token>| t.is_some_and(|t| t.class == Class::Digits);
    digits(next) || text[verb.span] == *"tăng" && (digits(third()) || digits(fourth()))
}

/// Whether `đã`, `sẽ`, `đang`, `vừa` stand before the next mark.
pub(super) fn acts(text: &Tokens, at: usize) -> bool {
    let mut pos = at;
    for _ in 0..CLAUSE {
        let Some(token) = text.token_at(pos).filter(|t| t.class != Class::Mark) else { return false };
        if lower(&token, words!["đã", "sẽ", "đang", "vừa"]) && !title::inside(text, pos) {
            return true;
        }
        pos = skip(text, token.span.end() as usize);
    }
    false
}

/// How far a subject may reach before its verb, in words.
const CLAUSE: usize = 18;

/// After a comma: whether a new clause with a subject of its own begins: a body, or words with `đã`, `sẽ` soon.
pub(super) fn new_clause(text: &Tokens, core: usize, at: usize) -> bool {
    let Some(first) = text.token_at(at) else { return true };
    if coordinate(text, at, first) || first.case != Case::Lower && bodies_about(text, at) {
        return false;
    }
    if first.case != Case::Lower
        && (title::person(text, at) || Issuer::at(text, at).is_some() || issuer_at(text, at, true).is_some())
    {
        return true;
    }
    // `, Phòng Giáo dục và Đào tạo hướng dẫn …`
    if first.case == Case::Title && first.one_of(OFFICES) && office_acts(text, at) {
        return true;
    }
    if addressed(text, at) {
        return true;
    }
    // `, tỉnh được phân bổ …`, `, huyện Trà Ôn triển khai …`; `, tỉnh Sóc Trăng`, `, xã, thị trấn` and `xã, huyện, tỉnh đạt
    // chuẩn` go on.
    if lower(&first, SUBJECTS) && !units_before(text, at) {
        let next = |t: Token| text.next_token(t.span.end() as usize);
        let mut verb = next(first);
        // `các tổ chức chính trị - xã hội`: a noun comes first.
        let bare = verb.filter(|_| !lower(&first, words!["các", "nhiều"]));
        verb = verb.filter(|t| lower(t, UNITS)).map_or(bare, next);
        // Behind another name it is where that place lies: `xã Tân Lập, huyện Mộc Châu đạt chuẩn`.
        let named = |t: &Token| t.class == Class::Word && t.case == Case::Title;
        if verb.filter(named).is_some() && !last_before(text, at).is_some_and(|t| named(&t)) {
            for _ in 0..NAME {
                verb = verb.filter(named).map_or(verb, next);
            }
        }
        if verb.is_some_and(|t| lower(&t, VERBS)) {
            return true;
        }
    }
    deed(text, core, at, first)
}

/// Whether the bodies from `at` on are of what they decided on: `của Bộ Chính trị, Ban Bí thư về …`.
fn bodies_about(text: &Tokens, at: usize) -> bool {
    let mut pos = at;
    for _ in 0..4 {
        let Some(body) = issuer_at(text, pos, true) else { return false };
        let after = skip(text, body.span.end() as usize);
        let joined = if byte(text, after) == b',' { Some(after + 1) } else { word(text, after, Word::And) };
        match joined {
            Some(joined) => pos = skip(text, joined),
            None => return word(text, after, Word::About).is_some(),
        }
    }
    false
}

/// Whether the clause of someone who is spoken to, or speaks, begins at a position: `bạn sẽ …`, `công ty của anh phải …`.
pub(super) fn addressed(text: &Tokens, at: usize) -> bool {
    const PERSONS: &WordSet = words!["bạn", "tôi", "chúng", "anh", "chị", "em", "ông", "bà"];
    let mut pos = at;
    let mut person = false;
    for n in 0..5 {
        let Some(token) = text.token_at(pos).filter(|t| t.class == Class::Word && t.case == Case::Lower) else {
            return false;
        };
        if person && (token.one_of(ASKED) || title::predicates(text, pos)) {
            return true;
        }
        person |= token.one_of(PERSONS);
        let owner = n == 0 && token.one_of(words!["công", "trường", "gia", "doanh", "việc"]);
        let owned = token.one_of(words!["ty", "hợp", "đình", "nghiệp", "của", "vợ", "chồng", "ta"]);
        if !(person || owner || owned) {
            return false;
        }
        pos = skip(text, token.span.end() as usize);
    }
    false
}

/// Verbs behind such a subject.
const ASKED: &WordSet = words!["sẽ", "phải", "có", "được", "cần", "nên", "không", "đã", "chỉ", "là", "bị"];

/// Whether `đã`, `sẽ` comes soon after what could be its subject: not the last of a list, where the sentence begins with the
/// document that does it (`Nghị quyết … về công nghiệp hóa, hiện đại hóa và hội nhập đã …`).
fn deed(text: &Tokens, core: usize, at: usize, first: Token) -> bool {
    // A verb that can open a title is no subject: `bồi thường, hỗ trợ …`.
    let reach = if title::opening(text, at).is_some() { CLAUSE - 6 } else { CLAUSE };
    let (mut ahead, mut listed) = (Some(first), false);
    for _ in 0..reach {
        let Some(token) = ahead else { return false };
        if token.class == Class::Mark {
            return false;
        }
        // `, người bệnh có … phải nhập viện`
        let obliged = || lower(&token, words!["phải"]) && lower(&first, words!["người"]);
        if lower(&token, words!["đã", "sẽ", "đang", "vừa"]) && !title::inside(text, token.span.start() as usize)
            || obliged()
        {
            return !(listed && leads(text, sentence_start(text, core, CARRIED_REACH), core));
        }
        listed |= lower(&token, words!["và"]);
        ahead = next_in_title(text, token.span.end() as usize);
    }
    false
}

/// Whether an office in capitals comes to a verb of its own soon.
fn office_acts(text: &Tokens, at: usize) -> bool {
    let mut pos = at;
    for _ in 0..CLAUSE - 4 {
        let Some(token) = text.token_at(pos) else { return false };
        let link = matches!(&text[token.span], "&" | "-" | "–");
        if token.class == Class::Mark && !link {
            return false;
        }
        if lower(&token, ACTS) {
            return true;
        }
        pos = skip(text, token.span.end() as usize);
    }
    false
}

/// First words of capitalised offices that are no body of the registry.
const OFFICES: &WordSet = words!["phòng", "trường", "chi", "trung", "liên", "nhà", "bệnh", "viện"];

/// First words of what such offices do.
const ACTS: &WordSet = words![
    "hướng", "tổ", "triển", "ban", "xây", "đã", "yêu", "đề", "báo", "thông", "kính", "tiến", "mời", "lập", "trân"
];

/// Nouns that open a clause of their own after a comma where a verb follows.
const SUBJECTS: &WordSet = words![
    "tỉnh", "huyện", "xã", "phường", "thành", "đơn", "địa", "ngành", "chi", "đảng", "toàn", "cả", "các", "nhiều"
];

/// The second words of such nouns.
const UNITS: &WordSet = words!["phố", "vị", "phương", "bộ", "tỉnh", "huyện", "ngành", "xã"];

/// The most words of a place's name.
const NAME: usize = 4;

/// The verbs that tell such a clause.
const VERBS: &WordSet = words![
    "được", "có", "phải", "đạt", "tập", "triển", "tổ", "thực", "ban", "chỉ", "xây", "luôn", "còn", "bố", "phân",
    "giao", "hỗ", "rà", "thành", "hoàn", "duy", "tiếp", "chủ", "cũng", "là"
];

/// `dám nghĩ, dám làm`: whether the word after a comma stands before the comma, too, one word earlier.
fn coordinate(text: &Tokens, at: usize, first: Token) -> bool {
    let last = last_before(text, at).map(|t| text.skip_space_back(t.span.start() as usize).0);
    first.case == Case::Lower && last.and_then(|end| text.token_before(end)).is_some_and(|t| t.key == first.key)
}

/// Whether a unit's level stands right before a comma: a list of them.
fn units_before(text: &Tokens, at: usize) -> bool {
    last_before(text, at).is_some_and(|t| lower(&t, words!["tỉnh", "huyện", "xã", "phường"]))
}

/// The word before the comma that stands before a position.
fn last_before(text: &Tokens, at: usize) -> Option<Token> {
    text.last_token(text.skip_space_back(at).0.saturating_sub(1))
}
