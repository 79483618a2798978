//! Numbers in tables: what a bare number measures that stands in a cell.
//!
//! Words away from it say so: in brackets at the end of the label before it (`Giá trị xuất khẩu (triệu USD): 864`, in the cell
//! before or on the line above), in a cell of its row (`Sản lượng cà phê | tấn | 55.912`), at the head of its column, or over the
//! table (`Đơn vị tính: triệu đồng`). A number of which nothing says so is left alone: it may be a code.
//!
//! Cells are set apart by tabs or bars, or stand on lines of their own. Few pages have them, so all of it is off the hot path.

use super::numeral;
use super::quantity::Quantity;
use super::unit::{self, Found};
use crate::Span;
use crate::registry::cue::{CUES, Class};
use crate::registry::numeral::{NUMERALS, Role};
use crate::segment::{line_end, line_start};
use crate::text::set::words;
use crate::text::token::Words;
use crate::text::tokens::Tokens;

/// What the cells of a table measure.
#[derive(Clone, Copy)]
struct Measure {
    unit: Option<Found>,
    /// The power of ten of its magnitude: 6 for `triệu đồng`.
    power: u8,
    counted: Option<Span>,
}

/// The table that was read last.
#[derive(Default)]
pub(super) struct Grid {
    /// Where its last row begins.
    row: Option<usize>,
    /// Its first row.
    head: Option<Span>,
    /// What the line above it says of all of it.
    whole: Option<Measure>,
    /// Where the last number ends that stands under its label, and what that says.
    column: Option<(usize, Measure)>,
}

/// How far a row is read, in bytes; longer ones are no table's.
const ROW: usize = 600;

impl Grid {
    /// Gives a bare number of a table its unit, and says what it counts: `Some(None)` where it measures. `None` where it is
    /// in no cell, or nothing says what it measures.
    pub(super) fn in_cell(&mut self, text: &Tokens, quantity: &mut Quantity) -> Option<Option<Span>> {
        let (at, end) = (quantity.core.start() as usize, quantity.core.end() as usize);
        let closes = |b: &u8| matches!(b, b'\t' | b'|' | b'\n' | b'\r' | b'(' | b';' | b',' | b'.');
        if !text.as_bytes()[end..].iter().find(|b| **b != b' ').is_none_or(closes) {
            return None;
        }
        // > 2.300
        let before = text[..at].trim_end_matches([' ', '>', '<', '≥', '≤']);
        let measure = match before.as_bytes().last()? {
            b')' | b':' => label(text, before.len()),
            b'\t' | b'|' => self.beside(text, before.len()),
            b'\n' | b'\r' => self.under(text, quantity, before.len()),
            _ => None,
        }?;
        let counts = measure.counted.is_some() && measure.unit.is_none();
        if counts {
            quantity.read_whole();
            // 156,9 in a row of `lượt`: a share, by a head that is not read.
            if quantity.low.scale() > 0 && measure.power == 0 {
                return None;
            }
        }
        quantity.share(measure.unit, measure.power);
        Some(measure.counted)
    }

    /// What the row says of its cell, whose mark ends at `end`, or its column's head, or the words over the table.
    #[cold]
    fn beside(&mut self, text: &Tokens, end: usize) -> Option<Measure> {
        let start = line_start(text, end, ROW)?;
        let row = Span::of(start, end);
        self.enter(text, start);
        let line = Span::of(start, line_end(text, end, ROW)?);
        let head = self.head.filter(|head| head.start() as usize != start && marks(text, *head) == marks(text, line));
        let above = head.and_then(|head| cells(text, head).nth(marks(text, row)));
        // Số hộ, tỷ lệ (%) over 507 (5,2%): the cell's own share is what the head means.
        let own = cells(text, line).nth(marks(text, row)).is_some_and(|cell| text[cell].contains('%'));
        // So cùng kỳ (%), % TH/KH: whatever the row measures.
        if let Some(share) = above.filter(|_| !own).and_then(|cell| share(text, cell)) {
            return Some(share);
        }
        let said = cells(text, row).rev().find_map(|cell| of_cell(text, cell, true));
        let headed = |cell| of_cell(text, cell, false).filter(|_| !own).or_else(|| tally(text, cell));
        said.or_else(|| above.and_then(headed)).or(self.whole)
    }

    /// Comes to the row that begins at `start`: of the table that was read last, or of another one.
    fn enter(&mut self, text: &Tokens, start: usize) {
        // How many rows without such a number may stand between two with one.
        const MOST: usize = 8;
        if self.row == Some(start) {
            return;
        }
        let mut top = start;
        for _ in 0..MOST {
            let Some(above) = line_above(text, top).filter(|line| marks(text, *line) > 0) else { break };
            top = above.start() as usize;
            if self.row == Some(top) {
                self.row = Some(start);
                return;
            }
        }
        let head = line_end(text, top, ROW).map(|end| Span::of(top, end));
        *self = Grid { row: Some(start), head, whole: over(text, top), column: None };
    }

    /// What a number that opens a line measures, by the label on the line above, or by the number there that has one.
    #[cold]
    fn under(&mut self, text: &Tokens, quantity: &Quantity, end: usize) -> Option<Measure> {
        let (at, stop) = (quantity.core.start() as usize, quantity.core.end() as usize);
        let told = label(text, text[..end].trim_end().len()).or_else(|| {
            let (last, measure) = self.column?;
            let near = at - last < 40 && text[last..at].trim_matches([' ', '>', '<', '\t']).trim().is_empty();
            // What counts the rows stands before a label.
            let grouped = quantity.first.plain == 0 || quantity.first.plain > 3;
            let goes_on = || text[stop..].trim_start().starts_with(|c: char| c.is_ascii_digit());
            (near && (grouped || goes_on())).then_some(measure)
        });
        // Tỷ lệ (%) ⏎ 1 ⏎ Diện tích: the first row's number.
        let told = told.filter(|measure| measure.unit.is_none() || &text[at..stop] != "1");
        if let Some(measure) = told {
            self.column = Some((stop, measure));
        }
        told
    }
}

/// The share that a column's head says it holds.
fn share(text: &Tokens, cell: Span) -> Option<Measure> {
    let sign = cell.start() as usize + text[cell].find('%').filter(|_| (cell.len() as usize) < MOST)?;
    if text.as_bytes()[..sign].last().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    unit::unit_at(text, sign).map(|found| Measure { unit: Some(found), power: 0, counted: None })
}

/// `Số hộ nghèo`, `Tổng số xã`: what a column's head says is counted.
fn tally(text: &Tokens, cell: Span) -> Option<Measure> {
    let at = text.skip_space(cell.start() as usize).0;
    let total = text.word_at(at, words!["tổng"]).map_or(at, |end| text.skip_space(end).0);
    let noun = text.skip_space(text.word_at(total, words!["số"])?).0;
    // Số nhà: an address.
    if text.word_at(noun, words!["nhà"]).is_some() {
        return None;
    }
    let (_, stop) = CUES.counted.at(text, noun).filter(|(class, _)| *class != Class::Numbered)?;
    (stop <= cell.end() as usize).then(|| Measure { unit: None, power: 0, counted: Some(Span::of(noun, stop)) })
}

/// What the brackets say that close the label before `end`: `Giá trị xuất khẩu (triệu USD):`.
fn label(text: &Tokens, end: usize) -> Option<Measure> {
    in_brackets(text, text[..end].trim_end_matches([' ', ':']).len())
}

/// What a cell says: in brackets at its end, or whole. A whole noun names what is counted in the cells of a row, `beside` it, and
/// what a column holds: `Mã`.
fn of_cell(text: &Tokens, cell: Span, beside: bool) -> Option<Measure> {
    let words = text[cell].trim_end();
    let (start, end) = (cell.start() as usize, cell.start() as usize + words.len());
    let whole = || if words.len() < MOST { measure(text, start, end) } else { None };
    in_brackets(text, end).or_else(|| whole().filter(|said| said.unit.is_some() || beside))
}

/// How long a measure's words are, in bytes.
const MOST: usize = 40;

/// What the brackets say that close at `end`.
fn in_brackets(text: &Tokens, end: usize) -> Option<Measure> {
    let inner = text[..end].strip_suffix(')')?.len();
    let from = inner.saturating_sub(MOST);
    let open = text.as_bytes()[from..inner].iter().rposition(|b| *b == b'(')?;
    measure(text, from + open + 1, inner)
}

/// Reads `triệu USD`, `nghìn người`, `1.000 đồng`, `%`, that fill `start..end`.
fn measure(text: &Tokens, start: usize, end: usize) -> Option<Measure> {
    let mut pos = text.skip_space(start).0;
    let mut power = 0;
    if text.as_bytes().get(pos).is_some_and(u8::is_ascii_digit) {
        let digits = numeral::digits(text, pos).ok()?;
        power =
            [3, 6].into_iter().find(|power| crate::Decimal::from(1).checked_mul_pow10(*power) == Some(digits.value))?;
        pos = text.skip_space(digits.span.end() as usize).0;
    }
    // Tr.kWh
    let short = |pos| text.word_at(pos, words!["tr"]).map(|stop| (Role::Power(6), stop));
    while let Some((Role::Power(more), stop)) = NUMERALS.at(text, pos).or_else(|| short(pos)) {
        let stop = stop + usize::from(text.as_bytes().get(stop) == Some(&b'.'));
        (power, pos) = (power + more, text.skip_space(stop).0);
        if power > 15 || pos > end {
            return None;
        }
    }
    let fills = |stop: usize| stop <= end && text[stop..end].trim().is_empty();
    // unit_at reads on from a number's end.
    if let Some(found) = unit::unit_at(text, pos).filter(|found| fills(found.text.end() as usize)) {
        return Some(Measure { unit: Some(found), power: power + found.unit.base.row().power, counted: None });
    }
    let (_, stop) = CUES.counted.at(text, pos).filter(|(class, _)| *class != Class::Numbered)?;
    // Người/km2
    let whole = fills(stop) || text.as_bytes().get(stop) == Some(&b'/') && stop < end;
    whole.then(|| Measure { unit: None, power, counted: Some(Span::of(pos, stop)) })
}

/// What the lines right over a table say of it: `Đơn vị tính: triệu đồng`.
fn over(text: &Tokens, mut top: usize) -> Option<Measure> {
    for _ in 0..4 {
        let line = line_above(text, top)?;
        top = line.start() as usize;
        let words = text[line].trim_end_matches([' ', '\r', ')', '.', '|', '\t']);
        let end = top + words.len();
        let Some(colon) = words.rfind(':') else { continue };
        let label = text.last_token(top + colon).filter(|t| t.one_of(words!["đvt", "tính", "vị"]));
        let unit = label.is_some_and(|t| {
            t.one_of(words!["đvt"]) || text.before(&t).is_some_and(|(t, _)| t.one_of(words!["vị", "đơn", "đv"]))
        });
        if unit {
            return measure(text, top + colon + 1, end);
        }
    }
    None
}

/// How many marks of cells stand in a line.
fn marks(text: &Tokens, line: Span) -> usize {
    text.as_bytes()[line.range()].iter().filter(|b| matches!(b, b'\t' | b'|')).count()
}

/// The cells of a line.
fn cells<'t>(text: &'t Tokens, line: Span) -> impl DoubleEndedIterator<Item = Span> + 't {
    let base = text.as_ptr() as usize;
    text[line].split(['\t', '|']).map(move |cell| {
        let start = cell.as_ptr() as usize - base;
        Span::of(start, start + cell.len())
    })
}

/// The line with words above the one that begins at `start`.
fn line_above(text: &Tokens, start: usize) -> Option<Span> {
    let end = text[..start].trim_end().len();
    if end == 0 || start - end > 40 {
        return None;
    }
    Some(Span::of(line_start(text, end, ROW)?, end))
}

#[cfg(test)]
mod tests {
    use crate::Miner;

    /// The claims of a page: value, unit and what is counted.
    fn reads(page: &str) -> Vec<String> {
        let mut miner = Miner::new();
        let mined = miner.mine(page);
        let text = mined.text.as_str();
        let unit = |c: &crate::Claim| c.unit.map(|unit| format!(" {}", unit.canonical(text))).unwrap_or_default();
        let counted = |c: &crate::Claim| c.counted.map(|span| format!(" of {}", &text[span])).unwrap_or_default();
        mined.claims.iter().map(|c| format!("{}{}{}", c.low, unit(c), counted(c))).collect()
    }

    #[test]
    fn the_label_before_says_what_is_measured() {
        for page in [
            "Giá trị xuất khẩu (triệu USD): 86,5; tăng 3 chỉ tiêu",
            "3 | Giá trị xuất khẩu (triệu USD) | 86,5 |\n4 | Số dự án (dự án) | 3 |",
            "Giá trị xuất khẩu (triệu USD)\n\n86,5\n\nSố dự án (dự án)\n\n3\n\n",
        ] {
            let found = reads(page);
            assert_eq!(found[0], "86500000 USD", "{page}: {found:?}");
            assert!(found.len() == 2 && found[1].starts_with("3 of "), "{page}: {found:?}");
        }
        // Brackets that hold something else say nothing.
        assert!(reads("Bảng (tiếp theo) 86\nNguyễn Văn An (Hà Nội): 86").is_empty());
    }

    #[test]
    fn a_cell_of_the_row_does() {
        let page = "|TT|Chỉ tiêu|ĐVT|Kế hoạch|Thực hiện|\n|---|---|---|---|---|\n|1|Cà phê|Tấn|55.000|55.912|\n|2|Thu ngân sách|Tỷ đồng|141,2|233,7|\n|3|Số xã đạt chuẩn|xã|6|7|";
        let wants = ["55000 t", "55912 t", "141200000000 VND", "233700000000 VND", "6 of xã", "7 of xã"];
        assert_eq!(reads(page), wants);
    }

    #[test]
    fn a_share_at_the_head_says_more_than_the_row() {
        let page =
            "Sản phẩm|ĐVT|Tháng 6|So cùng kỳ (%)|% KH\nXi măng|1.000 tấn|412|106,2|52\nĐiện|Tr.kWh|215|109,8|51\n";
        let wants = ["412000 t", "106.2 %", "52 %", "215000000 kWh", "109.8 %", "51 %"];
        assert_eq!(reads(page), wants);
        assert_eq!(reads("Tỷ lệ (%)\n1\nDiện tích lúa\n"), [""; 0]);
    }

    #[test]
    fn the_head_of_the_column_does() {
        let page = "\tDiện tích (km2)\tDân số (người)\nTổng số\t930,2\t1.255.839\n1. Huyện Văn Lâm\t75,2\t133.599\n";
        assert_eq!(reads(page), ["930.2 km2", "1255839 of người", "75.2 km2", "133599 of người"]);
        let page = "Xã|Số hộ nghèo, tỷ lệ (%)|Ghi chú\nTân Tiến|507 (5,2%)|\n";
        assert_eq!(reads(page)[0], "507 of hộ nghèo", "the share stands beside it");
        let page = "Xã|Số hộ nghèo|Số nhà\nTân Tiến|507|12\n";
        assert_eq!(reads(page), ["507 of hộ nghèo"]);
        // Another number of cells: which column it is, nobody knows.
        let page = "\tDiện tích (km2)\tDân số (người)\nToàn tỉnh\t930,2\t1.255.839\tcả tỉnh\n";
        assert_eq!(reads(page), [""; 0]);
        // A row's letter is no noun of the last cell above.
        let page = "TT | Hạng mục | Tỷ lệ (%)\n1 | Đất có rừng | 85,9\na | Rừng trồng | 11,3\n";
        assert_eq!(reads(page), ["85.9 %", "11.3 %"]);
        // Things that are counted come whole.
        assert!(reads("Khách (lượt)\t12,5\tA\n").is_empty());
    }

    #[test]
    fn the_line_over_the_table_does() {
        let page =
            "Đơn vị tính: Triệu đồng\nSTT\tChỉ tiêu\tDự toán\nI\tTổng thu\t7.599.800\n1\tThu nội địa\t3.359.800\n";
        assert_eq!(reads(page), ["7599800000000 VND", "3359800000000 VND"]);
        // No table below: a code stays one.
        assert!(reads("Đơn vị tính: Triệu đồng\nMã chương 7.599.800\n").is_empty());
        assert_eq!(reads("STT\tTên\tMã\n1\tThu nội địa\t1701\n"), [""; 0]);
    }

    #[test]
    fn a_column_of_lines_goes_on_but_not_into_the_rows_number() {
        let page = "Tổng vốn đầu tư (tỷ đồng)\n\n19.770\n\n22.700\n\n5\n\nThu ngân sách (tỷ đồng)\n\n7.788\n";
        assert_eq!(reads(page), ["19770000000000 VND", "22700000000000 VND", "7788000000000 VND"]);
    }
}
