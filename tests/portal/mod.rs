//! Articles of the project's own writing in the skins of nine portals, each with menus, lists of related news, counters
//! and a footer around the article.
#![allow(dead_code, reason = "each user takes a part of it")]

use std::collections::HashMap;

/// An article and nothing around it.
pub struct Article {
    pub title: &'static str,
    /// `^` opens a caption, `|` a table's row.
    lines: Vec<&'static str>,
}

/// The articles of `fixtures/html/articles.txt`.
pub fn articles() -> Vec<Article> {
    let text = include_str!("../../fixtures/html/articles.txt");
    let read = |part: &'static str| {
        let mut lines = part.lines().skip(1).filter(|line| !line.is_empty());
        Article { title: lines.next().unwrap(), lines: lines.collect() }
    };
    text.split("\n==").skip(1).map(read).collect()
}

impl Article {
    /// The words a reader would copy, a line for each paragraph, caption and row.
    pub fn expected(&self) -> String {
        let plain = |line: &&str| line.trim_start_matches(['^', '|']).replace('|', "\t");
        self.lines.iter().map(plain).collect::<Vec<_>>().join("\n")
    }

    /// The article's own markup; `p` writes a paragraph, `picture` has `{item}` for its words.
    fn body(&self, p: impl Fn(&str) -> String, picture: &str) -> String {
        let (mut out, mut table) = (String::new(), false);
        for line in &self.lines {
            if let Some(row) = line.strip_prefix('|') {
                if !table {
                    out.push_str("<table border=\"1\" cellpadding=\"4\"><tbody>\n");
                }
                table = true;
                let cells: String = row.split('|').map(|cell| format!("<td><p>{}</p></td>", escape(cell))).collect();
                out.push_str(&format!("<tr>{cells}</tr>\n"));
                continue;
            }
            if std::mem::take(&mut table) {
                out.push_str("</tbody></table>\n");
            }
            match line.strip_prefix('^') {
                Some(caption) => out.push_str(&picture.replace("{item}", &escape(caption))),
                None => out.push_str(&p(line)),
            }
        }
        if table {
            out.push_str("</tbody></table>\n");
        }
        out
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('“', "&ldquo;").replace('”', "&rdquo;").replace("-KL", "<b>-KL</b>")
}

/// Every letter outside ASCII as a reference, as old editors save it.
fn references(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("&#{};", c as u32) }).collect()
}

/// What stands beside the article, and no line of which may leak into it.
pub const RELATED: [&str; 4] = [
    "Khai mạc kỳ họp thứ mười của Hội đồng nhân dân huyện (12/10/2023)",
    "Ra quân tổng vệ sinh môi trường chào mừng ngày lễ lớn",
    "Tập huấn nghiệp vụ cho 120 cán bộ dân vận cơ sở",
    "Triển khai Kế hoạch số 88-KH/HU về công tác tuyên truyền",
];
/// The menu's items.
pub const MENU: [&str; 6] =
    ["Trang chủ", "Giới thiệu", "Tin tức - Sự kiện", "Xây dựng Đảng", "Văn bản chỉ đạo", "Liên hệ"];

/// What a portal puts around an article, with `{title}`, `{menu}`, `{body}`, `{related}` and `{state}` in it.
pub struct Skin {
    pub name: &'static str,
    page: &'static str,
    /// The class of the menu's list.
    menu: &'static str,
    /// The class of the list of related news; none where they are teasers.
    related: Option<&'static str>,
    paragraph: fn(&str) -> String,
    /// A picture and its words.
    picture: &'static str,
}

const PICTURE: &str = "<table class=\"picture\"><tr><td><img src=\"/a.jpg\" alt=\"\"></td></tr><tr><td class=\"caption\"><em>{item}</em></td></tr></table>\n";

/// The skins.
pub const SKINS: [Skin; 9] = [
    Skin {
        name: "dotnetnuke",
        page: "<!DOCTYPE html><html><head><title>{title}</title><meta charset=\"utf-8\"><script>var dnn=1;</script></head><body id=\"Body\"><form method=\"post\" id=\"Form\"><div id=\"dnn_TopPane\" class=\"banner\"><img alt=\"banner\"></div><div id=\"dnn_Menu\" class=\"mainMenu\">{menu}</div><div id=\"dnn_ContentPane\"><div class=\"DNNModuleContent\"><div class=\"tieudetin\"><h2>{title}</h2></div><div class=\"ngaydang\">Cập nhật: 17/10/2023 <br>Lượt xem: 1.502</div><div class=\"noidung\">{body}</div><div class=\"tacgia\" style=\"text-align:right\"><strong>Lò Thu Hương</strong></div></div><div class=\"tinLienQuan\"><h3>Các tin khác</h3>{related}</div></div><div id=\"dnn_RightPane\"><h3>Thống kê truy cập</h3><ul><li>Đang online: 12</li><li>Hôm nay: 345</li><li>Tổng lượt truy cập: 1.204.551</li></ul></div><div id=\"dnn_FooterPane\" class=\"footer\"><p>© Văn phòng Huyện ủy</p><p>Điện thoại: 0208.3555.021</p></div></form></body></html>",
        menu: "menu",
        related: Some("list"),
        paragraph: |p| {
            format!("<p style=\"text-align: justify;\"><span style=\"font-size:14pt\">{}</span></p>\n", escape(p))
        },
        picture: PICTURE,
    },
    Skin {
        name: "sharepoint",
        page: "<html dir=\"ltr\"><head><title>\r\n\t{title} - Cổng thông tin\r\n</title></head><body><form name=\"aspnetForm\" method=\"post\" action=\"x.aspx\"><input type=\"hidden\" name=\"__VIEWSTATE\" value=\"{state}\"><div id=\"s4-workspace\"><span class=\"ms-hidden\" style=\"display: none\">Turn on more accessible mode</span><div class=\"s4-notdlg noindex\"><a href=\"#\">Skip Ribbon Commands</a></div><table width=\"100%\"><tr><td class=\"ms-nav\">{menu}</td><td><div class=\"ms-webpart-zone\"><div class=\"news-title\"><span>{title}</span></div><div class=\"news-date\">17/10/2023 08:30</div><div class=\"ms-rtestate-field\">{body}</div></div><div class=\"ms-webpart-zone\"><div class=\"other\"><b>Tin cùng chuyên mục</b></div>{related}</div></td></tr></table><div class=\"copyright\">Bản quyền thuộc về Ủy ban nhân dân tỉnh. Giấy phép số 12/GP-TTĐT cấp ngày 15/3/2020</div></div></form></body></html>",
        menu: "static",
        related: Some("dfwp-list"),
        paragraph: |p| format!("<div class=\"ExternalClass9\">{}</div>\n", escape(p)),
        picture: PICTURE,
    },
    Skin {
        name: "nukeviet",
        page: "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<title>{title}</title>\n</head>\n<body>\n<nav>{menu}</nav><div class=\"breadcrumbs-wrap\"><a href=\"/\">Trang nhất</a> » <a href=\"/news\">Tin Tức</a></div><div class=\"news_column panel\"><div class=\"panel-body\"><h1 class=\"title margin-bottom-lg\" itemprop=\"headline\">{title}</h1><div class=\"row\"><span class=\"h5\">Thứ ba - 17/10/2023 21:58</span> <span>242</span> <span>0</span></div><div id=\"news-bodyhtml\" class=\"bodytext\">{body}</div><div class=\"margin-bottom-lg\"><p class=\"h5 text-right\"><strong>Nguồn tin: </strong>Ban Dân vận</p></div></div></div><div class=\"panel\"><form id=\"form3B\"><p>Tổng số điểm của bài viết là: 0 trong 0 đánh giá</p><p>Click để đánh giá bài viết</p></form></div><div class=\"others\"><p class=\"h3\"><strong>Những tin cũ hơn</strong></p>{related}</div><div class=\"col-right\"><div>Thống kê truy cập</div><ul class=\"counter\"><li>Đang truy cập<em>27</em></li><li>Hôm nay<em>4,118</em></li></ul></div><footer id=\"footer\"><p>Địa chỉ: 12 đường Trần Phú</p></footer></body></html>",
        menu: "nav navbar-nav",
        related: Some("related"),
        paragraph: |p| format!("{}<br />\n<br />\n", references(p)),
        picture: PICTURE,
    },
    Skin {
        name: "liferay",
        page: "<!DOCTYPE html><html class=\"aui ltr\"><head><title>{title} - Chi tiết tin</title></head><body class=\"yui3-skin-sam\"><a href=\"#main-content\" id=\"skip-to-content\">Bỏ qua nội dung</a><div class=\"container-fluid\" id=\"wrapper\"><header id=\"banner\" role=\"banner\"><span class=\"site-name\">CỔNG THÔNG TIN ĐIỆN TỬ</span></header><div role=\"navigation\">{menu}</div><div id=\"content\"><div class=\"portlet-body\"><div class=\"journal-content-article\"><div class=\"title\">{title}</div><span class=\"date\">08:15 | 17/10/2023</span><div class=\"content\">{body}<p style=\"text-align: right;\"><b>Minh Khôi</b></p></div></div><div class=\"share\"><a href=\"#\">Facebook</a> <a href=\"#\">Zalo</a></div><div class=\"asset-publisher\"><div class=\"header\">Tin mới nhất</div>{related}</div></div></div><footer role=\"contentinfo\"><p>Cơ quan chủ quản: Tỉnh ủy. Hotline: 0912.555.118</p></footer></div></body></html>",
        menu: "nav",
        related: None,
        paragraph: |p| format!("<p>\n\t{}</p>\n", escape(p)),
        picture: PICTURE,
    },
    Skin {
        name: "wordpress",
        page: "<!DOCTYPE html><html lang=\"vi\"><head><meta charset=\"UTF-8\"><title>{title} &#8211; Báo Sông Lam</title><meta property=\"og:title\" content=\"{title} - Báo Sông Lam\"/><meta property=\"article:published_time\" content=\"2023-10-17T01:30:00+00:00\"/><meta property=\"article:modified_time\" content=\"2023-11-02T01:30:00+00:00\"/><script type=\"application/ld+json\">{\"@type\":\"Article\",\"datePublished\":\"2023-10-17T01:30:00+00:00\",\"dateModified\":\"2023-11-02T01:30:00+00:00\"}</script></head><body class=\"single\"><a class=\"skip-link screen-reader-text\" href=\"#content\">Skip to content</a><header id=\"masthead\"><p class=\"site-title\"><a href=\"/\">Báo Sông Lam</a></p><p class=\"site-description\">Cơ quan của Đảng bộ tỉnh</p><nav class=\"main-navigation\">{menu}</nav></header><main id=\"main\"><article class=\"post type-post hentry\"><header class=\"entry-header\"><div class=\"entry-cat\"><a href=\"#\">Chính trị</a></div><h1 class=\"entry-title\">{title}</h1><div class=\"entry-meta\"><span class=\"posted-on\">Đăng ngày <a href=\"#\"><time class=\"published\" datetime=\"2023-10-17T08:30:00+07:00\">17 Tháng Mười, 2023</time><time class=\"updated\" datetime=\"2023-11-02T08:30:00+07:00\">2 Tháng Mười Một, 2023</time></a></span> <span class=\"byline\">bởi <a href=\"#\">admin</a></span></div></header><div class=\"entry-content\">{body}<script>document.write(\"<p>50% quảng cáo</p>\");</script><p style=\"text-align:right\"><strong>Thu Hương</strong></p><div class=\"sharedaddy\"><a href=\"#\">Facebook</a><a href=\"#\">Twitter</a></div><div id=\"jp-relatedposts\" class=\"jp-relatedposts\"><h3>Related</h3></div></div><footer class=\"entry-footer\"><span class=\"tags-links\">Tags: <a href=\"#\">dân vận</a></span></footer></article><div id=\"comments\" class=\"comments-area\"><h2 class=\"comments-title\">2 bình luận</h2><ol class=\"comment-list\"><li><div class=\"comment-content\"><p>Bài viết hay, xã tôi có 15 hộ nghèo thì 12 hộ đã thoát nghèo nhờ vay vốn, mong tỉnh quan tâm thêm.</p></div></li><li><div class=\"comment-content\"><p>Tôi thấy con số ấy là chưa đúng, ở thôn tôi còn 30 hộ chưa có nước sạch để dùng hằng ngày.</p></div></li></ol><form><p class=\"comment-notes\">Email của bạn sẽ không được hiển thị công khai.</p></form></div></main><aside class=\"widget-area\"><h2 class=\"widget-title\">Bài viết mới</h2>{related}</aside><footer id=\"colophon\"><div class=\"site-info\">© 2023 Báo Sông Lam. Giấy phép số 12/GP-BTTTT ngày 15/3/2020</div></footer></body></html>",
        menu: "menu",
        related: Some(""),
        paragraph: |p| {
            format!(
                "<p style=\"text-align:justify\">{}</p>\n<div class=\"code-block\"><ins class=\"adsbygoogle\"></ins><script>(adsbygoogle=[]).push({{}});</script></div>",
                escape(p)
            )
        },
        picture: "<figure class=\"wp-caption aligncenter\"><img src=\"a.jpg\" alt=\"{item}\"/><figcaption class=\"wp-caption-text\">{item}</figcaption></figure>\n",
    },
    Skin {
        name: "vnpt",
        page: "<!DOCTYPE html>\n<html class=\"ltr\" lang=\"vi-VN\"><head><title>Tin chi tiết - Cổng thông tin điện tử huyện Sông Lam</title></head><body class=\"signed-out site\"><div id=\"wrapper\"><div class=\"header-top\"><span id=\"clock\">Thứ Hai, 20/5/2024</span> <a href=\"#\">RSS</a></div><div class=\"sf-menu-wrap\">{menu}</div><div id=\"main-content\" role=\"main\"><div class=\"col-9\"><div class=\"vcms-path\"><a href=\"#\">Trang chủ</a> &gt; <a href=\"#\">Tin tức</a></div><div class=\"article_view\"><div class=\"article_header\"><span class=\"title_view\">{title}</span></div><div class=\"date_view\">&nbsp;17/10/2023&nbsp;08:30</div><div class=\"view_count\"><span>Số lượt xem:</span>&nbsp;<b>1502</b></div><div class=\"contents\">{body}<div style=\"text-align:right\"><strong>Lò Thu Hương</strong></div></div><div class=\"attach\"><b>Tệp đính kèm:</b> <a href=\"#\">KH_88.pdf</a></div><div class=\"print\"><a href=\"#\">In trang</a> | <a href=\"#\">Gửi email</a></div></div><div class=\"tlq-title\">Tin liên quan</div>{related}</div><div class=\"col-3\"><h3>THỐNG KÊ TRUY CẬP</h3><table><tr><td>Đang truy cập:</td><td>12</td></tr><tr><td>Hôm nay:</td><td>345</td></tr><tr><td>Tổng lượt truy cập:</td><td>1.204.551</td></tr></table><h3>Thăm dò ý kiến</h3><p>Bạn đánh giá thế nào về giao diện cổng thông tin điện tử của huyện?</p></div></div><div id=\"ft\"><p>Cơ quan chủ quản: Ủy ban nhân dân huyện Sông Lam. Chịu trách nhiệm chính: Ông Lê Văn Tâm</p><p>Địa chỉ: 12 đường Trần Phú. Điện thoại: 0239.3855.120</p></div></div></body></html>",
        menu: "sf-menu",
        related: Some("x"),
        paragraph: |p| {
            format!("<p>&nbsp;&nbsp;&nbsp; {}&nbsp;</p>\n<p>&nbsp;</p>\n", escape(p).replacen(' ', "&nbsp;", 12))
        },
        picture: "<p style=\"text-align:center\"><img src=\"a.jpg\" />&nbsp;</p>\n<p style=\"text-align:center\"><em>{item}</em></p>\n<p>&nbsp;</p>\n",
    },
    Skin {
        name: "amp",
        page: "<!doctype html><html ⚡ lang=\"vi\"><head><meta charset=\"utf-8\"><title>{title} | Báo Sông Lam</title><style amp-custom>p{margin:0}</style><script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"datePublished\":\"2023-10-17T08:30:00+07:00\"}</script></head><body><amp-sidebar id=\"sb\" layout=\"nodisplay\">{menu}</amp-sidebar><header class=\"hd\"><a href=\"/\">Báo Sông Lam</a></header><section class=\"detail\"><div class=\"cate\"><a href=\"#\">Thời sự</a></div><h1>{title}</h1><div class=\"dt\">17/10/2023 | 08:30</div><div class=\"ct\">{body}</div><div class=\"au\">Hồng Nhung</div></section><section class=\"rel\"><h3>Có thể bạn quan tâm</h3>{related}</section><footer><p>© Báo Sông Lam. Tổng biên tập: Lê Văn A. Tòa soạn: 12 Trần Phú</p></footer><amp-analytics><script type=\"application/json\">{\"vars\":1}</script></amp-analytics></body></html>",
        menu: "",
        related: None,
        paragraph: |p| {
            format!("<p>{}</p>\n<amp-ad type=\"doubleclick\"><div placeholder>Quảng cáo</div></amp-ad>\n", escape(p))
        },
        picture: "<figure><amp-img src=\"a.jpg\" layout=\"responsive\" alt=\"{item}\"></amp-img><figcaption>{item}</figcaption></figure>\n",
    },
    Skin {
        name: "tables and fonts",
        page: "<HTML><HEAD><TITLE>Trang tin Đảng bộ tỉnh Sông Lam</TITLE></HEAD><BODY bgcolor=#ffffff><CENTER><TABLE width=780 border=0><TR><TD colspan=3><IMG src=banner.jpg></TD></TR><TR><TD colspan=3 bgcolor=red><FONT color=white>{menu}</FONT><TR valign=top><TD width=150><TABLE><TR><TD><A href=x>Tỉnh ủy</A><TR><TD><A href=x>Huyện ủy, Thị ủy</A></TABLE><TD width=480><FONT color=#990000 size=4><B>{title}</B></FONT><BR><FONT size=1>Ngày 17/10/2023</FONT><BR>{body}<P align=right><B>Minh Khôi</B><HR><B>Các tin khác:</B><BR>{related}</TD><TD width=150><B>Thông báo</B><BR><A href=x>Lịch công tác tuần</A><BR><MARQUEE>Chào mừng ngày thành lập Đảng</MARQUEE><BR>Số lượt truy cập: 120455</TABLE><TABLE width=780><TR><TD align=center>Bản quyền thuộc Văn phòng Tỉnh ủy<BR>Địa chỉ: 12 Trần Phú. Điện thoại: 0239.855120</TABLE></CENTER></BODY></HTML>",
        menu: "m",
        related: Some("l"),
        paragraph: |p| format!("<P align=justify><FONT face=Arial size=2>&nbsp;&nbsp;&nbsp; {}</FONT>\n", escape(p)),
        picture: "<TABLE width=300 align=center><TR><TD><IMG src=\"a.gif\"><TR><TD align=center><FONT size=1 color=blue><I>{item}</I></FONT></TABLE>\n",
    },
    Skin {
        name: "sharepoint of a province",
        page: "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\"><html xmlns:o=\"urn:schemas-microsoft-com:office:office\" lang=\"vi-vn\"><head><title>\n	Tin tức\n</title><script type=\"text/javascript\">//<![CDATA[\nvar g=\"<div>12 xã</div>\";\n//]]></script></head><body><form name=\"aspnetForm\" method=\"post\"><input type=\"hidden\" name=\"__VIEWSTATE\" value=\"{state}\" /><div id=\"s4-skipribbonshortcut\"><a href=\"javascript:;\">Skip Ribbon Commands</a></div><noscript><div>Vui lòng bật JavaScript</div></noscript><div class=\"s4-title\"><table><tr><td>{menu}</td></tr></table></div><table width=\"100%\"><tr><td valign=\"top\" width=\"200\"><table class=\"cms-category\"><tr><td><a href=\"#\">Thông tin tuyên truyền</a></td></tr><tr><td><a href=\"#\">Công bố kế hoạch vốn đầu tư</a></td></tr></table></td><td valign=\"top\"><div class=\"ArticleHeader\"><div class=\"ArticleDate\">Thứ ba, 17/10/2023, 08:30</div><div class=\"ArticleTitle\">{title}</div></div><div class=\"ExternalClass0F2\">{body}</div><div style=\"text-align:right\"><strong>Theo Báo Sông Lam</strong></div><b>CÁC TIN ĐÃ ĐƯA</b>{related}</td></tr></table><div class=\"bottom\"><table width=\"100%\"><tr><td>Cổng thông tin điện tử tỉnh Sông Lam</td></tr><tr><td>Giấy phép số 15/GP-TTĐT do Sở Thông tin và Truyền thông cấp ngày 12/5/2019</td></tr><tr><td>Số người truy cập: 4.120.553</td></tr></table></div></form></body></html>",
        menu: "static",
        related: Some("l"),
        paragraph: |p| {
            format!(
                "<div style=\"text-align:justify\"><span lang=\"VI\">{}<!--[if !supportLists]--></span><o:p></o:p></div><div><br></div>\n",
                escape(p)
            )
        },
        picture: "<div style=\"text-align:center\"><img alt=\"\" src=\"/a.jpg\"/></div><div style=\"text-align:center\"><em>{item}</em></div>\n",
    },
];

impl Skin {
    /// The article as a page of the portal.
    pub fn dress(&self, article: &Article) -> String {
        let related = match self.related {
            Some(class) => links(class, &RELATED),
            None => each(&RELATED, TEASER),
        };
        self.page
            .replace("{title}", &escape(article.title))
            .replace("{menu}", &links(self.menu, &MENU))
            .replace("{related}", &related)
            .replace("{state}", &"wEPDwUKLTk2".repeat(400))
            .replace("{body}", &article.body(self.paragraph, self.picture))
    }
}

const LINK: &str = "<li><a href=\"/vi/tin/1.html\" title=\"{item}\">{item}</a></li>\n";
const TEASER: &str = "<div class=\"item\"><a href=\"#\"><h4>{item}</h4></a><div class=\"sapo\">Hội nghị đã đánh giá kết quả công tác trong thời gian qua và đề ra nhiệm vụ cho những tháng tiếp theo của năm.</div></div>\n";

fn links(class: &str, items: &[&str]) -> String {
    format!("<ul class=\"{class}\">\n{}</ul>\n", each(items, LINK))
}

fn each(items: &[&str], markup: &str) -> String {
    items.iter().map(|item| markup.replace("{item}", item)).collect()
}

/// How often each run of four words stands in a text.
fn grams(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut out = HashMap::new();
    for gram in words.windows(4) {
        *out.entry(gram.to_vec()).or_insert(0) += 1;
    }
    out
}

/// How much of a text was found: F1 by runs of four words.
pub fn f1(found: &str, expected: &str) -> f64 {
    let (found, expected) = (grams(found), grams(expected));
    let shared: usize = found.iter().map(|(gram, n)| n.min(expected.get(gram).unwrap_or(&0))).sum();
    2.0 * shared as f64 / (found.values().sum::<usize>() + expected.values().sum::<usize>()) as f64
}
