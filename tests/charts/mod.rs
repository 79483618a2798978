//! Pages in the legacy encodings, made from other implementations' charts (`cases/legacy.tsv`).

#![allow(dead_code)] // each test file uses a part

use std::collections::HashMap;

use vanban::Legacy;

pub const ENCODINGS: [Legacy; 5] = [Legacy::Tcvn3, Legacy::Vni, Legacy::Viscii, Legacy::Vps, Legacy::Windows1258];

/// The encodings' letters, as recorded from other implementations.
pub struct Charts(pub HashMap<(Legacy, char), Vec<u8>>);

impl Charts {
    pub fn read() -> Charts {
        let mut out = HashMap::new();
        for line in include_str!("../cases/legacy.tsv").lines().skip(2) {
            let cells: Vec<&str> = line.split('\t').collect();
            let encoding = match cells[0] {
                "tcvn3" => Legacy::Tcvn3,
                "vni" => Legacy::Vni,
                "viscii" => Legacy::Viscii,
                "vps" => Legacy::Vps,
                _ => Legacy::Windows1258,
            };
            let bytes = (0..cells[1].len() / 2).map(|i| u8::from_str_radix(&cells[1][2 * i..2 * i + 2], 16).unwrap());
            out.insert((encoding, cells[2].chars().next().unwrap()), bytes.collect());
        }
        Charts(out)
    }

    /// A page in an encoding; what it cannot hold is replaced by its plain twin.
    pub fn encode(&self, text: &str, encoding: Legacy) -> Vec<u8> {
        let mut out = Vec::new();
        for c in text.chars() {
            // TCVN3's toned capitals are small letters of a capital font.
            let small = c.to_lowercase().next().unwrap();
            let c = if encoding == Legacy::Tcvn3 && !"ĂÂÊÔƠƯĐ".contains(c) && !c.is_ascii() { small } else { c };
            match (c, self.0.get(&(encoding, c))) {
                (_, Some(bytes)) => out.extend(bytes),
                _ if c.is_ascii() => out.push(c as u8),
                _ => out.push(b'?'),
            }
        }
        out
    }
}

/// What a Western program shows for bytes.
pub fn shown(bytes: &[u8]) -> String {
    let signs: Vec<char> = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ".chars().collect();
    bytes
        .iter()
        .map(|&b| if (0x80..0xa0).contains(&b) { signs[usize::from(b) - 0x80] } else { char::from(b) })
        .collect()
}

/// A page with plain quotation marks, dashes and dots, and `?` for what no legacy encoding holds.
pub fn plain_twin(text: &str) -> String {
    let charts = Charts::read();
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '“' | '”' => out.push('"'),
            '‘' | '’' => out.push('\''),
            '–' | '—' => out.push('-'),
            '…' => out.push_str("..."),
            c if c.is_ascii() || charts.0.contains_key(&(Legacy::Viscii, c)) => out.push(c),
            _ => out.push('?'),
        }
    }
    out
}

/// Our own pages and, where it is at hand, the shared corpus: names and texts.
pub fn held_pages() -> Vec<(String, String)> {
    pages(&["fixtures/pages", "../shared/corpus/pages"])
}

pub fn pages(folders: &[&str]) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for folder in folders {
        let Ok(entries) = std::fs::read_dir(format!("{}/{folder}", env!("CARGO_MANIFEST_DIR"))) else {
            println!("skipped: no {folder}");
            continue;
        };
        let mut paths: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            out.extend(std::fs::read_to_string(&path).ok().map(|text| (name, text)));
        }
    }
    out
}
