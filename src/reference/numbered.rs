//! Documents with a number: at a run of digits the number is read forwards and the type word backwards; the numbers of a
//! list share head and tail.

use crate::Span;
use crate::registry::code::Code;
use crate::registry::doc_type::{Bare, DocType};
use crate::registry::issuer::Issuer;
use crate::text::case::same;
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

use super::figure::{closed_after, counted_after, issued_by, of_the_united_nations, plain_number};
use super::finder::Finder;
use super::head::{Before, Head, before_digits, family_of, head_before, read_gap};
use super::issuer::issuer_at;
use super::list::{connected, may_connect};
use super::mention::mentions_into;
use super::number::{Number, NumberAt, Strength, joined, lettered, number_at, runs_on};
use super::words::{Word, byte, closes_line, skip, word};
use super::{Family, Form, Reference};

impl Finder<'_, '_> {
    /// A mention with a number, at the number's digits; with it the other members of its list.
    pub(super) fn numbered(&mut self, at: usize) {
        let text = self.text;
        let Some(digits) = text.token_at(at) else { return };
        let end = digits.span.end() as usize;
        let before = before_digits(text, at);
        let may = match before {
            Before::Digits => false,
            Before::Nothing => lettered(text, end),
            Before::Joint => joined(text, end) || !self.out.references.is_empty() && runs_on(text, end),
            Before::Head => true,
        };
        if may {
            self.number(at, before != Before::Nothing);
        }
    }

    /// [`Finder::numbered`], where the words around the digits leave it open.
    #[inline(never)]
    fn number(&mut self, at: usize, headed: bool) {
        let text = self.text;
        let Some(found) = number_at(text, at).filter(|found| headed || found.number.tail.is_some()) else { return };
        let Some(mut head) = head_before(text, at) else { return };
        if head.kind.is_some_and(|(span, _)| (span.start() as usize) < self.done) {
            head.kind = None;
            head.gap = None;
        }
        let kind_before = if head.kind.is_none() { self.kind_before(at) } else { None };
        if found.number.tail.is_none() && head.kind.is_none() && kind_before.is_none() {
            return;
        }
        let mut inherited = kind_before;
        self.run_of_numbers(found, &head, inherited.is_some());
        let letterhead = if head.so && head.kind.is_none() {
            old_letterhead(text, at, &found).or_else(|| headed_so(text, at, &found))
        } else {
            None
        };
        if letterhead.is_none() && !self.accepts(&head, inherited) {
            return;
        }
        // Now the mention before must be read, to see whether this number is of its list.
        if inherited.is_some() && !self.connected(at, false) {
            inherited = None;
            self.out.run.truncate(1);
            if letterhead.is_none() && !self.accepts(&head, None) {
                return;
            }
        }
        let tail = self.tail();
        for i in 0..self.out.run.len() {
            let found = self.out.run[i];
            let mut number = found.number;
            if let Some(tail) = tail.filter(|_| number.tail.is_none()) {
                number.tail = tail.number.tail;
                number.code_type = tail.number.code_type;
                number.code_issuer = tail.number.code_issuer;
                if number.year.is_none() {
                    number.year = tail.number.year;
                    number.year_span = tail.number.year_span;
                }
            }
            let start = match head.kind {
                Some((span, _)) if i == 0 => span.start() as usize,
                _ => number.serial.start() as usize,
            };
            let form = if number.tail.is_some() { Form::Numbered } else { Form::NumberOnly };
            let mut reference = Reference::new(Span::of(start, found.end), form);
            reference.head = head.kind.map(|(span, _)| span).filter(|_| i == 0);
            reference.doc_type = head
                .kind
                .map(|(_, kind)| kind)
                .or(inherited.filter(|kind| fits(*kind, &number)))
                .or(letterhead)
                .or_else(|| type_of(text, &number, found.family));
            reference.family = tail.map_or(family_of(reference.doc_type), |t| t.family);
            reference.number = Some(number);
            if let Some(gap) = head.gap.filter(|_| i == 0) {
                read_gap(text, gap, &mut reference);
            } else if let Some(body) = self.body_before() {
                // `các Nghị quyết của HĐND tỉnh: số … về …; số … về …`: the body before the list is every member's.
                if i > 0 || self.connected(reference.core.start() as usize, head.kind.is_some()) {
                    (reference.issuer, reference.issuer_id, reference.issuer_place) = body;
                }
            }
            self.push(reference, i > 0);
        }
    }

    /// Whether a number's letters are those of the last mention's body: `351/HĐBT, 352/HĐBT`.
    fn same_body(&self, tail: &NumberAt) -> bool {
        let last = self.out.references.last().and_then(|last| last.number).and_then(|number| number.code_issuer);
        tail.number.code_issuer.is_some() && tail.number.code_issuer == last
    }

    /// The type of the last mention, where a number without a head may be of its list.
    fn kind_before(&self, at: usize) -> Option<DocType> {
        let kind = self.out.references.last()?.doc_type?;
        may_connect(self.text, self.done, at).then_some(kind)
    }

    /// The body named before the last number, its own or its list's: `Nghị quyết của HĐND tỉnh số …`.
    fn body_before(&self) -> Option<(Option<Span>, Option<Issuer>, Option<Span>)> {
        let last =
            self.out.references.last().filter(|last| last.issuer.is_some_and(|body| body.end() < last.core.end()))?;
        Some((last.issuer, last.issuer_id, last.issuer_place))
    }

    /// Whether a core that starts at `start` is of the last mention's list. Only where the list says what the core is
    /// must the mention be read before the cores after it are found.
    #[cold]
    fn connected(&mut self, start: usize, headed: bool) -> bool {
        may_connect(self.text, self.done, start) && {
            mentions_into(self.text, self.out);
            self.out.references.last().is_some_and(|last| connected(self.text, last, start, headed))
        }
    }

    /// The numbers that follow each other under one head up to the one that bears the letters: `04, 05/2015/NĐ-CP`.
    fn run_of_numbers(&mut self, first: NumberAt, head: &Head, inherited: bool) {
        let run = &mut self.out.run;
        run.clear();
        run.push(first);
        if head.kind.is_none() && !inherited {
            return;
        }
        let text = self.text;
        while let Some(last) = run.last().filter(|n| n.number.tail.is_none() && run.len() < LONGEST_RUN) {
            let mut pos = skip(text, last.end);
            // `NĐ 278–281`: the ends of a range; the numbers between have no words of their own.
            let range = || range_to(text, last);
            let end = if byte(text, pos) == b',' { Some(pos + 1) } else { word(text, pos, Word::And).or_else(range) };
            let Some(end) = end else { break };
            pos = skip(text, end);
            if let Some(and) = word(text, pos, Word::And) {
                pos = skip(text, and);
            }
            let so = word(text, pos, Word::No);
            if let Some(end) = so {
                pos = skip(text, end);
            }
            let Some(found) = number_at(text, pos) else { break };
            // `Thông tư 64, 12 xã`: what follows must be able to be a number too.
            if found.number.tail.is_none()
                && so.is_none()
                && (!plain_number(text, &found) || found.number.serial.len() < 2 || counted_after(text, found.end))
            {
                break;
            }
            run.push(found);
        }
    }

    /// The number of the run that bears the letters of them all.
    fn tail(&self) -> Option<NumberAt> {
        self.out.run.last().copied().filter(|last| last.number.tail.is_some())
    }

    /// Whether the page has named a document of that type and number before: `Quy định số 22-QĐ/TW`.
    fn named_before(&self, kind: DocType, bare: &NumberAt) -> bool {
        let serial = &self.text[bare.number.serial];
        self.out.references.iter().rev().take(LAST_FULL).any(|r| {
            let same = |number: Number| &self.text[number.serial] == serial;
            r.doc_type == Some(kind) && r.number.is_some_and(same)
        })
    }

    /// Whether the run with this head and these letters is of documents' numbers.
    fn accepts(&self, head: &Head, inherited: Option<DocType>) -> bool {
        let text = self.text;
        // `văn bản ủy quyền số …`: of a document in general, only the one whose body is named.
        let private = |gap: Span| word(text, gap.start() as usize, Word::Of).is_none();
        let general = head.kind.is_some_and(|(_, kind)| kind.name() == "văn bản");
        if head.foreign || general && head.gap.is_some_and(private) {
            return false;
        }
        if let Some(tail) = self.tail() {
            let strength = tail.strength;
            return match head.kind {
                Some((_, kind)) => kind.name() != "luật" || strength == Strength::Full || head.so,
                None if inherited.is_some() => strength >= Strength::Half || self.same_body(&tail),
                None if head.so => {
                    strength >= Strength::Half && (tail.family != Family::Judicial || supreme(&tail.number))
                }
                None if tail.family == Family::Judicial => false,
                None => strength == Strength::Full || tail.number.code_issuer.is_some() && fills_cell(text, &tail),
            };
        }
        let run = &self.out.run;
        let Some(first) = run.first() else { return false };
        let Some((span, kind)) = head.kind else {
            return inherited.is_some() && head.so && plain_number(text, first);
        };
        if head.gap.is_some() || !plain_number(text, first) || of_the_united_nations(text, first.end) {
            return false;
        }
        let end = run.last().map_or(first.end, |last| last.end);
        // `NQ 11–14 tiêu chí`, `04–2015`: figures of something else.
        if text[end..].strip_prefix('–').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            return false;
        }
        let capital = text.token_at(span.start() as usize).is_some_and(|t| t.case != Case::Lower);
        let year = first.number.year.is_some();
        // `TT số 101 Nguyễn Trãi`: a centre's address.
        let addressed = |t: &Token| {
            let at = t.span.start() as usize;
            let names = t.class == Class::Word && t.case == Case::Title;
            names
                && DocType::at(text, at).is_none()
                && issuer_at(text, at, true).is_none()
                && word(text, at, Word::Of).is_none()
        };
        if head.short && kind.code() == "TT" && text.next_token(end).filter(addressed).is_some() {
            return false;
        }
        if head.so {
            return kind.row().bare != Bare::No || kind.code() != "" && capital || matches!(kind.name(), "lệnh");
        }
        // `I. NGHỊ QUYẾT` and below it `1`: a table's heading, and the number of a row.
        let below = text[span.end() as usize..first.number.serial.start() as usize].contains('\n');
        if below && closes_line(text, end) || counted_after(text, end) {
            return false;
        }
        let digits = first.number.serial.len();
        let calendar = digits == 4 && text[first.number.serial].parse::<u16>().is_ok_and(|y| (1930..2100).contains(&y));
        match kind.row().bare {
            Bare::Strong if head.short => {
                digits >= 2
                    && !calendar
                    && matches!(kind.code(), "NQ" | "NĐ" | "TT" | "CT" | "KL" | "ĐA" | "PL" | "TTLT")
                    || year
            }
            Bare::Strong if capital => !calendar || year,
            Bare::Strong => {
                year || digits >= 2
                    && !calendar
                    && !matches!(kind.name(), "chỉ thị" | "kết luận" | "đề án" | "chương trình hành động")
                    || text[first.number.serial].starts_with('0') && closed_after(text, end)
            }
            Bare::Weak if capital => {
                year || digits >= 2 && !calendar && (closed_after(text, end) || self.named_before(kind, first))
            }
            Bare::Weak => year || digits >= 2 && !calendar && (issued_by(text, end) || self.named_before(kind, first)),
            // `Luật 54/2014 quy định`
            Bare::No => kind.name() == "luật" && year && capital,
        }
    }
}

/// Whether a symbol of several parts stands alone on its line or in its cell: `384/BHXH-CSXH | Về thẻ bảo hiểm`.
#[cold]
fn fills_cell(text: &Tokens, symbol: &NumberAt) -> bool {
    let (start, end) = (symbol.number.serial.start() as usize, symbol.end);
    let before = text[..start].trim_end_matches(' ');
    let after = text[end..].trim_start_matches([' ', '\r']);
    symbol.strength >= Strength::Half
        && (before.is_empty() || before.ends_with(['\n', '|', '\t']))
        && (after.is_empty() || after.starts_with(['\n', '|', '\t']))
}

/// The type of a document that bears its body alone in its head (`Số: 18-HĐBT`), as was done until 1997: the heading below
/// says it.
#[cold]
fn old_letterhead(text: &Tokens, at: usize, found: &NumberAt) -> Option<DocType> {
    let line = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let so = text[line..at].trim_end().trim_end_matches(':').trim();
    let body = found.number.code_issuer.filter(|_| found.number.code_type.is_none());
    let alone = body.is_some_and(|body| matches!(body.id(), "hdbt" | "cp" | "ttg"));
    // The chairman of the Council of Ministers: `Số: 37-CT`.
    let chairman = || found.number.tail.is_some_and(|tail| matches!(&text[tail], "-CT" | "/CT"));
    if !(alone || chairman()) || !same(so, "số") {
        return None;
    }
    let heading = |line: &str| {
        let line = line.trim().trim_end_matches(':');
        if line.chars().any(char::is_lowercase) { None } else { DocType::by_name(line) }
    };
    text[found.end..].lines().take(LETTERHEAD).find_map(heading)
}

/// `Quy định` where the heading below the number says so, or what a law database says of its type: the letters of decisions
/// stand for both (`Số: 69-QĐ/TW`).
#[cold]
fn headed_so(text: &Tokens, at: usize, found: &NumberAt) -> Option<DocType> {
    const HEADING: &str = "QUY ĐỊNH";
    found.number.code_type.filter(|kind| kind.name() == "quyết định")?;
    let before = text[..at].trim_end();
    let line = before.rfind('\n').map_or(0, |i| i + 1);
    let label = before[line..].trim().trim_end_matches([':', '|', ' ']);
    let below = &text[found.end..];
    let heads = if same(label, "số") {
        let ends = |rest: &str| rest.is_empty() || rest.starts_with(" (");
        let mut lines = below.lines().take(LETTERHEAD).map(str::trim);
        let heading = lines.find(|line| line.starts_with(HEADING) || line.starts_with("QUYẾT ĐỊNH"));
        heading.and_then(|line| line.strip_prefix(HEADING)).is_some_and(ends)
    } else {
        let told = below.trim_start_matches([' ', '|', '\n']).strip_prefix("Loại văn bản:");
        same(label, "số hiệu")
            && told.is_some_and(|kind| kind.trim_start_matches([' ', '|', '\n']).starts_with("Quy định"))
    };
    DocType::by_name("quy định").filter(|_| heads)
}

/// How many lines below its number a document's heading stands at most.
const LETTERHEAD: usize = 16;

/// How many mentions back a number's letters are looked for.
const LAST_FULL: usize = 200;

/// The most numbers that are read under one head.
const LONGEST_RUN: usize = 16;

/// Where the other end of a range of numbers starts: after a dash glued to both, as many digits and a greater number.
fn range_to(text: &Tokens, last: &NumberAt) -> Option<usize> {
    let at = last.end + text[last.end..].strip_prefix('–').map(|_| '–'.len_utf8())?;
    let to = text.token_at(at).filter(|t| t.class == Class::Digits)?;
    let (from, to) = (&text[last.number.serial], &text[to.span]);
    (from.len() == to.len() && from < to).then_some(at)
}

/// Whether a number is of the supreme court or the supreme procuracy, whose letters bear them as a ministry's do: `Số:
/// 3010/VKSTC-V14`. Those of other courts are of cases.
fn supreme(number: &Number) -> bool {
    number.code_issuer.is_some_and(|body| matches!(body.id(), "tandtc" | "vksndtc"))
}

/// Whether an inherited type fits a number's own code.
fn fits(kind: DocType, number: &Number) -> bool {
    number.code_type.is_none_or(|code| code == kind || code.code() == kind.code())
}

/// The type by the symbol alone; `công văn` where a body stands in the type's place, unless the type follows it, as was usual
/// until the nineties: `18-BYT/TT`, `64/UB-QĐ`.
fn type_of(text: &Tokens, number: &Number, family: Family) -> Option<DocType> {
    let old = || {
        let tail = &text[number.tail.filter(|_| number.year.is_none())?];
        let (body, kind) = tail.rsplit_once(['/', '-'])?;
        let turned = matches!(kind, "QĐ" | "NQ" | "NĐ") || matches!(kind, "TT" | "CT") && tail.starts_with('-');
        // `01-TANDTC-VKSNDTC/TTLT`: of several bodies.
        let joint = kind == "TTLT" && tail.starts_with(['-', '/']);
        if joint {
            return DocType::by_name("thông tư liên tịch");
        }
        let one = body.trim_start_matches(['/', '-']).chars().all(char::is_alphanumeric);
        let code = kind.token_at(0).filter(|_| turned && one).and_then(|token| Code::of(token.key))?;
        code.state_type
    };
    number.code_type.or_else(|| if number.code_issuer.is_some() { old() } else { None }).or_else(|| {
        let office =
            number.code_issuer.is_some() && matches!(family, Family::Party | Family::State | Family::MassOrganisation);
        if office || supreme(number) { DocType::by_name("công văn") } else { None }
    })
}
