//! The reader of `data/*.tsv`: a header line, then rows of tab-separated cells; lines that start with `#` are notes.

use std::str::FromStr;

/// A table that was compiled into the crate.
pub(crate) struct Table {
    name: &'static str,
    header: Vec<&'static str>,
    lines: Vec<&'static str>,
}

impl Table {
    /// Reads a table. The file is part of the crate: a malformed one is a bug that every test would show, so it panics.
    pub(crate) fn new(name: &'static str, text: &'static str) -> Table {
        let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let header = lines.next().unwrap_or_default().split('\t').collect();
        Table { name, header, lines: lines.collect() }
    }

    /// The rows, in the file's order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.lines.iter().map(|line| {
            let cells: Vec<&'static str> = line.split('\t').map(str::trim).collect();
            assert_eq!(cells.len(), self.header.len(), "data/{}.tsv: {line:?}", self.name);
            Row { table: self, cells }
        })
    }
}

/// One row of a [`Table`].
pub(crate) struct Row<'t> {
    table: &'t Table,
    cells: Vec<&'static str>,
}

impl Row<'_> {
    /// The cell of a column; the empty string where it is blank.
    pub(crate) fn get(&self, column: &str) -> &'static str {
        let index = self.table.header.iter().position(|name| *name == column);
        let index = index.unwrap_or_else(|| panic!("data/{}.tsv has no column {column}", self.table.name));
        self.cells[index]
    }

    /// What a column's cell says, as a value of its type.
    pub(crate) fn value<T: FromStr>(&self, column: &str) -> T {
        self.get(column).parse().unwrap_or_else(|_| self.wrong(column))
    }

    /// The same of a column whose cells may be blank.
    pub(crate) fn optional<T: FromStr>(&self, column: &str) -> Option<T> {
        if self.get(column).is_empty() { None } else { Some(self.value(column)) }
    }

    /// Whether a column's cell says `yes`; else it is blank.
    pub(crate) fn yes(&self, column: &str) -> bool {
        match self.get(column) {
            "yes" => true,
            "" => false,
            _ => self.wrong(column),
        }
    }

    /// The cell of a column is none of what the column may hold: like a malformed table, a bug that every test shows.
    pub(crate) fn wrong(&self, column: &str) -> ! {
        panic!("data/{}.tsv: {:?} is no {column}: {:?}", self.table.name, self.get(column), self.cells)
    }

    /// The cell's values where it is a list separated by `;`.
    pub(crate) fn list(&self, column: &str) -> impl Iterator<Item = &'static str> {
        self.get(column).split(';').map(str::trim).filter(|value| !value.is_empty())
    }
}
