//! Document types: what a kind of document is called and how symbols abbreviate it (`data/doc_type.tsv`).

use once_cell::sync::Lazy;

use super::side::Side;
use crate::text::key::{Key, KeyMap};
use crate::text::lexicon::Lexicon;
use crate::text::token::Words;
use crate::tsv::Table;

/// A kind of document (loại văn bản): `nghị quyết`, `thông tư liên tịch`. A row of `data/doc_type.tsv`.
///
/// ```
/// use vanban::reference::DocType;
/// let kind = DocType::by_name("Nghị Quyết").unwrap();
/// assert_eq!((kind.name(), kind.code()), ("nghị quyết", "NQ"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DocType(u16);

/// How a number without letters is read after the type's name where no `số` stands between.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Bare {
    /// As the document's number: `Thông tư 64`.
    Strong,
    /// As the document's number where the name is capitalised and what follows is no counted noun.
    Weak,
    /// As a number of something else.
    No,
}

/// Whether a verb phrase right after the number is the document's title.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Matter {
    /// Any verb of matter: `Nghị định 142 … quy định xử phạt …`.
    Yes,
    /// Verbs of carrying out: `Chương trình hành động số 32-CTr/TU thực hiện …`.
    Some,
    /// None: what `công văn` asks for is no title.
    No,
}

pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) code: &'static str,
    pub(crate) variants: Vec<&'static str>,
    pub(crate) side: Side,
    pub(crate) bare: Bare,
    pub(crate) matter: Matter,
    /// The row of the type that stands for its family.
    parent: u16,
    #[cfg(test)]
    pub(crate) example: &'static str,
}

pub(crate) static ROWS: Lazy<Vec<Row>> = Lazy::new(|| {
    let table = Table::new("doc_type", include_str!("../../data/doc_type.tsv"));
    let names: Vec<_> = table.rows().map(|row| row.get("name")).collect();
    let rows = table.rows().map(|row| Row {
        parent: parent(&names, row.get("name")),
        name: row.get("name"),
        code: row.get("code"),
        variants: row.list("variants").collect(),
        side: row.value("side"),
        bare: match row.get("bare") {
            "strong" => Bare::Strong,
            "weak" => Bare::Weak,
            "no" => Bare::No,
            _ => row.wrong("bare"),
        },
        matter: match row.get("matter") {
            "yes" => Matter::Yes,
            "some" => Matter::Some,
            "no" => Matter::No,
            _ => row.wrong("matter"),
        },
        #[cfg(test)]
        example: row.get("example"),
    });
    rows.collect()
});

/// The row whose name opens a type's name: `kết luận` of `kết luận thanh tra`; of a joint document its own.
fn parent(names: &[&str], name: &str) -> u16 {
    let opens = |first: &&str| name.strip_prefix(first).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let first = names.iter().position(|first| if is_joint(name) { *first == name } else { opens(first) });
    first.unwrap_or_default() as u16
}

fn is_joint(name: &str) -> bool {
    ["liên tịch", "liên bộ", "liên ngành"].iter().any(|joint| name.ends_with(joint))
}

/// The names in running text, longest first.
static NAMES: Lazy<Lexicon> = Lazy::new(|| {
    let names = ROWS.iter().enumerate().map(|(i, row)| (row.name, i as u32));
    let glued = GLUED.iter().map(|(name, i)| (name.as_str(), *i));
    Lexicon::new(names.chain(glued))
});

/// Names of two words as pages print them that lost a space, with their rows: `Quyếtđịnh`.
static GLUED: Lazy<Vec<(String, u32)>> = Lazy::new(|| {
    let glue = |(i, row): (usize, &Row)| {
        row.name
            .split_once(' ')
            .filter(|(_, last)| !last.contains(' '))
            .map(|(first, last)| (format!("{first}{last}"), i as u32))
    };
    ROWS.iter().enumerate().filter_map(glue).collect()
});

/// The words that names end with: asked of the word before most numbers.
static ENDS: Lazy<KeyMap<()>> = Lazy::new(|| {
    let last = |name: &str| name.token_before(name.len()).map(|word| (word.key, ()));
    let glued = GLUED.iter().map(|(name, _)| name.as_str());
    KeyMap::new(ROWS.iter().map(|row| row.name).chain(glued).filter_map(last))
});

impl DocType {
    /// The type's Vietnamese name, lower case: `nghị quyết`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The abbreviation that symbols use: `NQ`; empty where symbols have none (`văn bản`).
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The type of that name; case and tone placement do not count.
    pub fn by_name(name: &str) -> Option<DocType> {
        DocType::at(name, 0).filter(|&(_, end)| end == name.len()).map(|(kind, _)| kind)
    }

    /// Whether it is a licence (giấy phép).
    pub(crate) fn is_licence(self) -> bool {
        self.code() == "GP"
    }

    /// Whether it is a programme: `chương trình`, `chương trình hành động`.
    pub(crate) fn is_programme(self) -> bool {
        self.name().starts_with("chương trình")
    }

    /// Whether several bodies issue it together: `thông tư liên tịch`, `hướng dẫn liên ngành`.
    pub(crate) fn is_joint(self) -> bool {
        is_joint(self.name())
    }

    /// The type that stands for a family of types in back references and short forms: an action programme is a programme,
    /// an inspection's conclusion a conclusion.
    pub(crate) fn parent(self) -> DocType {
        DocType(self.row().parent)
    }

    pub(crate) fn row(self) -> &'static Row {
        &ROWS[usize::from(self.0)]
    }

    pub(crate) fn of(row: usize) -> DocType {
        DocType(row as u16)
    }

    /// The row as one bit of a set; the table has fewer than 128 rows.
    pub(crate) fn bit(self) -> u128 {
        1u128.checked_shl(u32::from(self.0)).unwrap_or(0)
    }

    /// Whether a type's name may end with a word.
    #[inline]
    pub(crate) fn closed_by(last: Key) -> bool {
        ENDS.get(last).is_some()
    }

    /// The longest type name that starts at a position, and where it ends.
    pub(crate) fn at(text: &(impl Words + ?Sized), at: usize) -> Option<(DocType, usize)> {
        NAMES.at(text, at).map(|(i, end)| (DocType(i as u16), end))
    }

    /// The longest type name that ends at a position, and where it starts.
    pub(crate) fn before(text: &(impl Words + ?Sized), end: usize) -> Option<(DocType, usize)> {
        NAMES.before(text, end).map(|(i, start)| (DocType(i as u16), start))
    }
}
