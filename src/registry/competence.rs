//! Competence (thẩm quyền ban hành): which bodies issue which types (`data/competence.tsv`).

use once_cell::sync::Lazy;

use crate::tsv::Table;

struct Row {
    kind: &'static str,
    only: Vec<String>,
    never: Vec<String>,
    #[cfg(test)]
    example: &'static str,
}

static ROWS: Lazy<Vec<Row>> = Lazy::new(|| {
    let table = Table::new("competence", include_str!("../../data/competence.tsv"));
    table
        .rows()
        .map(|row| Row {
            kind: row.get("type"),
            only: row.list("only").map(str::to_uppercase).collect(),
            never: row.list("never").map(str::to_uppercase).collect(),
            #[cfg(test)]
            example: row.get("example"),
        })
        .collect()
});

/// Whether the body of a code, upper case, may issue documents of a type. True where no row speaks of them.
pub(crate) fn may_issue(code: &str, kind: &str) -> bool {
    let code = code.trim_end_matches(|c: char| c.is_ascii_digit());
    let Some(row) = ROWS.iter().find(|row| row.kind == kind) else { return true };
    (row.only.is_empty() || row.only.iter().any(|only| only == code)) && !row.never.iter().any(|never| never == code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::symbol::Symbol;

    #[test]
    fn who_issues_what() {
        assert!(may_issue("CP", "nghị định") && !may_issue("UBND", "nghị định"));
        assert!(may_issue("BNV", "thông tư") && !may_issue("TW", "thông tư"));
        assert!(may_issue("QH13", "luật") && !may_issue("CP", "luật"));
        assert!(may_issue("UBND", "quyết định"), "no row, no objection");
    }

    #[test]
    fn every_row_admits_its_example_and_refuses_others() {
        for row in ROWS.iter() {
            let printed = row.example.rsplit(' ').next().unwrap();
            let symbol = Symbol::parse(printed).unwrap();
            assert!(may_issue(symbol.letters().issuer.unwrap().as_str(), row.kind), "{}", row.example);
            assert!(!may_issue("HĐND", row.kind) || row.never.iter().any(|n| n == "UBND"), "{}", row.example);
        }
    }
}
