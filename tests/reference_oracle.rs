//! The fast grammar against a plain regular expression: symbols without stray spaces, on every fixture page.
//!
//! The expression is slow and obviously right for what it covers: a serial, a year or none, a known type's code, a body.
//! All that it finds must be found, as the same symbol.

use std::fs;
use std::path::Path;

use regex::Regex;
use vanban::reference::Form;
use vanban::{Miner, Text};

#[test]
fn the_plain_reading_is_found_too() {
    let plain = Regex::new(
        r"(?:^|[\s(“:])(\d{1,4}[a-zđ]?(?:/(?:19|20)\d{2})?[-/](?:NQ|CT|KL|QĐ|QC|HD|TB|CTr|KH|ĐA|BC|TTr|CV|NĐ|TT)[-/](?:TW|TU|HU|ĐU|CP|TTg|UBND|HĐND|BTC|BNV|BYT|BCA|VPCP))(?:[\s,.;:)”]|$)",
    )
    .expect("a plain expression");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages");
    let mut miner = Miner::new();
    let mut compared = 0;
    let mut pages: Vec<_> =
        fs::read_dir(&folder).expect("the fixtures").map(|entry| entry.expect("an entry").path()).collect();
    pages.sort();
    for path in pages.iter().filter(|path| path.extension().is_some_and(|e| e == "txt")) {
        let page = fs::read_to_string(path).expect("a page");
        let text = Text::new(&page).as_str().to_owned();
        let mined = miner.mine(&page);
        for found in plain.captures_iter(&text) {
            let symbol = found.get(1).expect("the symbol");
            let same = mined.references.iter().find(|r| {
                r.form == Form::Numbered
                    && r.core.end() as usize == symbol.end()
                    && r.core.start() as usize <= symbol.start()
            });
            let read = same.and_then(|r| r.symbol(mined.text.as_str()));
            assert_eq!(read.as_deref(), Some(symbol.as_str()), "{}", path.display());
            compared += 1;
        }
    }
    assert!(compared >= 20, "only {compared} symbols were compared");
}
