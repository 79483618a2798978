//! What an element does to the walk, by its name and attributes.

use crate::page::html::block::Tag;
use crate::page::html::role::Role;
use crate::page::html::tag::{self, StartTag};

/// What an element does to the walk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Skip,
    Title,
    Link,
    Break,
    Rule,
    Block(Tag),
    /// Lines stand as they are written.
    Lines,
    Container(Role),
    Table,
    Row,
    Cell,
    Inline,
}

/// What an element is by its name, and by what its attributes say.
pub(super) fn kind(name: &[u8], tag: &StartTag) -> Kind {
    let mut kind = match name {
        b"script" | b"style" | b"noscript" | b"template" | b"svg" | b"math" | b"iframe" | b"object" | b"applet"
        | b"select" | b"textarea" | b"button" | b"canvas" | b"audio" | b"video" | b"map" | b"datalist" | b"marquee"
        | b"noframes" | b"del" | b"rt" | b"rp" | b"amp-ad" | b"amp-embed" | b"amp-sidebar" | b"amp-social-share"
        | b"amp-analytics" => {
            return Kind::Skip;
        }
        _ if is_words_data(name) => return Kind::Skip,
        b"title" => return Kind::Title,
        b"br" => return Kind::Break,
        b"hr" => Kind::Rule,
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Kind::Block(Tag::Heading),
        b"li" | b"dt" | b"dd" => Kind::Block(Tag::Item),
        b"figcaption" | b"caption" => Kind::Block(Tag::Caption),
        b"pre" => Kind::Lines,
        b"p" | b"blockquote" | b"address" | b"center" | b"legend" | b"summary" => Kind::Block(Tag::Text),
        b"table" => Kind::Table,
        b"tr" => Kind::Row,
        b"td" | b"th" => Kind::Cell,
        b"nav" => Kind::Container(Role::Drop),
        b"footer" => Kind::Container(Role::Footer),
        b"div" | b"section" | b"article" | b"main" | b"aside" | b"header" | b"form" | b"ul" | b"ol" | b"dl"
        | b"figure" | b"fieldset" | b"details" | b"body" | b"tbody" | b"thead" | b"tfoot" => {
            Kind::Container(Role::None)
        }
        _ => Kind::Inline,
    };
    let link = name == b"a";
    let weighed = matches!(kind, Kind::Container(Role::None) | Kind::Block(_));
    let mut role = Role::None;
    for tag::Attribute { name, value, .. } in tag.attributes() {
        let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
        match name.len() {
            6 if is("hidden") => return Kind::Skip,
            5 if is("style") => match shown(value) {
                Shown::Not => return Kind::Skip,
                Shown::Block if kind == Kind::Inline => kind = Kind::Block(Tag::Text),
                _ => {}
            },
            // Without it an anchor is only a place in the page.
            4 if link && is("href") => kind = Kind::Link,
            5 if weighed && is("class") => role = role.max(Role::of(value)),
            2 if weighed && is("id") => role = role.max(Role::of(value)),
            4 if weighed && is("role") => {
                role = role.max(match value {
                    b"navigation" | b"search" | b"menu" | b"menubar" | b"complementary" => Role::Drop,
                    b"contentinfo" => Role::Footer,
                    _ => Role::None,
                });
            }
            _ => {}
        }
    }
    match (kind, role) {
        (Kind::Block(_), Role::Caption) => Kind::Block(Tag::Caption),
        (Kind::Container(Role::None), role) => Kind::Container(role),
        _ => kind,
    }
}

/// Whether an element is of the data that Word puts into a page: `<w:Zoom>`, `<m:mathPr>`.
pub(super) fn is_words_data(name: &[u8]) -> bool {
    name.starts_with(b"w:") || name.starts_with(b"m:")
}

/// How a style shows its element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    AsEver,
    /// On lines of its own.
    Block,
    Not,
}

fn shown(style: &[u8]) -> Shown {
    // The first letter of none stands in it again: where the rest does not fit, only it can begin anew.
    const SHOWN: [(&[u8], Shown); 3] =
        [(b"display:none", Shown::Not), (b"visibility:hidden", Shown::Not), (b"display:block", Shown::Block)];
    let (mut fits, mut found) = ([0; SHOWN.len()], Shown::AsEver);
    for byte in style.iter().filter(|b| !b.is_ascii_whitespace()).map(u8::to_ascii_lowercase) {
        for (fits, (whole, shown)) in fits.iter_mut().zip(SHOWN) {
            *fits = if byte == whole[*fits] { *fits + 1 } else { usize::from(byte == whole[0]) };
            if *fits == whole.len() {
                (found, *fits) = (shown, 0);
                if shown == Shown::Not {
                    return shown;
                }
            }
        }
    }
    found
}
