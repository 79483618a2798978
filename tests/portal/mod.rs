//! Articles of the project's own writing in the skins of four portals, each with menus, lists of related news, counters
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

    /// The article's own markup; `p` writes a paragraph.
    fn body(&self, p: impl Fn(&str) -> String) -> String {
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
                Some(caption) => out.push_str(&format!(
                    "<table class=\"picture\"><tr><td><img src=\"/a.jpg\" alt=\"\"></td></tr><tr><td class=\"caption\"><em>{}</em></td></tr></table>\n",
                    escape(caption)
                )),
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
}

/// The skins.
pub const SKINS: [Skin; 4] = [
    Skin {
        name: "dotnetnuke",
        page: "<!DOCTYPE html><html><head><title>{title}</title><meta charset=\"utf-8\"><script>var dnn=1;</script></head><body id=\"Body\"><form method=\"post\" id=\"Form\"><div id=\"dnn_TopPane\" class=\"banner\"><img alt=\"banner\"></div><div id=\"dnn_Menu\" class=\"mainMenu\">{menu}</div><div id=\"dnn_ContentPane\"><div class=\"DNNModuleContent\"><div class=\"tieudetin\"><h2>{title}</h2></div><div class=\"ngaydang\">Cập nhật: 17/10/2023 <br>Lượt xem: 1.502</div><div class=\"noidung\">{body}</div><div class=\"tacgia\" style=\"text-align:right\"><strong>Lò Thu Hương</strong></div></div><div class=\"tinLienQuan\"><h3>Các tin khác</h3>{related}</div></div><div id=\"dnn_RightPane\"><h3>Thống kê truy cập</h3><ul><li>Đang online: 12</li><li>Hôm nay: 345</li><li>Tổng lượt truy cập: 1.204.551</li></ul></div><div id=\"dnn_FooterPane\" class=\"footer\"><p>© Văn phòng Huyện ủy</p><p>Điện thoại: 0208.3555.021</p></div></form></body></html>",
        menu: "menu",
        related: Some("list"),
        paragraph: |p| {
            format!("<p style=\"text-align: justify;\"><span style=\"font-size:14pt\">{}</span></p>\n", escape(p))
        },
    },
    Skin {
        name: "sharepoint",
        page: "<html dir=\"ltr\"><head><title>\r\n\t{title} - Cổng thông tin\r\n</title></head><body><form name=\"aspnetForm\" method=\"post\" action=\"x.aspx\"><input type=\"hidden\" name=\"__VIEWSTATE\" value=\"{state}\"><div id=\"s4-workspace\"><span class=\"ms-hidden\" style=\"display: none\">Turn on more accessible mode</span><div class=\"s4-notdlg noindex\"><a href=\"#\">Skip Ribbon Commands</a></div><table width=\"100%\"><tr><td class=\"ms-nav\">{menu}</td><td><div class=\"ms-webpart-zone\"><div class=\"news-title\"><span>{title}</span></div><div class=\"news-date\">17/10/2023 08:30</div><div class=\"ms-rtestate-field\">{body}</div></div><div class=\"ms-webpart-zone\"><div class=\"other\"><b>Tin cùng chuyên mục</b></div>{related}</div></td></tr></table><div class=\"copyright\">Bản quyền thuộc về Ủy ban nhân dân tỉnh. Giấy phép số 12/GP-TTĐT cấp ngày 15/3/2020</div></div></form></body></html>",
        menu: "static",
        related: Some("dfwp-list"),
        paragraph: |p| format!("<div class=\"ExternalClass9\">{}</div>\n", escape(p)),
    },
    Skin {
        name: "nukeviet",
        page: "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<title>{title}</title>\n</head>\n<body>\n<nav>{menu}</nav><div class=\"breadcrumbs-wrap\"><a href=\"/\">Trang nhất</a> » <a href=\"/news\">Tin Tức</a></div><div class=\"news_column panel\"><div class=\"panel-body\"><h1 class=\"title margin-bottom-lg\" itemprop=\"headline\">{title}</h1><div class=\"row\"><span class=\"h5\">Thứ ba - 17/10/2023 21:58</span> <span>242</span> <span>0</span></div><div id=\"news-bodyhtml\" class=\"bodytext\">{body}</div><div class=\"margin-bottom-lg\"><p class=\"h5 text-right\"><strong>Nguồn tin: </strong>Ban Dân vận</p></div></div></div><div class=\"panel\"><form id=\"form3B\"><p>Tổng số điểm của bài viết là: 0 trong 0 đánh giá</p><p>Click để đánh giá bài viết</p></form></div><div class=\"others\"><p class=\"h3\"><strong>Những tin cũ hơn</strong></p>{related}</div><div class=\"col-right\"><div>Thống kê truy cập</div><ul class=\"counter\"><li>Đang truy cập<em>27</em></li><li>Hôm nay<em>4,118</em></li></ul></div><footer id=\"footer\"><p>Địa chỉ: 12 đường Trần Phú</p></footer></body></html>",
        menu: "nav navbar-nav",
        related: Some("related"),
        paragraph: |p| format!("{}<br />\n<br />\n", references(p)),
    },
    Skin {
        name: "liferay",
        page: "<!DOCTYPE html><html class=\"aui ltr\"><head><title>{title} - Chi tiết tin</title></head><body class=\"yui3-skin-sam\"><a href=\"#main-content\" id=\"skip-to-content\">Bỏ qua nội dung</a><div class=\"container-fluid\" id=\"wrapper\"><header id=\"banner\" role=\"banner\"><span class=\"site-name\">CỔNG THÔNG TIN ĐIỆN TỬ</span></header><div role=\"navigation\">{menu}</div><div id=\"content\"><div class=\"portlet-body\"><div class=\"journal-content-article\"><div class=\"title\">{title}</div><span class=\"date\">08:15 | 17/10/2023</span><div class=\"content\">{body}<p style=\"text-align: right;\"><b>Minh Khôi</b></p></div></div><div class=\"share\"><a href=\"#\">Facebook</a> <a href=\"#\">Zalo</a></div><div class=\"asset-publisher\"><div class=\"header\">Tin mới nhất</div>{related}</div></div></div><footer role=\"contentinfo\"><p>Cơ quan chủ quản: Tỉnh ủy. Hotline: 0912.555.118</p></footer></div></body></html>",
        menu: "nav",
        related: None,
        paragraph: |p| format!("<p>\n\t{}</p>\n", escape(p)),
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
            .replace("{body}", &article.body(self.paragraph))
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
