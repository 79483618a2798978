//! Elements that open and end, and what is in force within them.

use super::Walk;
use super::element::Kind;
use crate::page::html::block::{Container, Sep, Tag};
use crate::page::html::role::Role;
use crate::page::html::tag;
use crate::text::hash::fnv;

/// An open element and what was in force before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    name: u64,
    kind: Kind,
    tag: Tag,
    container: u32,
    cell: Option<(u32, u32, u32)>,
}

/// Inline elements nested deeper are not looked for where their end tag stands.
const NESTED: usize = 64;

impl Walk<'_> {
    /// Opens an element; `false` where it can hold nothing.
    pub(super) fn enter(&mut self, name: u64, kind: Kind) -> bool {
        let before = Open { name, kind, tag: self.tag, container: self.container, cell: self.cell };
        match kind {
            Kind::Inline => {}
            Kind::Break => {
                self.boundary(Sep::Line);
                return false;
            }
            Kind::Rule => {
                self.boundary(Sep::Paragraph);
                return false;
            }
            Kind::Skip => self.skips += 1,
            Kind::Title => self.titles += 1,
            Kind::Link => self.links += 1,
            Kind::Lines => {
                self.boundary(Sep::Paragraph);
                self.lines += 1;
            }
            Kind::Block(tag) => {
                self.boundary(Sep::Paragraph);
                // A caption's own paragraphs are caption.
                if self.tag != Tag::Caption && (tag != Tag::Text || self.tag == Tag::Heading) {
                    self.tag = tag;
                }
            }
            Kind::Container(role) => {
                self.boundary(Sep::Paragraph);
                self.contain(role, false);
                if role == Role::Caption {
                    self.tag = Tag::Caption;
                }
            }
            Kind::Table => {
                self.boundary(Sep::Paragraph);
                self.contain(Role::None, true);
                self.cell = Some((self.container, 0, 0));
                self.tag = Tag::Text;
            }
            Kind::Row => {
                self.boundary(Sep::Line);
                self.cell = self.cell.map(|(table, row, _)| (table, row + 1, 0));
            }
            Kind::Cell => {
                self.boundary(Sep::Cell);
                self.cell = self.cell.map(|(table, row, cell)| (table, row, cell + 1));
                // In a table that lays out the page a cell is a container like any other.
                self.contain(Role::None, false);
                self.tag = Tag::Cell;
            }
        }
        self.open.push(before);
        self.deepest = self.deepest.max(self.open.len());
        if kind != Kind::Inline {
            *self.names.entry(name).or_insert(0) += 1;
        }
        true
    }

    /// Opens a container within the one that is open.
    fn contain(&mut self, role: Role, table: bool) {
        let id = self.containers.len() as u32;
        self.containers.push(Container { parent: self.container, role, table });
        self.container = id;
    }

    /// Closes the element at `place` and what was left open within it.
    pub(super) fn leave(&mut self, place: usize) {
        while self.open.len() > place {
            let Some(open) = self.open.pop() else { break };
            if open.kind == Kind::Inline {
                continue;
            }
            if let Some(open) = self.names.get_mut(&open.name) {
                *open -= 1;
            }
            let cell = self.cell;
            match open.kind {
                Kind::Skip => self.skips -= 1,
                Kind::Title => self.titles -= 1,
                Kind::Link => self.links -= 1,
                Kind::Lines => {
                    self.boundary(Sep::Paragraph);
                    self.lines -= 1;
                }
                Kind::Cell => self.boundary(Sep::Cell),
                Kind::Row => self.boundary(Sep::Line),
                _ => self.boundary(Sep::Paragraph),
            }
            (self.tag, self.container) = (open.tag, open.container);
            // Rows and cells count on within their table.
            let within = matches!(open.kind, Kind::Row | Kind::Cell);
            self.cell =
                if within || matches!(open.kind, Kind::Skip | Kind::Title | Kind::Link) { cell } else { open.cell };
        }
    }

    /// An end tag ends the innermost open element of its name, and what was left open within it. One of an inline element
    /// ends no blocks: `<b>12 xã<p>15 hộ</b>, 3 phường` has one line break.
    pub(super) fn end(&mut self, name: &[u8]) {
        let mut buffer = [0; tag::LONGEST];
        let name = fnv(tag::lower(name, &mut buffer));
        let inline = self.open.iter().rev().take(NESTED).take_while(|open| open.kind == Kind::Inline);
        if let Some(above) = inline.clone().position(|open| open.name == name) {
            self.leave(self.open.len() - 1 - above);
        } else if self.names.get(&name).is_some_and(|&open| open > 0) {
            let named = |open: &Open| open.name == name && open.kind != Kind::Inline;
            self.open.iter().rposition(named).into_iter().for_each(|place| self.leave(place));
        }
    }
}
