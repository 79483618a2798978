//! HTML pages: what is kept, where it came from, and that no markup is too broken.
#![cfg(feature = "html")]

use vanban::page::Zone;
use vanban::{Miner, Span, Text};

fn read(page: &str) -> Text<'static> {
    Text::from_html(page.as_bytes()).unwrap()
}

/// Every word of the text leads back to bytes that read as the word.
#[track_caller]
fn sound(page: &[u8], text: &Text) {
    let words = text.as_str();
    let mut at = 0;
    for word in words.split_whitespace() {
        let start = at + words[at..].find(word).unwrap();
        at = start + word.len();
        let span = text.to_page(Span::new(start as u32, at as u32));
        let stretch = Text::from_html_stretch(&page[span.range()]).unwrap();
        assert_eq!(stretch.as_str(), word, "{span:?} {:?}", String::from_utf8_lossy(&page[span.range()]));
    }
}

#[test]
fn markup_inside_words_and_references_lead_back() {
    let page = "<html><head><title>Th&#7917;</title></head><body><p>Th&#7921;c hi&#x1EC7;n K&ecirc;́t lu&#7853;n  s&#7889;\n\t<b>114-KL</b>/TW,&nbsp;ng&agrave;y <i>14</i>/<span>7</span>/2015 &amp; &lt;x&gt;</p><p>Hết</p>";
    let text = read(page);
    assert_eq!(text.as_str(), "Thực hiện Kết luận số 114-KL/TW, ngày 14/7/2015 & <x>\n\nHết");
    sound(page.as_bytes(), &text);
}

#[test]
fn blocks_part_and_inline_elements_do_not() {
    for (page, text) in [
        ("<p>a</p><p>b", "a\n\nb"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("a<br>b<br/><br>c", "a\nb\n\nc"),
        ("<b>a</b>b <i> c</i>", "ab c"),
        ("<ul><li>a<li>b</ul>", "a\n\nb"),
        (
            "<p>a<script>x<y</script>b<style>p{}</style></p><!-- c --><p hidden>d</p><p style='display: none'>e</p>",
            "ab",
        ),
        ("<select><option>a</select><button>b</button>c", "c"),
        ("<table><tr><th>a<th>b<tr><td>1<td>2</table>", "a\tb\n1\t2"),
        ("<pre>a  b\nc\n\nd</pre>e\nf", "a b\nc\n\nd\n\ne f"),
        ("<table><tr><td>a<table><tr><td>b</table></table>", "a\n\nb"),
        ("a < b & c &khong; d", "a < b & c &khong; d"),
        ("<textarea>a</textarea><p>b", "b"),
        ("<p>a</p><amp-ad><div placeholder>b</div></amp-ad><p>c<amp-img alt=d></amp-img>", "a\n\nc"),
        ("<frameset cols=20%,80%><frame src=a.htm><noframes>b</noframes></frameset>", ""),
        ("<p>a<del>b</del><ins>c</ins> <ruby>d<rt>e</rt></ruby>", "ac d"),
        ("<span>a</span><span style='display: block'>b</span><i style='DISPLAY:inline-block'>c</i>", "a\n\nb\n\nc"),
        ("<xml><w:View>a</w:View><w:Zoom/><m:mathPr/>b</xml><o:p>c</o:p><p>d", "bc\n\nd"),
        ("<p>a<b>b<p>c<i>d</b>e</i>f", "ab\n\ncdef"),
        ("<b>a<div>b</b>c</div>d</b>e", "a\n\nbc\n\nde"),
        ("", ""),
        ("<", "<"),
        ("\u{feff}<p>a", "a"),
    ] {
        assert_eq!(read(page).as_str(), text, "{page}");
    }
}

/// What is raised is a footnote's mark, save for units and degrees.
#[test]
fn footnotes_join_no_number() {
    for (page, text) in [
        ("640<sup>4</sup> hộ, 35 xã<sup>[1]</sup>, 12 <sup>(2)</sup>", "640 hộ, 35 xã, 12"),
        ("114-KL/TW<a href='#n'><sup>2</sup></a>, 25-NQ/TW<sup><a href=x>3, 4</a></sup>.", "114-KL/TW, 25-NQ/TW."),
        ("120 m<sup>2</sup>, 9 km<sup><i>2</i></sup>, 5 m <SUP>3</SUP >", "120 m2, 9 km2, 5 m 3"),
        ("25<sup>0</sup>C, 30<sup>o</sup>C, 5<sup>0</sup>Cao", "25°C, 30°C, 50Cao"),
        ("1<sup>st</sup>, a<sup>2", "1st, a2"),
        ("5 xã<sup>*</sup>, 9<sup></sup>", "5 xã, 9"),
    ] {
        assert_eq!(read(page).as_str(), text, "{page}");
        sound(page.as_bytes(), &read(page));
    }
    let mut miner = Miner::new();
    let mined =
        miner.mine_text(read("<p>Toàn tỉnh có 640<sup>4</sup> hộ nghèo theo Kết luận số 114-KL/TW<sup>2</sup>.</p>"));
    assert_eq!(&mined.text.as_str()[mined.claims[0].core], "640");
    assert_eq!(&mined.text.as_str()[mined.references[0].core], "Kết luận số 114-KL/TW");
}

/// The head of a document stands in a table without borders; what a portal says of it in one, and its figures in another.
#[test]
fn a_documents_head_is_no_table_of_data() {
    let page = "<table><tr><td>Số hiệu<td>418/QĐ-UBND<tr><td>Ngày ban hành<td>09/03/2022<tr><td>Người ký<td>Lê Văn Tâm</table>
        <table><tr><td><p>ỦY BAN NHÂN DÂN<br>TỈNH SÔNG LAM</p><td><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</p>
        <tr><td>Số: 418/QĐ-UBND<td><i>Sông Lam, ngày 09 tháng 3 năm 2022</i></table>
        <p>QUYẾT ĐỊNH<p>Về việc giao chỉ tiêu trồng rừng<p>Điều 1. Giao chỉ tiêu trồng 350 ha rừng năm 2022 cho các huyện, thị xã, kinh phí 14 tỷ đồng, như sau:
        <table border=1><tr><th>TT<th>Đơn vị<th>Số xã<tr><td>1<td>Huyện Bình An<td>12 xã<tr><td>2<td>Thị xã Sông Thao<td>7 xã</table>";
    let mut miner = Miner::new();
    let mined = miner.mine_text(read(page));
    let words = |span: Span| &mined.text.as_str()[span];
    let zone = |line: &str| mined.zones.iter().find(|zone| words(zone.span) == line).map(|zone| zone.zone);
    for meta in ["Số hiệu\t418/QĐ-UBND", "TỈNH SÔNG LAM", "Sông Lam, ngày 09 tháng 3 năm 2022"] {
        assert_eq!(zone(meta), Some(Zone::Meta), "{meta}");
    }
    assert_eq!(zone("1\tHuyện Bình An\t12 xã"), Some(Zone::Table));
    assert_eq!(mined.facts.title.map(words), Some("QUYẾT ĐỊNH\n\nVề việc giao chỉ tiêu trồng rừng"));
    assert_eq!(mined.facts.published.map(|(date, _)| date.to_string()).as_deref(), Some("2022-03-09"));
    let claims: Vec<_> = mined.claims.iter().map(|claim| words(claim.core)).collect();
    assert_eq!(claims, ["350 ha", "14 tỷ đồng", "12", "7"], "no number of a row");
}

/// The lead is a heading too, and the page's own title another.
#[test]
fn a_heading_that_ends_like_a_sentence_is_the_lead() {
    let page = "<title>Bình An đón chuẩn</title><h1>Xã Bình An đón bằng công nhận nông thôn mới</h1><h2>Sau 5 năm, xã Bình An đạt 19/19 tiêu chí.</h2><p>Sáng 16/6, xã Bình An tổ chức lễ đón bằng công nhận, có 250 đại biểu tham dự cùng đông đảo nhân dân.";
    let mut miner = Miner::new();
    let mined = miner.mine_text(read(page));
    let title = mined.facts.title.map(|span| &mined.text.as_str()[span]);
    assert_eq!(title, Some("Xã Bình An đón bằng công nhận nông thôn mới"));
}

/// What an attribute says may stand within a block: there the text goes from the attribute on.
#[test]
fn a_time_within_a_line_cuts_it() {
    let page = "<h1>Huyện sơ kết công tác dân vận</h1><p>Đăng ngày <a><time datetime=\"2023-10-17T08:30:00+07:00\">17 Tháng 10</time></a> bởi admin<p>Xã có 12 thôn, 3.400 hộ.";
    let text = read(page);
    assert_eq!(
        text.as_str(),
        "Huyện sơ kết công tác dân vận\n\nĐăng ngày\n\n2023-10-17T08:30:00+07:00\n\n17 Tháng 10 bởi admin\n\nXã có 12 thôn, 3.400 hộ."
    );
    sound(page.as_bytes(), &text);
    let facts = Miner::new().mine_text(text).facts;
    assert_eq!(facts.published.unwrap().0.to_string(), "2023-10-17");
    // A paragraph goes on.
    let page = format!("<p>{} <time datetime=2023-10-17>hôm qua</time> thì xong.", "Thôn có 12 hộ. ".repeat(20));
    let text = read(&page);
    assert!(text.as_str().ends_with("hộ. hôm qua thì xong."), "{}", text.as_str());
    sound(page.as_bytes(), &text);
}

#[test]
fn any_encoding_declared_or_not() {
    let words = "Thực hiện Nghị quyết của Đảng, các cấp ủy đã tổ chức học tập và quán triệt cho cán bộ, đảng viên trong toàn tỉnh";
    let utf8 = format!("<meta charset=iso-8859-1><p>{words}</p>");
    assert_eq!(read(&utf8).as_str(), words, "a wrong declaration");
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(utf8.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert!(vanban::page::is_html(&utf16), "by its mark and its first letters");
    let plain: Vec<u8> = [0xfe, 0xff].into_iter().chain(words.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    assert!(!vanban::page::is_html(&plain));
    let text = Text::from_html(&utf16).unwrap();
    assert_eq!(text.as_str(), words);
    let start = words.find("Đảng").unwrap() as u32;
    let span = text.to_page(Span::new(start, start + "Đảng".len() as u32));
    assert_eq!(span.len(), 8);
    // TCVN3 bytes, and the same letters as references to Latin-1, as old editors saved them.
    let tcvn3 = b"<font face='.VnTime'>Quy\xd5t \xae\xdenh s\xe8 <b>12</b>/Q\xa7 c\xf1a ban ch\xcap h\xb5nh \xae\xb6ng b\xe9 huy\xd6n</font>";
    assert_eq!(Text::from_html(tcvn3).unwrap().as_str(), "Quyết định số 12/QĐ của ban chấp hành đảng bộ huyện");
    let saved =
        "<p>Quy&Otilde;t &reg;&THORN;nh c&ntilde;a ban ch&Ecirc;p h&micro;nh &reg;&para;ng b&eacute; huy&Ouml;n</p>";
    assert_eq!(read(saved).as_str(), "Quyết định của ban chấp hành đảng bộ huyện");
    // Marks by their names beside such letters; other encodings have letters in their bytes' places.
    let marked = b"<p>Quy\xd5t \xae\xdenh s\xe8 12/Q\xa7 &ldquo;D\xa9n v\xcbn kh\xd0o&rdquo; &ndash; 2005 c\xf1a ban ch\xcap h\xb5nh \xae\xb6ng b\xe9</p>";
    let read = "Quyết định số 12/QĐ \"Dân vận khéo\" - 2005 của ban chấp hành đảng bộ";
    assert_eq!(Text::from_html(marked).unwrap().as_str(), read);
    // UTF-8 but for a letter that was cut: references mean letters.
    let cut = [format!("<p>{words} l&agrave; &ldquo;k&yacute;&rdquo;</p><p>").as_bytes(), b"\xe1\xba"].concat();
    let text = Text::from_html(&cut).unwrap();
    assert!(text.as_str().starts_with(&format!("{words} là “ký”")), "{}", text.as_str());
    // windows-1258: letters and combining marks.
    let cp1258 = b"<meta charset=windows-1258><p>Ch\xed th\xe2\xf2 cu\xd2a Ba\xf2n th\xfd\xf5ng vu\xf2 Ti\xd2nh u\xd2y v\xea\xcc c\xf4ng ta\xecc d\xe2n v\xe2\xf2n trong ti\xccnh hi\xccnh m\xf5\xeci</p>";
    let text = Text::from_html(cp1258).unwrap();
    assert!(text.as_str().contains("công tác dân vận trong tình hình mới"), "{}", text.as_str());
}

/// Pages cut and torn anywhere: no panic, and spans stay in bounds.
#[test]
fn torn_pages_are_read() {
    let page = "<!DOCTYPE html><html><head><title>Tin &amp; bài</title><meta charset=utf-8><meta property='article:published_time' content='2023-10-17T08:30:00Z'></head><body><div class='nav'><a href='#'>Trang chủ</a></div><h1>Đảng bộ huyện sơ kết công tác</h1><p>Đăng <time datetime='2023-10-17'>17/10</time> lúc 8 giờ<meta name=dc.title content='Tin'> sáng</p><table border=1><tr><td>1<td>2</tr><tr><td>a<td>b</table><p>Kết luận số <b>114-KL</b>/TW &#7871; <img alt='x'></p><!-- hết --><script>var a='</p>';</script></body></html>".as_bytes();
    let mut dice = 7u64;
    let mut roll = |n: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as usize % n
    };
    for _ in 0..3000 {
        let mut torn = page.to_vec();
        for _ in 0..roll(6) + 1 {
            let (a, b) = (roll(torn.len()), roll(torn.len()));
            match roll(4) {
                0 => torn.truncate(a.max(1)),
                1 => torn[a] = b"<>&\"'/=- ;#\x00\xff\xc2"[roll(14)],
                2 => drop(torn.drain(a.min(b)..a.max(b).min(a.min(b) + 20))),
                _ => torn.insert(a, torn[b]),
            }
            if torn.is_empty() {
                torn.push(b'<');
            }
        }
        for text in [Text::from_html(&torn), Text::from_html_stretch(&torn)].into_iter().flatten() {
            for (at, _) in text.as_str().char_indices() {
                let span = text.to_page(Span::new(at as u32, at as u32 + 1));
                assert!(span.end() as usize <= torn.len());
            }
        }
    }
}

/// What stands over the article and between its paragraphs, and cells too long for figures.
/// `<a name=…>` around the paragraphs of a law: a place that others link to is no link.
#[test]
fn anchors_are_no_links() {
    let part = |number: u8| {
        format!(
            "<p><a name=\"dieu_{number}\">Điều {number}. Hỗ trợ 1.20{number} hộ theo Nghị định số 34/2016/NĐ-CP</a></p>"
        )
    };
    let linked = |number: u8| format!("<p><a href=\"dieu_{number}\">Điều {number}. Hỗ trợ 1.20{number} hộ</a></p>");
    let page =
        |of: &dyn Fn(u8) -> String| read(&format!("<body>{}<p>Hết.</p></body>", (1..=4).map(of).collect::<String>()));
    assert_eq!(page(&part).as_str().matches("Hỗ trợ").count(), 4);
    assert_eq!(page(&linked).as_str().matches("Hỗ trợ").count(), 0, "a list of links");
}

#[test]
fn menus_without_links_and_links_to_more_are_left_out() {
    let first = "Ba năm qua, hội viên cựu chiến binh xã Bình An đã hiến 1.200 m2 đất và góp 340 ngày công làm 2,5 km đường nội đồng của thôn.";
    let last = "Riêng thôn Đông có 12 hộ hiến đất, hộ nhiều nhất là 210 m2, không hộ nào nhận tiền đền bù của xã hay của thôn mình.";
    let menu = "Trang chủ Giới thiệu Tin tức Văn bản Liên hệ Góp ý ".repeat(5);
    let text = read(&format!(
        "<body><div>{menu}</div><h1>Bình An làm đường vào khu sản xuất</h1><p>{first}
         <p><a href=a>&gt;&gt; Bình An trồng rừng</a><p>{last}<p><a href=b>Toàn văn quyết định của xã</a><p>{first}"
    ));
    let want =
        format!("Bình An làm đường vào khu sản xuất\n\n{first}\n\n{last}\n\nToàn văn quyết định của xã\n\n{first}");
    assert_eq!(text.as_str(), want);
    let cell = format!("{first} {last} ").repeat(2);
    let table = |cell: &str| read(&format!("<p>{first}<table><tr><td>{cell}<td>Thôn Đông<tr><td>12<td>{cell}</table>"));
    assert!(!table(&cell).as_str().contains('\t'), "a page laid out by a table");
    assert!(table("210 m2").as_str().contains("210 m2\tThôn Đông\n12\t210 m2"));
    let named = read(&format!("<div class=widget><p>{first}<p>{last}</div>"));
    assert_eq!(named.as_str(), format!("{first}\n\n{last}"), "a name drops no article");
}

/// Links to other articles that only a bar of buttons parts are a list; one by itself is the article's.
#[test]
fn links_go_on_past_what_is_left_out() {
    let first = "Ba năm qua, hội viên cựu chiến binh xã Bình An đã hiến 1.200 m2 đất và góp 340 ngày công làm 2,5 km đường nội đồng của thôn.";
    let page = |link: &str| {
        read(&format!(
            "<body><div><p>{first}<p>{link}</p><div class=share>Chia sẻ</div><p><a href=b>Toàn văn quyết định</a><p>{first}</div>"
        ))
    };
    assert_eq!(page("<a href=a>Xem thêm: Bình An trồng rừng</a>").as_str(), format!("{first}\n\n{first}"));
    assert!(page("Ảnh: Thu Hà").as_str().contains("Toàn văn quyết định"));
}

/// What has hardly a stop word is a cloud of tags, however long: a name drops it. Running text it does not drop.
#[test]
fn stop_words_tell_running_text() {
    let article = "Ba năm qua, hội viên cựu chiến binh của xã đã hiến đất và góp công làm đường nội đồng, trong đó có 12 hộ của thôn Đông hiến hơn 210 m2.";
    let tags = "nông thôn mới, cựu chiến binh, đường nội đồng, hiến đất, thôn Đông, xã Bình An, huyện Sông Lam, cánh đồng mẫu lớn, dân vận khéo.";
    let page = |words: &str| read(&format!("<body><div><p>{article}</div><div class=widget><p>{words}</div>"));
    assert_eq!(page(tags).as_str(), article);
    assert_eq!(page(&article.replace("Ba", "Hai")).as_str(), format!("{article}\n\n{}", article.replace("Ba", "Hai")));
}

/// The longest paragraph in a box of its own is not the article: what stands beside the box is in it, a link by itself too.
#[test]
fn one_paragraph_in_a_box_is_no_article() {
    let short = "Ba năm qua, hội viên cựu chiến binh của xã đã hiến đất và góp công làm đường nội đồng của thôn Đông.";
    let long = format!("{short} ").repeat(8);
    let page = |boxed: &str| {
        read(&format!("<body><div><p>{short}<div>{boxed}</div><p><a href=b>Toàn văn quyết định của xã</a></div>"))
    };
    assert!(page(&format!("<p>{long}")).as_str().ends_with("Toàn văn quyết định của xã"));
    assert!(!page(&format!("<p>{long}<p>{long}")).as_str().ends_with("Toàn văn quyết định của xã"), "an article");
}

/// However long what is called the title, none of it is text.
#[test]
fn an_endless_title_is_no_text() {
    let words = "Bình An ra quân làm đường nội đồng năm thứ ba liên tiếp ".repeat(400);
    let page = format!("<html><head><title>{words}</title></head><body><p>Xã có 12 hộ hiến đất.</p>");
    assert_eq!(read(&page).as_str(), "Xã có 12 hộ hiến đất.");
}
