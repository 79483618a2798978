//! The lines after the last paragraph: who signed, then lists, counters and the footer.

use super::caption::last_picture;
use super::line::Line;
use crate::page::line::{Field, Look, NEIGHBOURS, ends_sentence, is_byline, is_name, upper};
use crate::page::{Zone, day};
use crate::text::tokens::Tokens;

/// The lines after the last paragraph: who signed, then lists, counters and the footer.
pub(super) fn tail(text: &Tokens, lines: &mut [Line], headed: bool) {
    let opener = lines.iter().position(|line| matches!(line.look, Look::Opener | Look::EdgeOpener));
    let footer = |line: &Line| matches!(line.look, Look::Edge | Look::Counter | Look::Furniture);
    let shut = &lines[..opener.unwrap_or(lines.len())];
    let footed = shut.iter().position(footer).zip(shut.iter().rposition(footer));
    let neighbour = |words: &str| NEIGHBOURS.iter().any(|form| words.starts_with(form));
    let (mut heading, mut pictures, mut image) = (false, !headed, false);
    let mut counts = false;
    for (i, line) in lines.iter_mut().enumerate() {
        let shut = opener.is_some_and(|opener| i >= opener);
        // The last paragraph may be followed by pictures.
        if pictures && line.look == Look::Image {
            image = true;
            continue;
        }
        let below = std::mem::take(&mut image);
        pictures &= line.look == Look::Caption || line.look == Look::Plain && (below || last_picture(text, line));
        if pictures && !shut {
            line.zone = Zone::Caption;
            continue;
        }
        // `Chương I` and `QUY CHẾ` have their matter on the next lines.
        let goes_on = heading && upper(text, text.within(line.span));
        let headed = std::mem::replace(&mut heading, line.heading(text) || line.typed(text) || goes_on);
        let within =
            footed.is_some_and(|(a, b)| a < i && i < b) || (opener.is_some() && footed.is_some_and(|(a, _)| a < i));
        line.zone = match line.look {
            Look::Told(_) => Zone::Meta,
            _ if shut => Zone::Furniture,
            Look::Edge => Zone::Furniture,
            Look::Label(Field::Document) => Zone::Meta,
            Look::Label(_) | Look::Signature => Zone::Signature,
            Look::Date => Zone::Meta,
            Look::Plain if line.zone == Zone::Body && within && !line.item(text) => Zone::Furniture,
            Look::Plain if line.zone == Zone::Body && neighbour(&text[line.span]) => Zone::Furniture,
            Look::Plain if line.zone == Zone::Body && cited(&text[line.span]) => {
                line.look = Look::Signature;
                Zone::Signature
            }
            Look::Plain | Look::Name
                if line.zone == Zone::Body
                    && line.span.len() <= 120
                    && !honoured(&text[line.span])
                    && !line.heading(text)
                    && !line.section(text)
                    && !line.typed(text)
                    && !headed
                    && (is_byline(text, line.span) || is_name(text, text.within(line.span), 2)) =>
            {
                Zone::Signature
            }
            Look::Group if footed.is_some_and(|(a, b)| a < i && i < b) => Zone::Furniture,
            // What counters count, and votes.
            Look::Number if counts => Zone::Furniture,
            _ => line.zone,
        };
        counts = line.zone == Zone::Furniture;
    }
    dated_list(text, lines);
    if !headed {
        above_byline(text, lines);
        below_byline(text, lines);
    }
}

/// Knows a list of other articles behind the last paragraph by the date that stands with each title, the newest first: what
/// happened from day to day stands the other way round.
fn dated_list(text: &Tokens, lines: &mut [Line]) {
    let date = |line: &Line| line.look == Look::Date && line.zone == Zone::Meta;
    let Some(from) = lines.iter().position(date) else { return };
    let to = lines.iter().rposition(date).unwrap_or(from);
    let other = |line: &Line| date(line) || line.zone == Zone::Furniture || line.entitles(text);
    let between = lines[from..to].windows(3).all(|three| three.iter().any(date));
    if from == to || !between || !lines[from..=to].iter().all(other) {
        return;
    }
    let days = lines[from..=to].iter().filter(|line| date(line)).filter_map(|line| day::find_in(text, line.span));
    if !days.map(|(date, _)| std::cmp::Reverse(date)).is_sorted() {
        lines[from..=to].iter_mut().filter(|line| date(line)).for_each(|line| line.zone = Zone::Body);
        return;
    }
    // The date may stand over its title or below.
    let title = |line: Option<&Line>| line.is_some_and(|line| line.zone == Zone::Body && line.entitles(text));
    let (above, below) = (from.checked_sub(1).filter(|&i| title(lines.get(i))), title(lines.get(to + 1)));
    let (from, to) = if below && above.is_none() { (from, to + 1) } else { (above.unwrap_or(from), to) };
    lines[from..=to].iter_mut().for_each(|line| line.zone = Zone::Furniture);
}

/// Knows the words under the last picture: between the last sentence and who signed, the only line.
fn above_byline(text: &Tokens, lines: &mut [Line]) {
    let Some(signed) = lines.iter().position(|line| line.zone == Zone::Signature) else { return };
    if let [above @ .., line] = &mut lines[..signed] {
        let ended = |above: &Line| above.look == Look::Image || ends_sentence(&text[above.span]);
        if line.zone == Zone::Body && line.entitles(text) && above.last().is_none_or(ended) {
            line.zone = Zone::Caption;
        }
    }
}

/// Knows other articles' titles by their place: two or more below who wrote this one, up to the page's end or its footer.
fn below_byline(text: &Tokens, lines: &mut [Line]) {
    let signs = |line: &Line| line.zone == Zone::Signature;
    let Some(signed) = lines.iter().position(signs) else { return };
    let signed = signed + lines[signed..].iter().take_while(|line| signs(line)).count();
    let lines = &mut lines[signed..];
    // Of a list of names each is followed by what is said of it.
    if lines.iter().any(signs) {
        return;
    }
    // Pictures may stand there too.
    let other = |line: &Line| line.zone == Zone::Body && line.entitles(text) && !last_picture(text, line);
    let list = lines.iter().take_while(|line| line.look == Look::Ruler || other(line)).count();
    let ends = lines.get(list).is_none_or(|line| line.zone == Zone::Furniture);
    let count = lines[..list].iter().filter(|line| other(line)).count();
    // Facts in a box beside the article have a number each.
    let figures = |line: &&Line| text[line.span].bytes().any(|byte| byte.is_ascii_digit());
    let facts = lines[..list].iter().filter(figures).count();
    if ends && count >= 2 && facts * 2 <= count {
        lines[..list].iter_mut().for_each(|line| line.zone = Zone::Furniture);
    }
}

/// Whether a line names the site, the paper or the person that the text is from: `Theo binhan.vn`, `Theo Thu Hà`.
fn cited(words: &str) -> bool {
    let domain = |site: &str| site.contains('.') && site.is_ascii() && !site.contains(' ');
    let named = |source: &str| source.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let source = words.strip_prefix("Theo ").filter(|_| words.len() <= 40 && !words.ends_with(['.', ',', ';', ':']));
    source.is_some_and(|source| domain(source) || named(source))
}

/// Whether a name bears a title, as nobody signs: `Ông Lê Văn Tâm`.
fn honoured(words: &str) -> bool {
    ["Ông ", "Bà ", "Đại biểu "].iter().any(|form| words.starts_with(form))
}
