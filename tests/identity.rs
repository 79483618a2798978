//! Identity: rows of `tests/cases/identity.tsv`. Each mention's key, or `?` and why it must stay open.

use vanban::Miner;
use vanban::reference::{KnownDocuments, OpenBecause, Resolution, Resolver, Rules, Urn};

/// The keys of a page's mentions, in order.
fn keys(miner: &mut Miner, page: &str) -> Vec<String> {
    let (rules, mut resolution) = (Rules::default(), Resolution::default());
    let mined = miner.mine(page);
    rules.resolve(&mined, &mut resolution);
    let naming = mined.naming(&rules);
    let key = |cluster| {
        let document = resolution.document(cluster).expect("every cluster has a document");
        match (&document.identity, document.open_because) {
            (Some(identity), None) => naming.key(identity),
            (None, Some(why)) => format!("?{}", serde_json::to_value(why).unwrap().as_str().unwrap()),
            other => panic!("neither settled nor open: {other:?}"),
        }
    };
    mined.references.iter().map(|r| key(r.cluster)).collect()
}

#[test]
fn rows() {
    let table = include_str!("cases/identity.tsv");
    let mut miner = Miner::new();
    let (mut mentions, mut settled, mut settleable, mut wrong, mut off) = (0, 0, 0, Vec::new(), Vec::new());
    for line in table.lines().skip(1).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (want, text) = line.split_once('\t').unwrap_or_else(|| panic!("{line}"));
        let want: Vec<&str> = want.split(" | ").collect();
        let got = keys(&mut miner, &text.replace('⏎', "\n"));
        mentions += want.len();
        settleable += want.iter().filter(|key| !key.starts_with('?')).count();
        settled += want.iter().zip(&got).filter(|(want, got)| !want.starts_with('?') && want == got).count();
        let given = got.iter().filter(|key| !key.starts_with('?') && !want.contains(&key.as_str()));
        wrong.extend(given.map(|key| format!("{key} for {want:?} in {text}")));
        if got != want {
            off.push(format!("{text}\n    want {}\n    got  {}", want.join(" | "), got.join(" | ")));
        }
    }
    assert!(wrong.is_empty(), "wrong keys:\n{}", wrong.join("\n"));
    assert!(off.is_empty(), "{} rows are off; {settled} of {settleable} settled:\n{}", off.len(), off.join("\n"));
    assert!(mentions >= 200, "{mentions} mentions");
    assert!(settled * 10 >= settleable * 8, "{settled} of {settleable} are settled");
}

/// Every known document is reached by its own example, under its own key.
#[test]
fn known_documents_are_reached_by_their_examples() {
    let table = include_str!("../data/known_document.tsv");
    let examples =
        table.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').nth(7).unwrap());
    let (mut miner, rules) = (Miner::new(), Rules::default());
    let mut off = Vec::new();
    for (row, example) in examples.enumerate() {
        let got = keys(&mut miner, example);
        let identity = rules.known().identity(row as u32).unwrap_or_else(|| panic!("{example}"));
        let key = miner.mine(example).naming(&rules).key(&identity);
        if !got.contains(&key) {
            off.push(format!("{example}: {got:?}, not {key}"));
        }
    }
    assert!(off.is_empty(), "{} examples miss their rows:\n{}", off.len(), off.join("\n"));
}

/// What is at odds is reported with its code.
#[test]
fn inconsistencies() {
    let table = include_str!("cases/inconsistency.tsv");
    let (mut miner, rules, mut resolution) = (Miner::new(), Rules::default(), Resolution::default());
    let mut off = Vec::new();
    for line in table.lines().skip(1).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (want, text) = line.split_once('\t').unwrap_or_else(|| panic!("{line}"));
        let mined = miner.mine(text);
        rules.resolve(&mined, &mut resolution);
        let got: Vec<&str> = resolution.inconsistencies().iter().map(|(_, what)| what.code()).collect();
        if got.join(" ") != want {
            off.push(format!("{text}\n    want {want:?}, got {got:?}"));
        }
    }
    assert!(off.is_empty(), "{} rows are off:\n{}", off.len(), off.join("\n"));
}

/// A caller's resolver stands in for the crate's, and may wrap it.
#[test]
fn the_resolver_can_be_replaced() {
    struct Shy(Rules<'static>);
    impl Resolver for Shy {
        fn resolve(&self, mined: &vanban::Mined<'_, '_>, out: &mut Resolution) {
            self.0.resolve(mined, out);
            let clusters: Vec<u32> = out.documents().iter().map(|d| d.cluster).collect();
            clusters.into_iter().for_each(|cluster| out.open(cluster, OpenBecause::NotKnown));
        }
        fn known(&self) -> &KnownDocuments {
            self.0.known()
        }
    }
    let (mut miner, shy, mut resolution) = (Miner::new(), Shy(Rules::default()), Resolution::default());
    let mined = miner.mine("Nghị định số 04/2015/NĐ-CP của Chính phủ.");
    shy.resolve(&mined, &mut resolution);
    assert!(
        resolution.documents().iter().all(|d| d.identity.is_none() && d.open_because == Some(OpenBecause::NotKnown))
    );
}

/// A caller's resolver may take the one candidate that the crate's leaves open.
#[test]
fn a_resolver_may_settle_more() {
    struct Bold(Rules<'static>);
    impl Resolver for Bold {
        fn resolve(&self, mined: &vanban::Mined<'_, '_>, out: &mut Resolution) {
            self.0.resolve(mined, out);
            for document in out.documents().to_vec() {
                if let [only] = *out.candidates(&document) {
                    out.settle(document.cluster, self.known().identity(only).expect("a whole row"));
                }
            }
        }
        fn known(&self) -> &KnownDocuments {
            self.0.known()
        }
    }
    let (mut miner, bold, mut resolution) = (Miner::new(), Bold(Rules::default()), Resolution::default());
    let mined = miner.mine("Kết luận số 114-KL/TW của Ban Bí thư.");
    bold.0.resolve(&mined, &mut resolution);
    assert_eq!(resolution.documents()[0].open_because, Some(OpenBecause::TermUnknown));
    bold.resolve(&mined, &mut resolution);
    let [document] = resolution.documents() else { panic!("one document") };
    assert_eq!(mined.naming(&bold).key(&document.identity.unwrap()), "114-KL/TW#XI");
    assert!(document.open_because.is_none() && resolution.candidates(document).is_empty());
}

/// A user's rows settle what the crate's leave open.
#[test]
fn a_users_known_documents_count() {
    let mut known = KnownDocuments::builtin().clone();
    let rows = "symbol\ttype\tterm\tissued\ttitle\n\
                91-NQ/TW\tnghị quyết\t14\t2026-05-04\tPhát triển đô thị ven biển theo hướng xanh\n";
    known.load(rows).unwrap();
    let text = "Nghị quyết số 91-NQ/TW về phát triển đô thị ven biển theo hướng xanh.";
    let (mut miner, mut resolution) = (Miner::new(), Resolution::default());
    let mined = miner.mine(text);
    let rules = Rules::with(&known);
    rules.resolve(&mined, &mut resolution);
    let identity = resolution.documents()[0].identity.expect("settled");
    assert_eq!(mined.naming(&rules).key(&identity), "91-NQ/TW#XIV");
    assert_eq!(keys(&mut miner, text), ["?term_unknown"]);
}

/// The key of a local document's row has its place; a row that does not say it whole has no key, which would join places.
#[test]
fn a_users_local_documents_have_keys_of_their_place() {
    let mut known = KnownDocuments::empty();
    let rows = "symbol\tplace\tissued\n\
                12-NQ/TU\tTrà Vinh\t2017-05-08\n12-NQ/TU\t\t2017-05-08\n\
                587/QĐ-UBND\tđồng-nai\t2021\n15-NQ/HU\tPhú Yên\t2017-05-08\n12-NQ/TW\t\t2017-06-03\n";
    known.load(rows).unwrap();
    assert_eq!(known.rows().len(), 5);
    let mut miner = Miner::new();
    let (mined, rules) = (miner.mine(""), Rules::with(&known));
    let naming = mined.naming(&rules);
    let keys: Vec<Option<String>> = (0..5).map(|row| naming.known_key(row)).collect();
    let keys: Vec<Option<&str>> = keys.iter().map(Option::as_deref).collect();
    let place = [Some("12-NQ/TU@trà-vinh#2015-2020"), None, Some("587/QĐ-UBND@đồng-nai#2021"), None, None];
    assert_eq!(keys, place);
}

/// Names of settled documents read back, and one document has one name.
#[test]
fn settled_documents_have_names() {
    let rows = [
        ("Kết luận số 114-KL/TW ngày 14/7/2015.", "urn:lex:vn:trung.uong.%C4%91ang:ket.luan:khoa.xi;114"),
        ("Nghị định số 04/2015/NĐ-CP.", "urn:lex:vn:chinh.phu:nghi.%C4%91inh:2015;4-2015"),
        ("Chỉ thị số 16/CT-TTg ngày 31/3/2020.", "urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2020;16"),
        ("Luật Đất đai năm 2013.", "urn:lex:vn:quoc.hoi:luat:2013;45-2013"),
        ("Nghị định số 50/CP ngày 28/8/1996 của Chính phủ.", "urn:lex:vn:chinh.phu:nghi.%C4%91inh:1996;50"),
        ("Thông tư số 15-BTC/TT ngày 16-3-1991 của Bộ Tài chính.", "urn:lex:vn:bo.tai.chinh:thong.tu:1991;15"),
        ("Văn bản số 15/BTC-CST ngày 16/3/2011 của Bộ Tài chính.", "urn:lex:vn:bo.tai.chinh;cst:cong.van:2011;15"),
        (
            "Công văn số 547/UBND-VX ngày 3/4/2020 của UBND tỉnh Sơn La.",
            "urn:lex:vn;son.la:uy.ban.nhan.dan;vx:cong.van:2020;547",
        ),
        ("Quy định số 37-QĐ/TW ngày 25/10/2021.", "urn:lex:vn:trung.uong.%C4%91ang:quyet.%C4%91inh:khoa.xiii;37"),
        (
            "Quyết định số 12/QĐ-UBND ngày 06/01/2020 của UBND tỉnh Phú Yên.",
            "urn:lex:vn;phu.yen:uy.ban.nhan.dan:quyet.%C4%91inh:2020;12",
        ),
    ];
    let (mut miner, rules, mut resolution) = (Miner::new(), Rules::default(), Resolution::default());
    for (text, want) in rows {
        let mined = miner.mine(text);
        rules.resolve(&mined, &mut resolution);
        let identity = resolution.documents()[0].identity.expect(text);
        let urn = mined.naming(&rules).urn(&identity).expect(text);
        assert_eq!(urn.to_string(), want, "{text}");
        assert_eq!(want.parse::<Urn>().as_ref(), Ok(&urn));
    }
}
