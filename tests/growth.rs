//! Growth: a page of four times the length takes about four times as long, whatever runs on in it without end.
//!
//! Times are compared with each other only, and taken again where a busy machine may have spoilt them: what grows with the
//! square takes sixteen times as long, and does so every time.

use std::time::{Duration, Instant};

use vanban::reference::{Resolution, Resolver, Rules};
use vanban::{Miner, Span, Text};

/// How long one page takes.
fn took(page: &str, read: &mut impl FnMut(&str)) -> Duration {
    let start = Instant::now();
    read(page);
    start.elapsed()
}

/// Fails where a page of four times the length takes more than nine times as long, and longer than linear work on it can.
fn grows_evenly(name: &str, page: impl Fn(usize) -> String, mut read: impl FnMut(&str)) {
    const LENGTH: usize = 40_000;
    let (short, long) = (page(LENGTH), page(4 * LENGTH));
    let mut times = Vec::new();
    // Not again and again where it takes too long for a doubt.
    while times.iter().map(|(_, four)| *four).sum::<Duration>() < Duration::from_secs(4) {
        let four = took(&long, &mut read);
        if four < Duration::from_millis(100) {
            return;
        }
        let once = took(&short, &mut read);
        if four < 9 * once {
            return;
        }
        times.push((once, four));
    }
    panic!("{name:?}: {times:?} for one and for four times the length");
}

/// A piece again and again, after what it may look back to.
fn run(head: &str, piece: &str, length: usize) -> String {
    head.to_owned() + &piece.repeat(length / piece.len())
}

#[test]
fn whatever_runs_on_is_mined_in_its_length() {
    let (mut miner, rules, mut resolution) = (Miner::new(), Rules::default(), Resolution::default());
    for (head, piece) in [
        // Letters, digits, marks, lines.
        ("", "a "),
        ("", "ế"),
        ("", "1"),
        ("", "1."),
        ("", "1,"),
        ("", "1.000."),
        ("", "“"),
        ("", "\n"),
        ("", "Xã\n"),
        ("5 hộ", " "),
        ("Luật Ngân ", "sáchnhà"),
        // Numbers, lists, totals, times.
        ("", "5 - "),
        ("", "5, "),
        ("", "5/"),
        ("", "45% "),
        ("", "1 tỷ "),
        ("", "một trăm "),
        ("", "hàng trăm "),
        ("", "tăng "),
        ("", "10 xã, "),
        ("", "gồm: 10 xã; "),
        ("Xã có 5 hộ.\n", "loại abc 7, "),
        ("Xã có 5 hộ (", "loại abc 7, "),
        ("Toàn huyện có 5 hộ: ", "xã An 7; "),
        ("", "5\t"),
        ("", "| 5 | 7 |\n"),
        ("Đơn vị tính: triệu đồng\n", "Thu\t5\n"),
        ("", "Xuất khẩu (triệu USD)\n5\n"),
        ("", "năm 2021 5 hộ; "),
        ("", "Năm 2020 "),
        ("", "ngày 5, "),
        // References, their parts, lists, titles, meetings.
        ("", "Nghị định 12, "),
        ("", "khoản 1, "),
        ("", "Điều 1 "),
        ("", "điểm a khoản 2 Điều 5 và "),
        ("", "Luật Đất đai sửa đổi của "),
        ("", "(khóa "),
        ("", "về việc \""),
        ("", "số số "),
        ("", "số 1-"),
        ("", "12/"),
        ("", "12-"),
        ("", "Nghị quyết số "),
        ("", "((Nghị quyết "),
        ("", "Nghị quyết Đại hội Đảng bộ "),
        ("", "Nghị quyết Đại hội lần thứ i nhiệm kỳ a - b."),
        ("", "Nghị quyết số 05-NQ/TW về công tác; "),
        ("", "Nghị quyết này và "),
        ("Nghị định số 12/2020/NĐ-CP. ", "Nghị định 12/2020. "),
        ("", "của Bộ Y tế và "),
        ("", "Quyết định này trên "),
        ("Căn cứ ", "Thực hiện Nghị quyết số 05-NQ/TW về công tác. "),
        ("Quảng Nam, ngày 5 tháng 6 năm 2020 ", "Số: 12/QĐ-UBND "),
    ] {
        grows_evenly(
            piece,
            |length| run(head, piece, length),
            |page| {
                let mined = miner.mine(page);
                rules.resolve(&mined, &mut resolution);
            },
        );
    }
}

#[test]
fn whatever_signs_run_on_are_normalised_in_their_length() {
    for piece in ["&amp;", "*a", "\\u", "a\u{301}", "\u{301}", "C«ng t¸c ", "Ð", "á", "Ã¡", "\u{200b}", "日"] {
        grows_evenly(
            piece,
            |length| piece.repeat(length / piece.len()),
            |page| {
                let text = Text::new(page);
                let end = text.as_str().len() as u32;
                text.to_page(Span::new(end / 2, end));
            },
        );
    }
}

#[cfg(feature = "html")]
#[test]
fn whatever_markup_runs_on_is_read_in_its_length() {
    for (head, piece, tail) in [
        ("", "<div>", "a"),
        ("", "<div>a</div>", ""),
        ("<div><div><div>", "</p>", ""),
        ("", "<b><i>", "a"),
        ("", "<table><tr><td>a", ""),
        ("", "<ul><li><a href=b>a", ""),
        ("<p class=\"", "menu ", "\">a"),
        ("<p style=\"", " ", "\">a"),
        ("<p ", "a=b ", ">a"),
        ("a<!-- ", "b", ""),
        ("<script>", "<!--<script>", ""),
        ("", "<", ""),
        ("", "&", ""),
        ("", "&#7871;", ""),
        ("a", " ", ""),
        ("", "a<br>", ""),
        ("", "<title>", ""),
        ("", "<select>", ""),
        ("", "<a b='", ""),
    ] {
        let page = |length| run(head, piece, length) + tail;
        grows_evenly(piece, page, |page| {
            Text::from_html(page.as_bytes()).unwrap();
        });
    }
}
