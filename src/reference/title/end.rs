//! Titles without quotation marks: where they end.

use crate::Span;
use crate::date::date_at;
use crate::registry::abbreviation;
use crate::registry::doc_type::DocType;
use crate::registry::law::Law;
use crate::registry::title::{self, Role};
use crate::segment::sentence_start;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

use super::Mentioned;
use super::clause::{announces, new_clause, own_clause};
use super::known::{known_title, long_title_end};
use super::line::next_in_title;
use super::list::{before_document, entry_goes_on, field_follows, goes_on, parallel};
use super::quoted::{REACH, inner_quote};
use super::slot::{CARRIED_REACH, basis_entry, carried_out, governed};
use super::told::told;
use super::verb::{names, prescribes};
use super::within::{
    agent, aside, beside, carries_out, counts_or_numbers, numbers_document, opens_document, opens_part, part_renamed,
    symbol_end,
};
use crate::reference::issued::date_is_own;
use crate::reference::issuer::issuer_at;
use crate::reference::words::{CONJUNCTIONS, Word, byte, keys, lower, ordinal, phrase, skip, term_at, word};

/// Where an unquoted title of a mention that starts at `start` ends.
pub(super) fn unquoted_end(text: &Tokens, start: usize, of: &Mentioned) -> Option<usize> {
    if let Some(end) = of.number.and_then(|number| known_title(text, start, of.kind, &number)) {
        return Some(end);
    }
    let mut walk = Walk {
        text,
        start,
        of,
        done: start,
        comma: None,
        joint: None,
        brackets: 0,
        words: 0,
        between: false,
        in_documents: false,
        symbol_end: 0,
        law_end: 0,
        carried: None,
        governed: None,
        verb: false,
    };
    let mut ahead = text.token_at(start);
    while let Some(token) = ahead.filter(|t| (t.span.start() as usize) < start + REACH) {
        let step = match token.class {
            Class::Mark => walk.mark(token)?,
            Class::Word => walk.word(token),
            Class::Digits => walk.digits(token),
        };
        let end = match step {
            Step::On => token.span.end() as usize,
            Step::Past(end) => end,
            Step::End => break,
        };
        ahead = next_in_title(text, end);
    }
    let end = walk.comma.or(walk.joint).unwrap_or(walk.done);
    let told = || if walk.verb { told(text, start, of.core, end) } else { None };
    let known = long_title_end(text, start).filter(|known| *known > end);
    known.or_else(|| (end > start && walk.words > 0).then(|| told().unwrap_or(end)))
}

/// An unquoted title, read token by token.
struct Walk<'t> {
    text: &'t Tokens<'t>,
    start: usize,
    of: &'t Mentioned,
    /// Where the title ends that was read so far.
    done: usize,
    /// Where it ended before the comma that was just read.
    comma: Option<usize>,
    /// Where it ended before the `và` that was just read: `… làm và coi đây là …`.
    joint: Option<usize>,
    /// How many brackets are open.
    brackets: u8,
    words: u32,
    /// Whether `giữa` was read, whose parties commas may part.
    between: bool,
    /// Whether a document inside the title was just read, so that `và` with another one continues it.
    in_documents: bool,
    /// Where the last symbol and the last law inside the title end.
    symbol_end: usize,
    law_end: usize,
    /// Whether the sentence opens with what was carried out; looked for once, at the first comma.
    carried: Option<bool>,
    /// Whether a verb does something with the document; looked for once, at the first words that may tell what.
    governed: Option<bool>,
    /// Whether a word was read that is likely the verb of a sentence that must have one.
    verb: bool,
}

/// What a token does to the title.
enum Step {
    /// The title, or its comma, goes on behind the token.
    On,
    /// It goes on behind what begins with the token.
    Past(usize),
    /// It has ended before.
    End,
}

impl Walk<'_> {
    /// Takes a token into the title.
    fn take(&mut self, token: Token) -> Step {
        let (span, class, case) = (token.span, token.class, token.case);
        if class == Class::Digits || class == Class::Word && case == Case::Upper {
            if let Some(end) = symbol_end(self.text, span.start() as usize) {
                self.in_documents = true;
                self.symbol_end = end;
            }
        }
        self.in_documents |= class == Class::Digits && numbers_document(self.text, span.start() as usize);
        if class == Class::Word && case != Case::Lower && token.one_of(LAWS) {
            if let Some((_, end)) = Law::at(self.text, span.start() as usize) {
                self.law_end = end;
            }
        }
        self.words += u32::from(class != Class::Mark);
        let before = self.done;
        self.past(span.end() as usize);
        self.joint = lower(&token, words!["và"]).then_some(before);
        Step::On
    }

    /// Takes what ends at `end` into the title.
    fn past(&mut self, end: usize) -> Step {
        (self.comma, self.joint) = (None, None);
        self.done = end;
        Step::Past(end)
    }

    /// `None` where a quotation holds nothing.
    fn mark(&mut self, token: Token) -> Option<Step> {
        let (text, pos, after) = (self.text, token.span.start() as usize, token.span.end() as usize);
        match &text[token.span] {
            "," if self.brackets == 0 => {
                self.comma = Some(self.done);
                return Some(Step::On);
            }
            // `| Thông tư 30/2014/TT-BGDĐT quy định … | Còn hiệu lực |`
            "|" if self.brackets == 0 => return Some(Step::End),
            "." if self.comma.is_some() || stops(text, pos, after) => return Some(Step::End),
            // `… nông dân – Nghị quyết Tam nông`: another name.
            "-" | "–" if self.brackets == 0 && renamed(text, pos, after) => return Some(Step::End),
            ";" if self.brackets == 0
                && (field_follows(text, self.start, after)
                    || parallel(text, self.start, pos, after)
                    || entry_goes_on(text, self.of.core, after)
                    || before_document(text, after)) => {}
            // `… đầu tư xây dựng công trình: Cầu Bến Đá`
            ":" if self.brackets == 0 && names_work(text, pos, after) => {}
            // `… về công tác cán bộ nêu:`, `… bãi bỏ 12 văn bản gồm:`
            ":" if self.brackets == 0 && self.words > 2 => {
                let last = text.token_before(pos).filter(|t| t.one_of(words!["nêu", "ghi", "gồm"]));
                self.done = last.map_or(self.done, |said| text.skip_space_back(said.span.start() as usize).0);
                return Some(Step::End);
            }
            ";" | ":" | "?" | "!" | "…" | "]" | "”" | "’" | "»" if self.brackets == 0 => return Some(Step::End),
            "\"" if self.brackets > 0 => {}
            // The mark that closes a quotation around the whole mention.
            "\"" | "'" if text.skip_space_back(pos).0 == pos && closes_quote(text, after) => return Some(Step::End),
            "'" if !opens_quote(text, pos, after) => {}
            "\"" | "'" | "“" | "‘" | "«" => {
                let (end, goes_on) = inner_quote(text, pos)?;
                let step = self.past(end);
                return Some(if goes_on { step } else { Step::End });
            }
            ")" if self.brackets == 0 => return Some(Step::End),
            ")" => self.brackets -= 1,
            "(" => {
                let inside = skip(text, after);
                // `(gọi tắt là doanh nghiệp tư nhân) và …`: of a part of the title, not of the document.
                if let Some(end) = part_renamed(text, inside) {
                    return Some(self.past(end));
                }
                if self.words == 0 || aside(text, inside) || own_term(text, pos) {
                    return Some(Step::End);
                }
                self.brackets = self.brackets.saturating_add(1);
            }
            _ => {}
        }
        Some(self.take(token))
    }

    fn word(&mut self, token: Token) -> Step {
        if self.brackets > 0 {
            return self.take(token);
        }
        let (text, pos) = (self.text, token.span.start() as usize);
        // `…, ngày 18/3/2002`: the date of the document that was just named.
        let dated = self.comma.is_some_and(|end| end == self.symbol_end) && token.one_of(words!["ngày"]);
        if self.sentence_goes_on(token, dated) {
            return Step::End;
        }
        if dated {
            let own = |end: Span| date_is_own(text, end.end() as usize);
            if let Some(date) = date_at(text, pos).filter(|date| date.has_day && own(date.span)) {
                return self.past(date.span.end() as usize);
            }
        }
        if self.words > 0 && (self.comma.is_some() || token.one_of(CONJUNCTIONS)) && self.another_document(pos) {
            return Step::End;
        }
        if self.comma.is_some()
            && !self.between
            && !goes_on(text, self.start, pos)
            && (new_clause(text, self.of.core, pos) || self.carried() && own_clause(text, pos))
        {
            return Step::End;
        }
        // `giữa A, B với C`, `giữa A, B và C`: with the last party the list is closed.
        self.between |= lower(&token, words!["giữa"]);
        self.between &= !lower(&token, words!["với", "và"]);
        self.verb |= token.case == Case::Lower && title::tells(text, token);
        self.take(token)
    }

    /// Whether the sentence goes on with a word, and the title does not.
    fn sentence_goes_on(&mut self, token: Token, dated: bool) -> bool {
        let (text, pos) = (self.text, token.span.start() as usize);
        // `tại các Thông tư quy định về …`: said of the documents that the title names.
        if self.comma.is_none() && token.one_of(words!["quy"]) && of_documents(text, pos) {
            return false;
        }
        let ending = if self.words > 0 { title::ending(text, token, self.comma.is_some()) } else { None };
        match ending {
            Some((Role::Tail, _)) if self.governed() && !self.carried() && !governed(text, self.start, pos) => {
                return true;
            }
            Some((Role::Local, end)) if self.of.national() && one_place(text, end) => return true,
            _ => {}
        }
        // `tuyên truyền Luật Đất đai và các văn bản hướng dẫn`: what guides the document that the title names.
        let named = self.law_end == self.done || self.symbol_end == self.done;
        let sure = match ending {
            Some((Role::End | Role::Comma, _)) => true,
            Some((Role::Guide, _)) => !named,
            Some((Role::Inside, _)) => false,
            _ => self.words > 0 && self.comma.is_some() && announces(text, token),
        };
        if sure && !dated && !(token.one_of(words!["là"]) && names(text, self.start, pos)) {
            return true;
        }
        // `… năm 2015 và Bộ Tài chính đã ban hành …`
        if self.words > 0 && !self.between && lower(&token, words!["và"]) && body_issues(text, token) {
            return true;
        }
        // `quy định về …, quy định …`, `hướng dẫn Luật … quy định …`: the second is the sentence's own verb.
        let prescribe = |at| phrase(text, at, keys!["quy", "định"]).is_some();
        if self.words > 0 && lower(&token, words!["quy"]) && prescribe(pos) {
            let again = self.comma.is_some() && prescribe(self.start);
            let after_law = self.law_end == self.done && phrase(text, pos, keys!["quy", "định", "về"]).is_none();
            // `về phí đường bộ quy định mức thu …`
            let own = || self.words > 1 && !self.in_documents && self.law_end != self.done && prescribes(text, pos);
            if again || after_law || own() {
                return true;
            }
        }
        // `… do Bộ Y tế ban hành`, `… bằng Nghị quyết số …`
        self.words > 0 && token.case == Case::Lower && agent(text, token)
    }

    /// Whether the sentence opens with what was carried out.
    fn carried(&mut self) -> bool {
        let (text, core) = (self.text, self.of.core);
        *self.carried.get_or_insert_with(|| carried_out(text, core) && !basis_entry(text, core))
    }

    /// Whether a verb before the mention does something with it in its sentence: `đã phổ biến Nghị quyết số …`.
    fn governed(&mut self) -> bool {
        let (text, core) = (self.text, self.of.core);
        *self.governed.get_or_insert_with(|| governed(text, sentence_start(text, core, CARRIED_REACH), core))
    }

    /// Whether a document of its own begins here, rather than another that the title names.
    fn another_document(&mut self, at: usize) -> bool {
        let (text, start, kind) = (self.text, self.start, self.of.kind);
        if carried_too(text, at) || closes_list(text, self.of.core, at) {
            return true;
        }
        // `Chỉ thị số … về phổ biến pháp luật và Luật …`: where the title has come to no document, a law is another one.
        if !self.in_documents
            && self.law_end == 0
            && opens_law(text, at)
            && !title::governs(text, start)
            && self.governed()
        {
            return true;
        }
        if self.comma.is_some() && self.law_end > 0 && !self.in_documents && carries_out(text, at, kind) {
            return false;
        }
        let named =
            || self.in_documents && !beside(text, start, at, kind) || self.law_end > 0 && carries_out(text, at, kind);
        opens_part(text, start, at) || opens_document(text, at, self.comma.is_some(), named())
    }

    fn digits(&mut self, token: Token) -> Step {
        let listed = self.comma.is_some() && self.brackets == 0 && !self.in_documents;
        let ends = listed && counts_or_numbers(self.text, token.span.start() as usize);
        if ends { Step::End } else { self.take(token) }
    }
}

/// Whether the bracket at `pos` gives the term of the mention: not that of a body or a meeting right before it.
pub(in crate::reference) fn own_term(text: &Tokens, pos: usize) -> bool {
    let word = |t: Token| t.class == Class::Word && t.case == Case::Lower;
    let other =
        |t: Token| t.one_of(words!["ương", "trị", "thư", "ủy"]) || ordinal(text, t.span.start() as usize).is_some();
    byte(text, pos) == b'('
        && term_at(text, skip(text, pos + 1)).is_some()
        && text.last_token(pos).is_some_and(|t| word(t) && !other(t))
}

/// Whether behind `và` a body comes that has issued something: a clause of its own.
fn body_issues(text: &Tokens, and: Token) -> bool {
    let next = skip(text, and.span.end() as usize);
    let body = issuer_at(text, next, true).filter(|_| text.token_at(next).is_some_and(|t| t.case != Case::Lower));
    let verb =
        body.and_then(|body| text.next_token(body.span.end() as usize)).filter(|t| lower(t, words!["đã", "vừa"]));
    let deed = verb.and_then(|verb| text.next_token(verb.span.end() as usize));
    deed.is_some_and(|t| lower(&t, words!["ban", "ký", "chỉ", "tổ", "yêu"]))
}

/// Whether documents in general stand before a position: `các Thông tư`, `một số nghị định`.
fn of_documents(text: &Tokens, at: usize) -> bool {
    let kind = DocType::before(text, text.skip_space_back(at).0);
    let many = kind.and_then(|(_, start)| text.last_token(start));
    many.is_some_and(|t| t.one_of(words!["các", "số", "những"]))
}

/// Whether `trên địa bàn tỉnh` that ends at `end` is one place, named or the page's own: not a list of levels (`tỉnh, thành
/// phố trực thuộc Trung ương`) and not a kind of place (`thành phố lớn`).
fn one_place(text: &Tokens, end: usize) -> bool {
    let next = skip(text, end);
    let joined = if byte(text, next) == b',' { Some(next + 1) } else { word(text, next, Word::And) };
    if let Some(at) = joined {
        return word(text, skip(text, at), Word::Level).is_none();
    }
    let kind = |t: Token| t.case == Case::Lower && t.class == Class::Word && !title::ends_before(text, t, false);
    // `trong toàn tỉnh` is one whatever follows.
    let whole = |t: Token| text.last_token(t.span.start() as usize).is_some_and(|t| t.one_of(words!["toàn"]));
    let level = text.last_token(next).is_some_and(|t| t.one_of(PLACES) && !whole(t));
    !(level && text.token_at(next).is_some_and(kind))
}

/// The last words of levels.
const PLACES: &WordSet = words!["tỉnh", "huyện", "phố", "xã", "quận", "phường", "trấn"];

/// `và 10 năm thi hành Luật …` at a position: what else was carried out, for how long.
fn carried_too(text: &Tokens, at: usize) -> bool {
    let next = |t: Token| text.next_token(t.span.end() as usize);
    let and = text.token_at(at).filter(|t| lower(t, words!["và"]));
    let number = and.and_then(next).filter(|t| t.class == Class::Digits);
    let years = number.and_then(next).filter(|t| t.one_of(words!["năm"]));
    years.and_then(next).is_some_and(|verb| title::fronts(text, verb.span.start() as usize))
}

/// `Kết luận A …; Kế hoạch B về thực hiện Kết luận A và Quy định C ngày …`: whether `và` at a position leads to the last
/// member of a list that semicolons part, of which the mention at `core` is one: a document with a date of its own.
fn closes_list(text: &Tokens, core: usize, at: usize) -> bool {
    let listed = text.last_token(core).is_some_and(|t| t.one_of(words![";"]));
    let document = word(text, at, Word::And).filter(|_| listed).and_then(|and| DocType::at(text, skip(text, and)));
    let number = document.map(|(_, end)| skip(text, word(text, skip(text, end), Word::No).unwrap_or(end)));
    let end = number.and_then(|number| symbol_end(text, number));
    end.is_some_and(|end| word(text, skip(text, end), Word::Day).is_some())
}

/// Whether a law is named at a position or behind the conjunction there.
fn opens_law(text: &Tokens, at: usize) -> bool {
    let first = text.token_at(at);
    let head = match first.filter(|t| t.one_of(CONJUNCTIONS)) {
        Some(and) => text.next_token(and.span.end() as usize),
        None => first,
    };
    head.is_some_and(|t| t.case == Case::Title && t.one_of(LAWS) && Law::at(text, t.span.start() as usize).is_some())
}

/// Whether no word stands right behind a straight quotation mark.
fn closes_quote(text: &Tokens, after: usize) -> bool {
    text.token_at(after).is_none_or(|t| t.class == Class::Mark)
}

/// Whether a straight mark opens a quotation: a space before it, none behind it. `M'gar` has one inside a name.
fn opens_quote(text: &Tokens, pos: usize, after: usize) -> bool {
    text.skip_space_back(pos).0 < pos && text[after..].starts_with(char::is_alphanumeric)
}

/// Whether a dash with spaces around it parts a document's title from what else it is called.
fn renamed(text: &Tokens, dash: usize, after: usize) -> bool {
    let next = skip(text, after);
    let spaced = next > after && text.skip_space_back(dash).0 < dash;
    spaced
        && text.token_at(next).is_some_and(|t| t.class == Class::Word && t.case == Case::Title)
        && DocType::at(text, next).is_some()
}

/// Whether the colon at `pos` stands between what is built or studied and its name.
fn names_work(text: &Tokens, pos: usize, after: usize) -> bool {
    let last = text.last_token(pos).filter(|t| t.case == Case::Lower);
    let first = last.and_then(|t| text.last_token(t.span.start() as usize));
    let work = first.zip(last).is_some_and(|(first, last)| {
        first.one_of(words!["công", "dự", "đề", "gói", "hạng", "chuyên", "chủ"])
            && last.one_of(words!["trình", "án", "tài", "thầu", "mục", "đề"])
    });
    let (next, spaced) = text.skip_space(after);
    work && spaced && !text[after..next].contains('\n') && text.token_at(next).is_some_and(|t| t.class == Class::Word)
}

/// Whether the stop at `pos` ends the sentence.
fn stops(text: &Tokens, pos: usize, after: usize) -> bool {
    let (at, spaced) = text.skip_space(after);
    let Some(next) = text.token_at(at) else { return true };
    let word = next.class == Class::Word;
    // `… số 53.Hội nghị …`, `… nông thôn.Đây …`: no space after the stop.
    let closes = |t: Token| t.class == Class::Digits || t.case == Case::Lower && t.span.len() > 2;
    let glued = || text.token_before(pos).is_some_and(closes) && word && next.case == Case::Title;
    // `… Bảng giá đất."`
    let closed = || matches!(&text[next.span], "\"" | "”") && closes_quote(text, next.span.end() as usize);
    if !spaced && closed() {
        return true;
    }
    if spaced {
        !(word && next.case == Case::Lower || abbreviation::closed_at(text, pos))
    } else {
        glued() || text[after..].starts_with("..")
    }
}

/// The first words of laws' names.
const LAWS: &WordSet = words!["Luật", "Bộ", "Pháp"];
