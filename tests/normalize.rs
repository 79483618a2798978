//! What normalisation changes and what it leaves: a list of tricky words, a thousand right pages, and random pages.

use vanban::{Fold, Options, Span, Text, TonePlace, fold, normalize};

/// Writes `\u{..}` and `\n` out.
fn unescape(cell: &str) -> String {
    let mut out = String::new();
    let mut rest = cell;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(hex) = rest.strip_prefix("u{") {
            let end = hex.find('}').unwrap();
            out.push(char::from_u32(u32::from_str_radix(&hex[..end], 16).unwrap()).unwrap());
            rest = &hex[end + 1..];
        } else {
            out.push('\n');
            rest = &rest[1..];
        }
    }
    out + rest
}

#[test]
fn tricky_words_in_both_tone_styles() {
    let rows = include_str!("cases/tricky.tsv").lines().filter(|line| !line.starts_with('#')).skip(1);
    let (mut count, mut wrong) = (0, Vec::new());
    for row in rows {
        let cells: Vec<String> = row.split('\t').map(unescape).collect();
        let [page, text, first, second, _] = &cells[..] else { panic!("{row:?}") };
        let mut check = |options: Options, right: &str| {
            let got = normalize(page.as_bytes(), &options).unwrap().into_string();
            if got != right {
                wrong.push(format!("{page:?} reads {got:?}, not {right:?}"));
            }
        };
        check(Options::default(), text);
        for (place, right) in [(TonePlace::First, first), (TonePlace::Second, second)] {
            let mut options = Options::default();
            options.tones = Some(place);
            check(options, if right.is_empty() { text } else { right });
        }
        // One key for all ways to write it.
        for other in [first, second].into_iter().filter(|other| !other.is_empty()) {
            assert_eq!(fold(text, Fold::Spelling), fold(other, Fold::Spelling));
        }
        count += 1;
    }
    assert!(count >= 150, "{count} words");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A small generator: the same pages on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        ((self.0 >> 33) as usize) % n
    }

    fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

#[test]
fn a_thousand_right_pages_stay_as_they_are() {
    let lines = [
        "The committee adopted resolution 18-NQ/TW on 25 October; see § 4 and pp. 12–15.",
        "L'été dernier, la ministre a été reçue à l'Élysée où l'on fêtait Noël ; « ça va », dit-elle, naïve et hautaine.",
        "Le maïs haï, la Thaïlande, l'ambiguïté, le cœur, un œuf, Citroën, août, goûter, forêt, garçon, à-côté.",
        "Die Größe der Straße: 20 °C, 5 µm, ½ Liter; Müller & Söhne, über 3 m², für Ärzte und Übungen.",
        "El niño comió piñas en Bogotá; ¿qué pasó? ¡Nada! Aún así, el país oía la canción del baúl.",
        "São Paulo não é só coração: ações, irmãos, pães, lições, você, avó, três, à noite.",
        "Työ tekijäänsä neuvoo, hän näki mäellä pöllön; yö on pimeä, päivä lyhyt.",
        "Við förum með Guðrúnu til Ísafjarðar; það er blátt og hvítt, þökk sé öllum.",
        "Zażółć gęślą jaźń; Dvořák, Škoda, Čapek; çığ, şeker, İstanbul; ő, ű, ăsta, țară.",
        "fn main() { let s = \"ü\"; println!(\"{s:?} → {}\", s.len()); } // ≤ 80 % × 2 ± 1 ©®™",
        "SELECT * FROM t WHERE a <> 'é' AND b = \"§\"; -- ¿? «x» · ¶ ‡ † ‰",
        "👩‍👩‍👧 🇻🇳 👍🏽 ✓ ★ → ← ∑ ≠ ½ ¼ ² ³ ° € £ ¥ ₫",
        "Kết luận số 114-KL/TW về công tác dân vận; đạt 98,2%, diện tích 12,5 km² ở 20°C.",
        "Ủy ban nhân dân xã đã tiếp 1.127 lượt người, giải quyết “dứt điểm” 14 vụ – giảm 3 vụ so với năm trước.",
        "Hội nghị quán triệt Nghị quyết Đại hội; Thuỷ lợi, hoà giải, khoẻ mạnh, kỹ thuật, quý I.",
        "Ông Nguyễn Văn Ýên, bà Hoàng Thị Ẻn, anh Đỗ Ực; xã Ea Hđing, huyện Cư M’gar, Đắk Lắk.",
        "日本語のページ、中文网页，한국어 페이지; Ελληνικά, русский язык, українська, עברית, العربية, हिन्दी, ไทย.",
        "· Mục một · Mục hai • Mục ba ¹ chú thích ² chú thích",
        "plain ASCII text, 1 + 1 = 2; C:\\path\\to\\file.txt; user@example.org; <b>bold</b>",
        "",
    ];
    let mut random = Random(7);
    for n in 0..1000 {
        // A few lines, or one long one; in one script or in many.
        let count = 1 + random.below(if n % 3 == 0 { 12 } else { 3 });
        let page: Vec<&str> = (0..count).map(|_| random.pick(&lines)).collect();
        let page = page.join(if n % 2 == 0 { "\n" } else { " " });
        let text = Text::new(&page);
        assert!(text.report().repairs.is_empty(), "{page}\n{:?}", text.report());
        let again = Text::from_bytes(page.as_bytes()).unwrap();
        assert_eq!(again.as_str(), text.as_str());
        // Words of a line, a few at a time.
        let words: Vec<&str> = page.split(' ').collect();
        let at = random.below(words.len());
        let snippet = words[at..words.len().min(at + 1 + random.below(6))].join(" ");
        assert!(Text::new(&snippet).report().repairs.is_empty(), "{snippet}\n{:?}", Text::new(&snippet));
    }
}

#[test]
fn random_pages_keep_their_spans() {
    let parts = [
        "số",
        "114",
        "-",
        "KL/TW",
        " ",
        "\n",
        "ế",
        "e\u{302}\u{301}",
        "e\u{301}\u{302}",
        "\u{a0}",
        "\u{200b}",
        "\u{ad}",
        "Ð",
        "ð",
        "Ðảng",
        "ﬁ",
        "Ａ",
        "\u{301}",
        "日",
        "😀",
        "👩\u{200d}👧",
        "C«ng",
        "t¸c",
        "Coâng",
        "Viá»‡t",
        "\u{feff}",
        "x\u{300}",
        "\r\n",
        "\u{1161}",
        "한",
        "°",
        "«",
        "¸",
        "\u{90}",
        "\u{1}",
        "ằ",
        "ñ",
        "É",
        "\u{34f}",
        "\u{200d}",
        "Tiáº¿ng",
    ];
    let mut random = Random(11);
    for _ in 0..3000 {
        let page: String = (0..random.below(40)).map(|_| random.pick(&parts)).collect();
        check_spans(&page, &Text::new(&page));
        // Broken bytes too: nothing panics, every span is in bounds, the text is read to its end.
        let mut bytes = page.clone().into_bytes();
        for _ in 0..random.below(4) {
            if !bytes.is_empty() {
                let at = random.below(bytes.len());
                bytes[at] = random.below(256) as u8;
            }
        }
        if let Ok(text) = Text::from_bytes(&bytes) {
            let whole = text.to_page(Span::new(0, text.as_str().len() as u32));
            assert!(whole.end() as usize <= bytes.len());
            for (at, c) in text.as_str().char_indices() {
                let span = text.to_page(Span::new(at as u32, (at + c.len_utf8()) as u32));
                assert!(span.end() as usize <= bytes.len() && !span.is_empty(), "{bytes:?} {at} {c:?} {span:?}");
            }
        }
    }
}

/// Spans of the text lead to the page, in order, on character boundaries; what they lead to reads as they do.
fn check_spans(page: &str, text: &Text<'_>) {
    let mut last = Span::new(0, 0);
    for (at, c) in text.as_str().char_indices() {
        let span = text.to_page(Span::new(at as u32, (at + c.len_utf8()) as u32));
        assert!(page.get(span.range()).is_some() && !span.is_empty(), "{page:?} {at} {c:?} {span:?}");
        assert!(span.start() >= last.start() && span.end() >= last.end(), "{page:?} {at} {c:?}");
        last = span;
    }
    if text.report().repairs.is_empty() {
        for word in text.as_str().split_whitespace() {
            let at = word.as_ptr() as usize - text.as_str().as_ptr() as usize;
            let span = text.to_page(Span::new(at as u32, (at + word.len()) as u32));
            let read = Text::new(&page[span.range()]);
            if read.report().repairs.is_empty() && !page.contains(['Ð', 'ð']) {
                assert!(read.as_str().contains(word), "{page:?}: {word:?} out of {:?}", &page[span.range()]);
            }
        }
    }
}
