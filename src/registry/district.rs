//! Districts (huyện, quận, thị xã, thành phố thuộc tỉnh) as they stood until 1 July 2025 (`data/district.tsv`): what
//! province a page means that names only its district.

use std::borrow::Cow;
use std::collections::HashMap;

use once_cell::sync::Lazy;

use super::place::Province;
use crate::text::lexicon::Lexicon;
use crate::text::token::Words;
use crate::tsv::Table;

struct Registry {
    /// By lexicon value: the one province that has a district of that name.
    provinces: Vec<Option<Province>>,
    names: Lexicon,
}

static REGISTRY: Lazy<Registry> = Lazy::new(|| {
    let table = table();
    let (mut provinces, mut seen) = (Vec::new(), HashMap::new());
    let mut names: Vec<(Cow<str>, u32)> = Vec::new();
    for row in table.rows() {
        let (name, province) = (row.get("name"), Province::by_id(row.get("province")));
        match seen.get(name) {
            None => {
                seen.insert(name, provinces.len());
                let id = provinces.len() as u32;
                // `Cư M’gar`, `Đăk R'Lấp`, `Ia H'Drai`: other spellings of the names of the highlands.
                let spellings = [("'", "’"), ("Đắk", "Đăk"), ("' ", "'")];
                let mut all = vec![Cow::Borrowed(name)];
                for (one, other) in spellings {
                    let more: Vec<_> = all.iter().filter(|n| n.contains(one)).map(|n| n.replace(one, other)).collect();
                    all.extend(more.into_iter().map(Cow::Owned));
                }
                names.extend(all.into_iter().map(|name| (name, id)));
                provinces.push(province);
            }
            // A district and the town that split from it may share a province; else the name tells nothing.
            Some(&i) if provinces[i] != province => provinces[i] = None,
            Some(_) => {}
        }
    }
    Registry { provinces, names: Lexicon::new(names.iter().map(|(name, id)| (name.as_ref(), *id))) }
});

fn table() -> Table {
    Table::new("district", include_str!("../../data/district.tsv"))
}

/// The district's name that starts at `at`: where it ends, and its province where one province alone has such a name.
pub(crate) fn district_at(text: &(impl Words + ?Sized), at: usize) -> Option<(Option<Province>, usize)> {
    REGISTRY.names.at(text, at).map(|(id, end)| (REGISTRY.provinces[id as usize], end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_one_province_tells_it() {
        let province = |name: &str| district_at(name, 0).unwrap().0.map(Province::id);
        assert_eq!(province("Sóc Sơn"), Some("hà-nội"));
        assert_eq!(province("BẢO YÊN"), Some("lào-cai"));
        assert_eq!(province("Châu Thành"), None, "nine provinces had one");
        assert_eq!(province("Cao Lãnh"), Some("đồng-tháp"), "a district and a town of one province");
        assert_eq!(province("Cư M’gar"), Some("đắk-lắk"));
        assert_eq!(province("Đăk R’lấp"), Some("đắk-nông"));
        assert!(district_at("Không Có", 0).is_none());
    }

    #[test]
    fn every_row_is_reached_by_its_example() {
        for row in table().rows() {
            let (example, kind) = (row.get("example"), row.get("kind"));
            let name = example.strip_prefix(kind).unwrap().trim_start();
            let (province, end) = district_at(name, 0).unwrap();
            assert_eq!(end, name.len(), "{example}");
            assert!(Province::by_id(row.get("province")).is_some(), "{example}");
            assert!(province.is_none_or(|p| p.id() == row.get("province")), "{example}");
        }
    }
}
