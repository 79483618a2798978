//! A number and symbol taken apart: whose series it belongs to, and one spelling for all its spellings.
//!
//! `217/QĐ-TW`, `217 - QĐ/TƯ` and `217-QĐ/TW` are one symbol. Separators, spaces, dots, case and the Icelandic Ð do not
//! count; leading zeros do not; the letters, the suffix letter and the year do.

use memchr::memchr;

use super::series::{MINISTRY, Restart, Series, series};
use crate::text::hash::Hash;

/// The letters of a symbol between two separators, upper case: `KL`, `TW`, `BTNMT`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    bytes: [u8; Run::MAX],
    len: u8,
}

impl Run {
    const MAX: usize = 47;

    /// Reads the letters of a slice that has no separators.
    fn new(raw: &str) -> Run {
        let mut run = Run { bytes: [0; Run::MAX], len: 0 };
        for c in raw.chars() {
            match c {
                '.' | '&' => {}
                c if c.is_ascii() => run.push(c.to_ascii_uppercase()),
                'Đ' | 'đ' | 'Ð' | 'ð' => run.push('Đ'),
                'ư' | 'Ư' if run.bytes[..usize::from(run.len)].ends_with(b"T") => run.push('W'),
                c => c.to_uppercase().for_each(|c| run.push(c)),
            }
        }
        run
    }

    fn push(&mut self, c: char) {
        let (at, len) = (usize::from(self.len), c.len_utf8());
        if at + len <= Run::MAX {
            c.encode_utf8(&mut self.bytes[at..]);
            self.len += len as u8;
        }
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

/// A symbol's parts, borrowed from where it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Symbol<'t> {
    /// `114`, `30` of `30c`, `66.22`; as printed.
    pub(crate) serial: &'t str,
    /// `c` of `30c`; empty where there is none.
    pub(crate) suffix: &'t str,
    /// The year inside the symbol.
    pub(crate) year: Option<u16>,
    /// From the separator after them to the end: `-KL/TW`; empty in a number without letters.
    tail: &'t str,
    /// The code of the type where the head word decides it against the letters: `CTr` of a programme printed `CT`.
    code: &'static str,
}

/// What the letters of a symbol say.
#[derive(Clone, Copy)]
pub(crate) struct Letters {
    /// The type's code, upper case, where the symbol has one: `KL`.
    pub(crate) kind: Option<Run>,
    /// The issuer's code, upper case: `TW`, `UBND`.
    pub(crate) issuer: Option<Run>,
    /// The numbering rule that is listed for the issuer.
    pub(crate) rule: Option<Series>,
    year: Option<u16>,
    /// One number for all spellings of the symbol.
    pub(crate) hash: u64,
}

impl Letters {
    /// The numbering rule of the issuer.
    pub(crate) fn series(&self) -> Option<Series> {
        // Circulars are ministries', and bear their year: the ministry need not be listed.
        let circular = || self.year.is_some() && self.kind.is_some_and(|t| matches!(t.as_str(), "TT" | "TTLT"));
        self.rule.or_else(|| (self.issuer.is_some() && circular()).then_some(MINISTRY))
    }
}

impl<'t> Symbol<'t> {
    /// The symbol whose parts were found apart: serial, suffix, year, and the letters with the separator before them.
    pub(crate) fn new(serial: &'t str, suffix: &'t str, year: Option<u16>, tail: &'t str) -> Symbol<'t> {
        Symbol { serial, suffix, year, tail, code: "" }
    }

    /// The same symbol of a programme: provinces print action programmes as `CT`, which is the code of directives.
    pub(crate) fn of_programme(mut self) -> Symbol<'t> {
        if self.runs().next().is_some_and(|run| run.as_str() == "CT") {
            self.code = "CTr";
        }
        self
    }

    /// Reads a symbol as it is printed: `04/2015/NĐ-CP`. `None` where it does not begin with digits.
    pub(crate) fn parse(printed: &'t str) -> Option<Symbol<'t>> {
        let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
        let mut at = digits(printed);
        if at == 0 {
            return None;
        }
        if printed[at..].starts_with('.') && digits(&printed[at + 1..]) > 0 {
            at += 1 + digits(&printed[at + 1..]);
        }
        let (serial, rest) = printed.split_at(at);
        let letter = rest.chars().next().filter(|c| c.is_lowercase()).map_or(0, char::len_utf8);
        let alone = rest[letter..].chars().next().is_none_or(|c| !c.is_alphabetic());
        let (suffix, mut rest) = rest.split_at(if alone { letter } else { 0 });
        let mut year = None;
        if let Some(after) = rest.strip_prefix(['/', '-', '.']) {
            if digits(after) == 4 {
                year = after[..4].parse().ok();
                rest = &after[4..];
            }
        }
        Some(Symbol::new(serial, suffix, year, rest))
    }

    /// The runs of letters, in order.
    pub(crate) fn runs(&self) -> impl Iterator<Item = Run> + 't {
        let (kind, rest) = glued(self.tail).or_else(|| section(self.tail)).unwrap_or(("", self.tail));
        let parts =
            move |letters: &'t str| letters.split(separates).filter(|raw| raw.chars().any(char::is_alphanumeric));
        parts(kind).chain(parts(rest)).map(Run::new)
    }

    /// Whether it has letters at all.
    pub(crate) fn has_letters(&self) -> bool {
        self.tail.chars().any(char::is_alphanumeric)
    }

    /// What the letters say, read once.
    pub(crate) fn letters(&self) -> Letters {
        let mut runs = self.runs();
        let (first, second) = (runs.next(), runs.next());
        let rule = |run: &Option<Run>| run.as_ref().and_then(|run| series(run.as_str()));
        let (of_first, of_second) = (rule(&first), rule(&second));
        // A letter's symbol begins with its issuer (547/UBND-VX); TTr, CT, TB … name types before they name anyone.
        let letter = second.is_none() || of_first.is_some() && of_second.is_none();
        let mut hash = Hash(self.number_hash());
        let kind = first.filter(|_| !letter).map(|first| match self.code {
            "" => Run::new(canonical_type(first.as_str())),
            code => Run::new(code),
        });
        if let Some(run) = kind {
            hash.add(run.as_str().as_bytes());
        }
        let (issuer, rule) = if letter { (first, of_first) } else { (second, of_second) };
        for run in first.filter(|_| letter).into_iter().chain(second).chain(runs) {
            hash.add(b"/");
            hash.add(run.as_str().as_bytes());
        }
        Letters { kind, issuer, rule, year: self.year, hash: hash.0 }
    }

    /// The type's code, upper case, where the symbol has one: `KL`. `45/2013/QH13` and `547/UBND-VX` have none.
    pub(crate) fn type_run(&self) -> Option<Run> {
        self.letters().kind
    }

    /// The numbering rule of the issuer.
    pub(crate) fn series(&self) -> Option<Series> {
        self.letters().series()
    }

    /// The serial number without leading zeros.
    pub(crate) fn serial_number(&self) -> &'t str {
        let bare = self.serial.trim_start_matches('0');
        if bare.is_empty() { self.serial } else { bare }
    }

    /// One number for all spellings of the serial, suffix and year.
    pub(crate) fn number_hash(&self) -> u64 {
        let mut hash = Hash::default();
        hash.add(self.serial_number().as_bytes());
        for c in self.suffix.chars().flat_map(char::to_lowercase) {
            hash.add(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
        hash.add(&self.year.unwrap_or_default().to_le_bytes());
        hash.0
    }

    /// One number for all spellings of the serial and its suffix, whatever the year.
    pub(crate) fn serial_hash(&self) -> u64 {
        Symbol { year: None, ..*self }.number_hash()
    }

    /// One number for all spellings of the symbol.
    pub(crate) fn hash(&self) -> u64 {
        self.letters().hash
    }

    /// The symbol in its one spelling: `05-CT/TW`, `04/2015/NĐ-CP`.
    pub(crate) fn print(&self) -> String {
        let mut out = String::with_capacity(32);
        let serial = self.serial_number();
        if serial.len() == 1 {
            out.push('0');
        }
        out.push_str(serial);
        out.extend(self.suffix.chars().flat_map(char::to_lowercase));
        if let Some(year) = self.year {
            out.push('/');
            out.push_str(&year.to_string());
        }
        let letters = self.letters();
        let kind = letters.kind;
        let party = kind.is_some() && letters.series().is_some_and(|s| s.restart == Restart::Term);
        let mut separators = if party { ["-", "/", "-"] } else { ["/", "-", "-"] }.into_iter();
        let mut push = |part: &str| {
            out.push_str(separators.next().unwrap_or("-"));
            out.push_str(part);
        };
        if let Some(run) = kind {
            push(cased(run.as_str()));
        }
        for run in self.runs().skip(usize::from(kind.is_some())) {
            match series(run.as_str()) {
                Some(row) if !row.code.is_empty() && row.code.to_uppercase() == run.as_str() => push(row.code),
                _ => push(run.as_str()),
            }
        }
        out
    }
}

/// Whether a character parts the letters of a symbol.
#[inline]
fn separates(c: char) -> bool {
    if c.is_ascii_alphanumeric() {
        return false;
    }
    c.is_whitespace()
        || matches!(c, '/' | '-' | '\u{2010}'..='\u{2015}' | '\u{2044}' | '\u{2212}' | '\u{2215}' | '_' | ',')
}

/// `22/NQTW`, `52/CĐ.UBND`: the codes of type and issuer, where they stand together without their hyphen.
fn glued(tail: &str) -> Option<(&str, &str)> {
    const KINDS: [&str; 9] = ["NQ", "NĐ", "QĐ", "CT", "TT", "KL", "KH", "TB", "CĐ"];
    let letters = tail.trim_matches(separates);
    let kind = KINDS.into_iter().find(|kind| letters.starts_with(kind))?;
    let listed = |run: Run| series(run.as_str()).filter(|row| row.code.to_uppercase() == run.as_str());
    if letters.contains(separates) || listed(Run::new(letters)).is_some() {
        return None;
    }
    let (kind, issuer) = letters.split_at(kind.len());
    let issuer = issuer.trim_start_matches('.');
    let body = listed(Run::new(issuer))?;
    // `CTCP` is a company's.
    (body.code != "CP" || matches!(kind, "NQ" | "NĐ")).then_some((kind, issuer))
}

/// `91/UBND.NC`: the letters up to a people's committee's, and those of its section.
fn section(tail: &str) -> Option<(&str, &str)> {
    memchr(b'.', tail.as_bytes())?;
    let at = tail.find("UBND.")? + "UBND".len();
    Some((&tail[..at], &tail[at + 1..]))
}

/// The one code of a type that is printed in several ways.
fn canonical_type(code: &str) -> &str {
    match code {
        "QD" => "QĐ",
        "ND" => "NĐ",
        "QYĐ" | "QYĐI" | "QĐI" => "QĐI",
        "DA" => "ĐA",
        code => code,
    }
}

/// A type's code as it is written: `CTr`.
fn cased(code: &str) -> &str {
    match code {
        "CTR" => "CTr",
        "TTR" => "TTr",
        "QĐI" => "QĐi",
        "TRS" => "TrS",
        "TBO" => "TBo",
        "CTRPH" => "CTrPH",
        "CTRHĐ" => "CTrHĐ",
        code => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn read(printed: &str) -> Symbol<'_> {
        Symbol::parse(printed).expect(printed)
    }

    #[test]
    fn spellings_of_one_symbol() {
        let rows: &[(&str, &[&str])] = &[
            ("114-KL/TW", &["114- KL/TW", "114 - KL/TƯ", "114/KL-TW", "114-KL-TW", "114-kl/tw", "114–KL/T.Ư"]),
            ("05-CT/TW", &["5-CT/TW", "05 - CT/TW"]),
            ("32-CTr/TU", &["32- CTr/TU", "32-Ctr/TU", "32-CTR/TU"]),
            ("04/2015/NĐ-CP", &["04/2015/NÐ-CP", "4/2015/nđ-cp", "04-2015-NĐ-CP", "04/2015/ND-CP"]),
            ("30c/NQ-CP", &["30C/NQ-CP", "30c/NQ - CP"]),
            ("16/CT-TTg", &["16/CT-TTG", "16/CTTTg"]),
            ("22-NQ/TW", &["22/NQTW", "22-NQTW", "22/NQ.TW"]),
            ("61/2018/NĐ-CP", &["61/2018/NĐCP"]),
            ("52/CĐ-UBND", &["52/CĐ.UBND"]),
            ("12/CTCP", &["12-CTCP"]),
            ("45/2013/QH13", &["45/2013/QH13"]),
            ("547/UBND-VX", &["547/UBND - VX"]),
            ("340-KH/HU-BDV", &["340-KH/HU-BDV"]),
            ("08-QĐi/TW", &["08-QĐI/TW", "08-QyĐ/TW"]),
        ];
        for (one, others) in rows {
            assert_eq!(read(one).print(), *one);
            for other in *others {
                // An upper-case suffix letter is only known where the finder marked it.
                if *other == "30C/NQ-CP" {
                    continue;
                }
                assert_eq!(read(other).print(), *one, "{other}");
                assert_eq!(read(other).hash(), read(one).hash(), "{other}");
            }
        }
    }

    #[test]
    fn different_symbols() {
        let all = [
            "114-KL/TW",
            "114-QĐ/TW",
            "114-KL/TU",
            "14-KL/TW",
            "04/2015/NĐ-CP",
            "04/2016/NĐ-CP",
            "4/NĐ-CP",
            "30/NQ-CP",
            "30a/NQ-CP",
            "30c/NQ-CP",
            "08-QĐi/TW",
            "08-QĐ/TW",
            "15/2020/QĐ-TTg",
            "15/QĐ-TTg",
            "66.22/2026/NQ-CP",
            "66.2/2026/NQ-CP",
        ];
        for (i, a) in all.iter().enumerate() {
            for b in &all[..i] {
                assert_ne!(read(a).hash(), read(b).hash(), "{a} {b}");
            }
        }
    }

    #[test]
    fn every_series_row_is_reached_by_its_example() {
        for (code, example) in crate::registry::series::examples() {
            let symbol = read(example);
            let found = symbol.series().unwrap_or_else(|| panic!("{example} has no series"));
            // A beginning or an ending is no code of its own.
            let whole = if code.contains('*') { "" } else { code.trim_end_matches('#') };
            assert_eq!(found.code, whole, "{example}");
            assert_eq!(symbol.print(), example);
        }
    }
}
