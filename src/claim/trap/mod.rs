//! Numbers that are no claims: by their shape, as marks of items, and by the words around them.

mod cue;
mod list;
mod marker;
mod noun;
mod quantity;
mod shape;

pub(super) use cue::{Barred, cue, some};
pub(super) use list::{alone_on_line, follows_in_list, pair_end, scored};
pub(super) use marker::counts_rows;
pub(super) use noun::{itemised, leaves, names, pinpointed, titled};
pub(super) use quantity::{
    bargain, cropped, grouped_count, heads_unit, line_voltage, lump, named_time, per_area, per_head, powered, ratio,
    weighty,
};
pub(super) use shape::shape;

/// Where the digits from a position end.
fn digits_end(bytes: &[u8], mut pos: usize) -> usize {
    while bytes.get(pos).is_some_and(u8::is_ascii_digit) {
        pos += 1;
    }
    pos
}
