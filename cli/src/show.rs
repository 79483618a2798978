//! `vanban show`: one page in the terminal, with what was found on it marked.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal};
use std::path::Path;

use vanban::batch::{Found, Page, Settings, inputs, walk};
use vanban::claim::{Bound, Change};
use vanban::page::Zone;
use vanban::record::{self, Options, Origin, Record};
use vanban::reference::{KnownDocuments, Rules};
use vanban::{Error, ErrorKind, Mined, Miner, Span};

use crate::args::{self, Color};
use crate::{DONE, Failure, SOME_FAILED, put, told};

pub(crate) fn run(args: &args::Show) -> Result<u8, Failure> {
    let color = colored(args.color, io::stdout().is_terminal(), env::var_os("NO_COLOR"));
    match shown(args, &args.read.settings()?, if color { &COLORS } else { &BRACKETS }) {
        Ok(shown) => put(shown.as_bytes())?,
        Err(error) => {
            eprintln!("{}", told(error));
            return Ok(SOME_FAILED);
        }
    }
    Ok(DONE)
}

/// The page with its marks, and what they mean.
fn shown(args: &args::Show, settings: &Settings, style: &Style) -> Result<String, Error> {
    let page = page(&args.page, settings)?;
    let mut miner = Miner::new();
    let mined = miner.mine_text(page.text()?);
    let rules = Rules::with(settings.known.as_deref().unwrap_or(KnownDocuments::builtin()));
    let records = record::records_with(&page.bytes, &mined, &rules, &Origin::new(&page.source), &Options::default());
    let mut out = String::new();
    paint(&mined, style, &mut out);
    list(&records, style, &mut out);
    Ok(out)
}

/// Whether colours are used: where a terminal shows them and `NO_COLOR` (no-color.org) does not forbid them; an option
/// on the command line overrules both.
fn colored(wanted: Color, terminal: bool, no_color: Option<OsString>) -> bool {
    match wanted {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => terminal && no_color.is_none_or(|value| value.is_empty()),
    }
}

/// The page that is named: a file's first, or the row after `#`.
pub(crate) fn page(name: &str, settings: &Settings) -> Result<Page, Error> {
    let row = name.rsplit_once('#').filter(|(_, row)| row.parse::<u64>().is_ok());
    let (files, source) = match row {
        _ if name == "-" => (vec![Ok(Found::stdin())], None),
        Some((file, _)) if !Path::new(name).exists() => (walk(Path::new(file)).files, Some(name)),
        _ => (walk(Path::new(name)).files, None),
    };
    if Path::new(name).is_dir() {
        let example = files.into_iter().flatten().next();
        let example = example.map(|file| format!(", say {}", file.path.display())).unwrap_or_default();
        return Err(Error::new(ErrorKind::Read, name, format!("a folder: name one of its pages{example}")));
    }
    let mut last = None;
    for file in files {
        for input in inputs(&file?, settings) {
            match input {
                Ok(input) if source.is_none_or(|source| source == input.source) => return input.open(settings),
                Err(error) if source.is_none_or(|source| source == error.source_name()) => return Err(error),
                Ok(input) => last = Some(input.source),
                Err(error) => last = Some(error.source_name().to_owned()),
            }
        }
    }
    let last = last.map_or_else(|| "it has no page".to_owned(), |last| format!("its last page is {last}"));
    Err(Error::new(ErrorKind::Read, name, format!("no such page; {last}")))
}

/// How things are marked: what comes before and after.
struct Style {
    reference: (&'static str, &'static str),
    claim: (&'static str, &'static str),
    grey: (&'static str, &'static str),
    id: (&'static str, &'static str),
}

const COLORS: Style = Style {
    reference: ("\x1b[1;36m", "\x1b[0m"),
    claim: ("\x1b[1;33m", "\x1b[0m"),
    grey: ("\x1b[2m", "\x1b[0m"),
    id: ("\x1b[2m", "\x1b[0m"),
};

const BRACKETS: Style = Style { reference: ("[", "]"), claim: ("{", "}"), grey: ("", ""), id: ("", "") };

/// The page's text with its references and claims marked, and greyed what is not its own words. Of a page in another
/// encoding or in HTML nobody wants to see the bytes.
fn paint(mined: &Mined<'_, '_>, style: &Style, out: &mut String) {
    let page = mined.text.as_str();
    let own = |zone: Zone| matches!(zone, Zone::Title | Zone::Body | Zone::Table);
    let range = |span: Span| (span.start() as usize, span.end() as usize);
    let zones: Vec<_> = mined.zones.iter().map(|z| (range(z.span).0, range(z.span).1, own(z.zone))).collect();
    let references = mined.references.iter().enumerate().map(|(i, r)| (r.core, format!("r{}", i + 1), style.reference));
    let claims = mined.claims.iter().enumerate().map(|(i, c)| (c.core, format!("c{}", i + 1), style.claim));
    let mut marks: Vec<_> = references.chain(claims).map(|(span, id, marks)| (range(span), id, marks)).collect();
    marks.sort_by_key(|(range, ..)| *range);
    let mut at = 0;
    for ((start, end), id, (open, close)) in marks {
        if start < at {
            continue;
        }
        plain(page, at, start, &zones, style, out);
        out.push_str(open);
        safe(&page[start..end], out);
        out.push_str(close);
        out.push_str(style.id.0);
        out.push_str(&id);
        out.push_str(style.id.1);
        at = end;
    }
    plain(page, at, page.len(), &zones, style, out);
    if !out.ends_with('\n') {
        out.push('\n');
    }
}

/// A stretch without marks: of its zones, some are greyed.
fn plain(page: &str, from: usize, to: usize, zones: &[(usize, usize, bool)], style: &Style, out: &mut String) {
    let mut at = from;
    let first = zones.partition_point(|(_, end, _)| *end <= from);
    for &(start, end, own) in zones[first..].iter().take_while(|(start, _, _)| *start < to) {
        let (start, end) = (start.clamp(at, to), end.clamp(at, to));
        if own || start == end {
            continue;
        }
        safe(&page[at..start], out);
        out.push_str(style.grey.0);
        safe(&page[start..end], out);
        out.push_str(style.grey.1);
        at = end;
    }
    safe(&page[at..to], out);
}

/// A page may hold what a terminal would obey: it is shown, not sent.
pub(crate) fn safe(text: &str, out: &mut String) {
    out.extend(text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{fffd}' } else { c }));
}

/// What the marks mean, one a line, and what does not add up.
fn list(records: &[Record<'_>], style: &Style, out: &mut String) {
    out.push('\n');
    let mut line = |id: &str, (open, close): (&str, &str), words: &[&str]| {
        let words: Vec<&str> = words.iter().copied().filter(|word| !word.is_empty()).collect();
        out.push_str(open);
        out.push_str(id);
        out.push_str(close);
        out.push(' ');
        safe(&words.join(" · ").replace('\n', " "), out);
        out.push('\n');
    };
    for record in records {
        let text = |field: &Option<std::borrow::Cow<'_, str>>| field.as_deref().unwrap_or_default().to_owned();
        match record {
            Record::Reference(r) => {
                let term = r.term.as_deref().map(|term| format!("khóa {term}")).unwrap_or_default();
                let issued = r.issued.map(|date| date.to_string()).unwrap_or_default();
                let what = r.symbol.as_deref().or(r.name.as_deref()).unwrap_or(&r.head.text);
                let document = r.document.as_deref().map(|key| format!("= {key}")).unwrap_or_default();
                let words = [&text(&r.doc_type), what, &issued, &text(&r.issuer), &term, &text(&r.title), &document];
                line(&format!("{} {}", r.head.id, r.cluster), style.reference, &words);
            }
            Record::Claim(c) => {
                let (low, high) = (c.low.map(|n| n.to_string()), c.high.map(|n| n.to_string()));
                let value = match (low, high) {
                    (Some(low), Some(high)) if low == high => low,
                    (Some(low), Some(high)) => format!("{low} … {high}"),
                    (Some(low), None) => format!("{low} …"),
                    _ => "?".to_owned(),
                };
                let value = c.of.map_or(value.clone(), |of| format!("{value} of {of}"));
                let bound = if c.bound == Bound::Exact { "" } else { c.bound.name() };
                let change = c.change.map_or("", Change::name);
                let words = [&value, &text(&c.unit), &text(&c.counted), bound, change, &text(&c.period)];
                line(&c.head.id, style.claim, &words);
            }
            Record::Audit(a) => {
                line(&a.head.id, ("", ""), &[a.verdict.name(), &a.explanation]);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_forbids_colours_that_nobody_asked_for() {
        let set = |value: &str| Some(OsString::from(value));
        for (wanted, terminal, no_color, colours) in [
            (Color::Auto, true, None, true),
            (Color::Auto, true, set(""), true),
            (Color::Auto, true, set("1"), false),
            (Color::Auto, false, None, false),
            (Color::Always, false, set("1"), true),
            (Color::Never, true, None, false),
        ] {
            assert_eq!(colored(wanted, terminal, no_color.clone()), colours, "{wanted:?} {terminal} {no_color:?}");
        }
    }
}
