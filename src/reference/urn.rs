//! URN:LEX for Vietnam: a profile of [RFC 9676](https://www.rfc-editor.org/rfc/rfc9676) names for party and state
//! documents.
//!
//! ```text
//! urn:lex:vn:trung.uong.%C4%91ang:ket.luan:khoa.xi;114
//! urn:lex:vn:chinh.phu:nghi.%C4%91inh:2015;4-2015~%C4%91ieu.5;khoan.2
//! urn:lex:vn;binh.phuoc:uy.ban.nhan.dan:quyet.%C4%91inh:2020;3307
//! ```
//!
//! | part | rule |
//! | --- | --- |
//! | jurisdiction | `vn`; a local document adds its province, and below it the place with its kind (`;huyen.h%E1%BB%9Bn…`) |
//! | authority | the full name of the issuer whose code the symbol bears; `+` joins joint issuers; `;` adds a drafting unit's code. `TW` hides three bodies, so its authority is Trung ương Đảng, whoever a page says it was |
//! | measure | the full name of the type that the symbol's code stands for, not of the head word: at TW, `QĐ` is `quyết định` even where a page says Quy định. Laws and codes are numbered together and are all `luat` |
//! | details | the term (`khoa.xi`, `nhiem.ky.2020`) or the year that the number belongs to, then the serial number without leading zeros, its letter, and, where the symbol itself holds the year, `-` and the year: `15/2020/QĐ-TTg` and `15/QĐ-TTg` are two documents of 2020 |
//! | partition | after `~`, from the largest part to the smallest: `~%C4%91ieu.5;khoan.2;%C4%91iem.%C4%91` |
//!
//! A page may know the day of issue or not; so the day is no part of the name, or one document would have two names.
//!
//! Names of the registry lose their tones and vowel marks, as the RFC recommends, and spaces become dots. đ is a letter
//! of its own and is kept apart from d as UTF-8 in percent-encoding (`%C4%91`). Names of places below the province are
//! in no registry; communes of one province may differ in a tone alone (Tân Thành, Tân Thạnh), so theirs are kept whole,
//! in percent-encoding.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// A name of the `lex` namespace for a Vietnamese document, part by part. Prints and parses without loss.
///
/// ```
/// use vanban::reference::Urn;
/// let name = "urn:lex:vn:chinh.phu:nghi.%C4%91inh:2015;4-2015~%C4%91ieu.5";
/// let urn: Urn = name.parse().unwrap();
/// assert_eq!((urn.measure(), urn.period(), urn.number()), ("nghi.%C4%91inh", "2015", "4-2015"));
/// assert_eq!(urn.to_string(), name);
/// assert!("urn:lex:it:stato:legge:2003-09-21;456".parse::<Urn>().is_err(), "another jurisdiction");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Urn {
    places: Vec<String>,
    authority: String,
    measure: String,
    period: String,
    number: String,
    partition: Vec<String>,
}

impl Urn {
    /// The parts, each already written with [`name`] or [`whole`].
    pub(crate) fn new(places: Vec<String>, authority: String, measure: String, period: String, number: String) -> Urn {
        Urn { places, authority, measure, period, number, partition: Vec::new() }
    }

    /// The places below `vn`, the province first.
    pub fn places(&self) -> &[String] {
        &self.places
    }

    /// Who issued it: `chinh.phu`.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// What it is: `ket.luan`.
    pub fn measure(&self) -> &str {
        &self.measure
    }

    /// The term or the year: `khoa.xi`, `2015`.
    pub fn period(&self) -> &str {
        &self.period
    }

    /// The number: `114`, `4-2015`.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The same document's part: `[("dieu", "5"), ("khoan", "2")]`, the largest first.
    ///
    /// Labels may be any letters and digits; what the grammar does not allow is percent-encoded.
    pub fn with_partition<'a>(mut self, parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Urn {
        self.partition = parts.into_iter().map(|(level, label)| format!("{}.{}", name(level), whole(label))).collect();
        self
    }
}

impl fmt::Display for Urn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("urn:lex:vn")?;
        for place in &self.places {
            write!(f, ";{place}")?;
        }
        write!(f, ":{}:{}:{};{}", self.authority, self.measure, self.period, self.number)?;
        for (i, part) in self.partition.iter().enumerate() {
            f.write_char(if i == 0 { '~' } else { ';' })?;
            f.write_str(part)?;
        }
        Ok(())
    }
}

/// What [`Urn`]'s `FromStr` says of text that is no name of this profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseUrnError;

impl fmt::Display for ParseUrnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a urn:lex name of the Vietnamese profile")
    }
}

impl std::error::Error for ParseUrnError {}

impl FromStr for Urn {
    type Err = ParseUrnError;

    fn from_str(text: &str) -> Result<Urn, ParseUrnError> {
        let (work, partition) = text.split_once('~').map_or((text, None), |(work, part)| (work, Some(part)));
        let mut parts = work.split(':');
        let mut next = || parts.next().ok_or(ParseUrnError);
        let scheme = (next()?, next()?);
        if !scheme.0.eq_ignore_ascii_case("urn") || !scheme.1.eq_ignore_ascii_case("lex") {
            return Err(ParseUrnError);
        }
        let mut jurisdiction = next()?.split(';');
        if !jurisdiction.next().is_some_and(|code| code.eq_ignore_ascii_case("vn")) {
            return Err(ParseUrnError);
        }
        let places = jurisdiction.map(|place| canonical(place, "")).collect::<Result<_, _>>()?;
        let (authority, measure) = (canonical(next()?, "+;")?, canonical(next()?, "")?);
        let (period, number) = next()?.split_once(';').ok_or(ParseUrnError)?;
        let (period, number) = (canonical(period, "")?, canonical(number, "-")?);
        if parts.next().is_some() {
            return Err(ParseUrnError);
        }
        let partition = match partition {
            None => Vec::new(),
            Some(parts) => parts.split(';').map(|part| canonical(part, "")).collect::<Result<_, _>>()?,
        };
        Ok(Urn { places, authority, measure, period, number, partition })
    }
}

/// Checks a component and brings it to its one form: lower case, with upper-case hex digits.
fn canonical(component: &str, separators: &str) -> Result<String, ParseUrnError> {
    let mut out = String::with_capacity(component.len());
    let mut chars = component.chars();
    let mut fresh = true;
    while let Some(c) = chars.next() {
        match c {
            '%' => {
                let mut hex = || chars.next().filter(char::is_ascii_hexdigit).ok_or(ParseUrnError);
                out.extend(['%', hex()?.to_ascii_uppercase(), hex()?.to_ascii_uppercase()]);
            }
            c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            c if !fresh && (c == '.' || separators.contains(c)) => out.push(c),
            _ => return Err(ParseUrnError),
        }
        // Each name within a component begins with a letter or a digit.
        fresh = separators.contains(c) && c != '-';
    }
    if out.is_empty() || fresh { Err(ParseUrnError) } else { Ok(out) }
}

/// A name as a component: lower case, without tones and vowel marks, đ percent-encoded, other marks dropped.
pub(crate) fn name(words: &str) -> String {
    write(words, |out, c| {
        decompose_canonical(c, |c| {
            if c.is_ascii_alphanumeric() {
                out.push(c);
            }
        });
    })
}

/// A name as a component that loses nothing but case and tone placement: all beyond ASCII is percent-encoded.
pub(crate) fn whole(words: &str) -> String {
    write(words, |out, c| {
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            encode(out, byte);
        }
    })
}

fn encode(out: &mut String, byte: u8) {
    // Writing to a string does not fail.
    let _ = write!(out, "%{byte:02X}");
}

fn write(words: &str, beyond_ascii: impl Fn(&mut String, char)) -> String {
    // What a Vietnamese keyboard writes is composed as it stands.
    let composed = |c: char| c.is_ascii() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1ea0}'..='\u{1eff}');
    let words: Cow<str> = if words.chars().all(composed) { words.into() } else { words.nfc().collect() };
    let mut out = String::with_capacity(words.len());
    for c in words.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_ascii_alphanumeric() => out.push(c),
            'đ' | 'ð' => 'đ'.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| encode(&mut out, byte)),
            c if c.is_alphanumeric() => beyond_ascii(&mut out, c),
            _ if out.is_empty() || out.ends_with('.') => {}
            _ => out.push('.'),
        }
    }
    out.truncate(out.trim_end_matches('.').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use once_cell::sync::Lazy;
    use regex::Regex;

    /// The grammar of RFC 9676, of a work with its partition, rule by rule. Slow and plain: the oracle.
    static ORACLE: Lazy<Regex> = Lazy::new(|| {
        let alfanum = "(?:[a-zA-Z0-9]|%[0-9a-fA-F]{2})";
        let alf_dot = format!("{alfanum}(?:{alfanum}|\\.)*");
        let alf_dot_oth = format!("{alfanum}(?:{alfanum}|[.\\-_'=()])*");
        let jurisdiction = format!("{alf_dot}(?:;{alf_dot})*");
        let issuer = format!("{alf_dot}(?:;{alf_dot})*");
        let authority = format!("{issuer}(?:\\+{issuer})*");
        let measure = format!("{alf_dot}(?:;{alf_dot})*");
        let date = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
        let numbers = format!("{alf_dot_oth}(?:,{alf_dot_oth})*");
        let details = format!("(?:{date}(?:,{date})*|{alf_dot});{numbers}");
        let partition = format!("(?:~{alf_dot_oth}(?:;{alf_dot_oth})*)?");
        Regex::new(&format!("^urn:lex:{jurisdiction}:{authority}:{measure}:{details}{partition}$")).unwrap()
    });

    fn urn(places: &[&str], authority: &str, measure: &str, period: &str, number: &str) -> Urn {
        let places = places.iter().map(|p| (*p).to_owned()).collect();
        Urn::new(places, authority.into(), measure.into(), period.into(), number.into())
    }

    /// Names that the RFC itself gives as examples.
    #[test]
    fn the_oracle_takes_what_the_rfc_gives() {
        for row in [
            "urn:lex:it:stato:legge:2003-09-21;456",
            "urn:lex:eu:commission:directive:2010-03-09;2010-19-EU",
            "urn:lex:us:supreme.court:decision:1978-04-28;77-5953",
            "urn:lex:be:conseil.etat:decision:2008-07-09;185.273",
            "urn:lex:fr:etat:loi:2004-05-15;106~art15;par3",
        ] {
            assert!(ORACLE.is_match(row), "{row}");
        }
        for row in ["urn:lex:it:stato:legge:2003-09-21", "urn:lex:it:stato:2003;4", "urn:lex:it::legge:2003;4"] {
            assert!(!ORACLE.is_match(row), "{row}");
        }
    }

    #[test]
    fn d_and_crossed_d_are_two_letters() {
        assert_eq!(name("Dự án"), "du.an");
        assert_eq!(name("Đề án"), "%C4%91e.an");
        assert_ne!(name("nghị định"), name("nghị dinh"));
        assert_eq!(name("Bộ Lao động - Thương binh và Xã hội"), "bo.lao.%C4%91ong.thuong.binh.va.xa.hoi");
        assert_ne!(whole("Tân Thành"), whole("Tân Thạnh"), "communes may differ in a tone");
        assert_eq!(whole("d"), "d");
    }

    #[test]
    fn prints_and_parses() {
        let rows = [
            "urn:lex:vn:trung.uong.%C4%91ang:ket.luan:khoa.xi;114",
            "urn:lex:vn;binh.phuoc:uy.ban.nhan.dan:quyet.%C4%91inh:2020;3307",
            "urn:lex:vn:chinh.phu:nghi.%C4%91inh:2015;4-2015~%C4%91ieu.5;khoan.2;%C4%91iem.%C4%91",
            "urn:lex:vn:bo.cong.an+bo.quoc.phong:thong.tu.lien.tich:2016;3-2016",
            "urn:lex:vn:uy.ban.nhan.dan;kgvx:cong.van:2020;326",
        ];
        for row in rows {
            assert_eq!(row.parse::<Urn>().unwrap().to_string(), row);
            assert!(ORACLE.is_match(row), "{row}");
            // Case and the case of hex digits do not count.
            let loud = row.to_uppercase().replace("URN:LEX", "urn:LEX").replace("%C4", "%c4");
            assert_eq!(loud.parse::<Urn>().unwrap().to_string(), row);
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        let rows = [
            "",
            "urn",
            "urn:lex:vn",
            "urn:lex:vn:a:b",
            "urn:lex:vn:a:b:2015",
            "urn:lex:vn:a:b:2015;",
            "urn:lex:vn:a:b:;1",
            "urn:lex:vn:a:b:2015;1:c",
            "urn:lex:it:a:b:2015;1",
            "urn:isbn:vn:a:b:2015;1",
            "urn:lex:vn;:a:b:2015;1",
            "urn:lex:vn:a b:b:2015;1",
            "urn:lex:vn:a:b:2015;1~",
            "urn:lex:vn:a:b:2015;1%C",
            "urn:lex:vn:đ:b:2015;1",
            "urn:lex:vn:.a:b:2015;1",
            "urn:lex:vn:a+:b:2015;1",
        ];
        for row in rows {
            assert_eq!(row.parse::<Urn>(), Err(ParseUrnError), "{row:?}");
            assert!(!ORACLE.is_match(row) || !row.starts_with("urn:lex:vn"), "the grammar takes {row:?}");
        }
    }

    /// Every type and issuer of the registry, with every shape of place, period, number and partition.
    #[test]
    fn every_type_and_issuer_has_names_that_read_back() {
        let lines = |text: &'static str, column: usize| {
            let rows = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
            rows.map(move |line| line.split('\t').nth(column).unwrap_or_default()).collect::<Vec<_>>()
        };
        let types = lines(include_str!("../../data/doc_type.tsv"), 0);
        let issuers = lines(include_str!("../../data/issuer.tsv"), 1);
        let shapes = [
            (vec![], "khoa.xi", "114"),
            (vec![name("Bình Phước")], "2020", "30c"),
            (vec![name("Đắk Lắk"), whole("huyện Cư M'gar")], "nhiem.ky.2020", "66.22-2026"),
        ];
        for (i, kind) in types.iter().enumerate() {
            for (j, issuer) in issuers.iter().enumerate() {
                let (places, period, number) = &shapes[(i + j) % shapes.len()];
                let places: Vec<&str> = places.iter().map(String::as_str).collect();
                let one = urn(&places, &name(issuer), &name(kind), period, number);
                for one in [one.clone(), one.with_partition([("điều", "5a"), ("điểm", "đ")])] {
                    let printed = one.to_string();
                    assert!(ORACLE.is_match(&printed), "{printed}");
                    assert_eq!(printed.parse::<Urn>().as_ref(), Ok(&one), "{printed}");
                }
            }
        }
        for list in [types, issuers] {
            let mut names: Vec<String> = list.iter().map(|words| name(words)).collect();
            names.sort();
            let all = names.len();
            names.dedup();
            assert_eq!(names.len(), all, "two rows have one name");
        }
    }
}
