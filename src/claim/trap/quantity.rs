//! Quantities that name something, or that a rate is per: what they measure gives them away; and those that surely measure.

use crate::Decimal;
use crate::claim::clause::governed;
use crate::claim::quantity::Quantity;
use crate::claim::{Form, counted, unit};
use crate::registry::cue::CUES;
use crate::registry::unit::Kind;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// `phiên chợ 0 đồng`: what is free, by its name; not `số dư là 0 đồng`.
pub(in crate::claim) fn bargain(text: &Tokens, quantity: &Quantity) -> bool {
    quantity.low.is_zero()
        && quantity.unit.is_some_and(|u| u.unit.base.symbol() == "VND" && u.unit.per[0].is_none())
        && !governed(text, quantity.core.start() as usize)
}

/// `bảo hiểm xã hội 1 lần`, `trợ cấp 01 lần`: a lump sum, by its name.
pub(in crate::claim) fn lump(text: &Tokens, quantity: &Quantity) -> bool {
    let named = || {
        let (before, _) = text.skip_space_back(quantity.core.start() as usize);
        text.token_before(before).is_some_and(|t| t.one_of(words!["bhxh", "hội", "cấp"]))
    };
    quantity.low == Decimal::from(1)
        && quantity.unit.is_some_and(|u| u.unit.base.symbol() == "lần" && u.unit.per[0].is_none())
        && named()
}

/// `giá trị thu trên 1 ha canh tác đạt 120 triệu đồng`: the area that a yield is per; not `diện tích trên 1 ha`.
pub(in crate::claim) fn per_area(text: &Tokens, quantity: &Quantity) -> bool {
    const MOST: usize = 7;
    const YIELDS: &WordSet = words!["trị", "thu", "nhập", "nhuận", "lãi", "suất", "lượng", "quân", "tính", "phẩm"];
    const TAKEN: &WordSet = words!["hồi", "hoạch", "gom", "giữ", "mua", "được"];
    let area = |found: unit::Found| matches!(found.unit.base.symbol(), "ha" | "sào" | "mẫu" | "m2" | "m3");
    if quantity.low != Decimal::from(1) || !quantity.unit.is_some_and(area) {
        return false;
    }
    let over = text.last_token(quantity.core.start() as usize).filter(|t| t.one_of(words!["trên"]));
    let mut last = over.and_then(|t| text.before(&t)).map(|(t, _)| t);
    for _ in 0..MOST {
        let Some(token) = last.filter(|t| t.class == Class::Word && !t.one_of(words!["tích", "có", "hơn"])) else {
            return false;
        };
        if token.one_of(YIELDS) {
            // đã thu hồi trên 1 ha đất
            return !(token.one_of(words!["thu"]) && text.after(&token).is_some_and(|(t, _)| t.one_of(TAKEN)));
        }
        last = text.before(&token).map(|(t, _)| t);
    }
    false
}

/// `Xi măng | 1.000 tấn | 412`: a magnitude in figures, alone with its unit in a cell.
pub(in crate::claim) fn heads_unit(text: &Tokens, quantity: &Quantity) -> bool {
    let (at, end) = (quantity.core.start() as usize, quantity.core.end() as usize);
    let opens = matches!(text.as_bytes()[..at], [.., b'|' | b'\t'] | [.., b'|' | b'\t', b' ']);
    let magnitude = || matches!(&text[at..quantity.first.number_end], "1.000" | "1000" | "1.000.000");
    let mark = |b: &u8| matches!(b, b'|' | b'\t');
    opens && magnitude() && text.as_bytes()[end..].iter().find(|b| **b != b' ').is_some_and(mark)
}

/// `đất lúa 1 vụ`, `đất trồng lúa 2 vụ`, `đất 2 vụ lúa`: how often land is cropped, by its name; not `tranh chấp đất lúa 2 vụ`.
pub(in crate::claim) fn cropped(text: &Tokens, quantity: &Quantity) -> bool {
    let end = quantity.first.number_end;
    // Most numbers are greater, or count something else.
    if quantity.first.plain > 2 || !matches!(text.as_bytes()[end - 1..], [b'1'..=b'3', b' ', b'v', ..]) {
        return false;
    }
    let crops = text.next_word(end, words!["vụ"]);
    let Some((crops, mut last)) = crops.zip(text.last_token(quantity.first.start)) else { return false };
    let rice = words!["lúa", "ruộng", "màu"];
    let mut named = text.next_word(crops, rice).is_some();
    const MOST: usize = 3;
    for _ in 0..MOST {
        if last.one_of(words!["đất"]) {
            let dispute = words!["chấp", "chiếm", "cấp", "về", "nại"];
            return named && text.before(&last).is_none_or(|(t, _)| !t.one_of(dispute));
        }
        named |= last.one_of(rice);
        let Some((before, _)) = text.before(&last).filter(|_| last.one_of(words!["lúa", "ruộng", "màu", "trồng"]))
        else {
            return false;
        };
        last = before;
    }
    false
}

/// `bình quân 1 vạn dân là 12 bác sĩ`, `trên 100.000 dân: 4,1`: a round number of people that a rate is per.
pub(in crate::claim) fn per_head(text: &Tokens, quantity: &Quantity) -> bool {
    let end = quantity.first.number_end;
    if quantity.unit.is_some() || !matches!(text.as_bytes()[..end], [.., b'0', b'0'] | [.., b'n']) {
        return false;
    }
    let digits = text[quantity.first.start..end].bytes().filter(u8::is_ascii_digit);
    let round = digits.enumerate().all(|(i, digit)| digit == if i == 0 { b'1' } else { b'0' });
    // số máy điện thoại/1.000 dân
    if round && matches!(text.as_bytes()[..quantity.first.start], [.., 0x80..=0xFF, b'/'] | [.., b'a'..=b'z', b'/']) {
        return true;
    }
    let Some(people) = text.next_token(end).filter(|t| round && t.one_of(words!["dân", "trẻ", "phụ"])) else {
        return false;
    };
    let before = text.last_token(quantity.first.start);
    // trên 10.000 dân đạt 8,5; trên 100.000 dân (người): 4,1; not xã có trên 10.000 dân
    let rated = || {
        let mut last = people;
        for _ in 0..8 {
            let Some((next, _)) = text.after(&last) else { return false };
            if next.one_of(words![",", ";", ".", "có"]) || next.class == Class::Digits {
                return next.class == Class::Digits && last.one_of(words!["đạt", "là", ":"]);
            }
            last = next;
        }
        false
    };
    let over =
        |t: Token| t.one_of(words!["trên"]) && text.before(&t).is_none_or(|(t, _)| !t.one_of(words!["có"])) && rated();
    before.is_some_and(|t| t.one_of(words!["quân", "tính", "mỗi"]) || over(t))
}

/// `đường dây 220 kV`: the voltage names the line.
pub(in crate::claim) fn line_voltage(text: &Tokens, quantity: &Quantity) -> bool {
    quantity.unit.is_some_and(|u| u.unit.base.symbol() == "kV") && powered(text, quantity.core.start() as usize)
}

/// Whether a line or a transformer stands before a number, or before the list that it is in.
pub(in crate::claim) fn powered(text: &Tokens, at: usize) -> bool {
    let mut last = text.last_token(at);
    for _ in 0..6 {
        let Some(token) = last else { return false };
        if token.one_of(words!["dây", "trạm", "áp", "lưới", "điện", "thế", "tba", "và"]) {
            return true;
        }
        if token.class != Class::Digits && !token.one_of(words![",", "/", "kv"]) {
            return false;
        }
        last = text.before(&token).map(|(token, _)| token);
    }
    false
}

/// Whether a magnitude or a unit that no name bears says that the number measures: `khoản 5 tỷ đồng`.
pub(in crate::claim) fn weighty(quantity: &Quantity) -> bool {
    let measures = |kind| matches!(kind, Kind::Money | Kind::Measure | Kind::Ratio);
    quantity.first.power > 0 || quantity.unit.is_some_and(|u| measures(u.unit.base.row().kind))
}

/// `gọi 1.800 công dân`: a count in groups of three, of things that a row knows, is no code's number.
pub(in crate::claim) fn grouped_count(text: &Tokens, quantity: &Quantity) -> bool {
    let first = &quantity.first;
    // tước GPLX 181 trường hợp
    let cases = || {
        let short = text.last_token(first.start).is_some_and(|t| t.case == Case::Upper && t.span.len() > 2);
        let case = text.next_word(first.end, words!["trường"]);
        short && first.plain < 5 && case.is_some_and(|end| text.next_word(end, words!["hợp"]).is_some())
    };
    first.words == 0
        && (first.plain == 0 || cases())
        && first.value.scale() == 0
        && quantity.form == Form::Number
        && counted::counted_at(text, quantity.core.end() as usize).is_some_and(|noun| noun.class.is_some())
}

/// What is written as a fraction and is none: `24/24`, `24/7`, round the clock; `1/500`, the scale of a map or a plan;
/// `255/40`, a size.
pub(in crate::claim) fn ratio(quantity: &Quantity) -> bool {
    let Some(of) = quantity.of else { return false };
    let is = |value: Decimal, n: i64| value == Decimal::from(n);
    let size = || of.checked_mul(Decimal::from(2)).is_some_and(|twice| quantity.low > twice);
    is(quantity.low, 24) && (is(of, 24) || is(of, 7)) || is(quantity.low, 1) && of >= Decimal::from(100) || size()
}

/// A length of time that names something: `11ngày 3 tháng 5`, a day's date with its space lost; `7 phút trước`, furniture;
/// `7 phút đọc`, whose phrase begins with what reads like a unit; `45 kg/người/6 tháng`, what a rate is per.
pub(in crate::claim) fn named_time(text: &Tokens, quantity: &Quantity) -> bool {
    let (end, number_end) = (quantity.core.end() as usize, quantity.first.number_end);
    // tập 22 ngày 3/12
    let dated = |found: unit::Found| {
        let next = text.skip_space(end).0;
        let glued = || found.text.start() as usize == number_end;
        let slashed = || matches!(text.as_bytes()[next + 1..], [b'/', ..] | [b'0'..=b'9', b'/', ..]);
        found.unit.base.symbol() == "ngày"
            && text.as_bytes().get(next).is_some_and(u8::is_ascii_digit)
            && (glued() || slashed())
    };
    // thứ 6 tuần này
    let weekday = |found: unit::Found| {
        found.unit.base.symbol() == "tuần"
            && text.last_token(quantity.core.start() as usize).is_some_and(|t| t.one_of(words!["thứ"]))
    };
    // `7 ngày trước khi` measures.
    let bars = |from: usize| {
        let found = CUES.trap_after.at(text, text.skip_space(from).0);
        found.is_some_and(|(_, end)| text.next_word(end, words!["khi", "ngày"]).is_none())
    };
    let open = quantity.unit.is_none_or(|u| u.unit.base.row().kind == Kind::Time);
    let per = || {
        let before = text[..quantity.core.start() as usize].strip_suffix('/');
        before.is_some_and(|before| before.ends_with(char::is_alphabetic)) && quantity.unit.is_some()
    };
    open && per()
        || quantity.unit.is_some_and(|unit| dated(unit) || weekday(unit))
        || open && (bars(end) || number_end != end && bars(number_end))
}
