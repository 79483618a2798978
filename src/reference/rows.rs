//! Every row of the registry's tables of types, bodies, letters, laws and title words is reached by its example.

use crate::registry::side::Side;
use crate::registry::{body, doc_type, issuer, known_document, law, letters, title};
use crate::{Miner, Span};

use super::{DocType, Issuer, Law, Resolution, Resolver, Rules};

#[test]
fn every_type_is_read_in_its_example() {
    let mut miner = Miner::new();
    for (i, row) in doc_type::ROWS.iter().enumerate() {
        let mined = miner.mine(row.example);
        let kinds: Vec<_> = mined.references.iter().filter_map(|r| r.doc_type).map(DocType::name).collect();
        assert_eq!(kinds.first(), Some(&row.name), "{}", row.example);
        assert_eq!(DocType::by_name(row.name), Some(DocType::of(i)), "{} stands twice", row.name);
    }
    assert!(doc_type::ROWS.len() < 128, "types fit a bit set");
}

#[test]
fn every_body_is_read_in_its_example() {
    let mut miner = Miner::new();
    for (i, row) in issuer::ROWS.iter().enumerate() {
        let mined = miner.mine(row.example);
        let text = mined.text.as_str();
        let body = Some(Issuer::of(i));
        let read = mined.references.iter().any(|r| {
            let symbol = r.symbol(text).unwrap_or_default();
            let coded = r.number.and_then(|n| n.code_issuer) == body;
            let unit = row.side == Side::Unit && symbol.ends_with(row.code);
            coded || r.issuer_id == body || unit || !row.code.is_empty() && symbol.ends_with(row.code)
        });
        assert!(read, "{}: {:?}", row.example, mined.references);
        assert_eq!(Issuer::by_id(row.id), body, "{} stands twice", row.id);
    }
}

#[test]
fn every_word_for_a_body_is_read_in_its_example() {
    let (mut miner, rules, mut resolution) = (Miner::new(), Rules::default(), Resolution::default());
    let mut off = Vec::new();
    for (words, role, example) in body::examples() {
        if role == "foreign" {
            let known = example.replace(words, "Chính phủ");
            let read = [example, &known].map(|page| miner.mine(page).references.len());
            assert_eq!(read, [0, 1], "{example}");
            continue;
        }
        if role == "party" {
            let settled = [example, &example.replace(words, "Đoàn viên")].map(|page| {
                let mined = miner.mine(page);
                rules.resolve(&mined, &mut resolution);
                resolution.document(mined.references[0].cluster).is_some_and(|document| document.identity.is_some())
            });
            assert_eq!(settled, [false, true], "{example}");
            continue;
        }
        let mined = miner.mine(example);
        let issuer = mined.references.first().and_then(|r| r.issuer).map(|span| &mined.text.as_str()[span]);
        // The whole of what follows của, which begins with the words.
        if issuer != example.split(" của ").nth(1) || !issuer.unwrap_or_default().starts_with(words) {
            off.push(format!("{example}: {issuer:?}"));
        }
    }
    assert!(off.is_empty(), "{}", off.join("\n"));
}

#[test]
fn every_number_gets_its_letters_in_its_example() {
    let (mut miner, rules, mut resolution) = (Miner::new(), Rules::default(), Resolution::default());
    for row in letters::ROWS.iter() {
        let mined = miner.mine(row.example);
        rules.resolve(&mined, &mut resolution);
        let document = resolution.document(mined.references[0].cluster).expect(row.example);
        let Some(identity) = &document.identity else { panic!("{}: {:?}", row.example, document.open_because) };
        assert_eq!(mined.naming(&rules).key(identity), row.document, "{}", row.example);
    }
}

#[test]
fn every_law_is_read_in_its_example() {
    let mut miner = Miner::new();
    for row in law::ROWS.iter() {
        let mined = miner.mine(row.example);
        let law = mined.references.first().and_then(|r| r.law);
        assert_eq!(law.map(Law::name), Some(row.name), "{}", row.example);
        for also in &row.also {
            let mined = miner.mine(also);
            let law = mined.references.first().and_then(|r| r.law);
            assert_eq!(law.map(Law::name), Some(row.name), "{also}");
        }
    }
}

#[test]
fn every_word_turns_a_title_in_its_example() {
    let mut miner = Miner::new();
    let mut read = |example| {
        let mined = miner.mine(example);
        let title = |span: Span| mined.text.as_str()[span].to_owned();
        mined.references.first().map(|r| r.title.map(title).unwrap_or_default())
    };
    let mut off = Vec::new();
    for (i, row) in title::ROWS.iter().enumerate() {
        let title = read(row.example);
        if title.as_deref() != Some(row.title) {
            off.push(format!("{}: {title:?}", row.example));
        }
        if title::tests::without(i, || read(row.example)) == title {
            off.push(format!("{}: the same without {:?}, {:?}", row.example, row.phrase, row.role));
        }
    }
    assert!(off.is_empty(), "{}", off.join("\n"));
}

#[test]
fn every_title_known_word_for_word_ends_there() {
    let mut miner = Miner::new();
    for row in known_document::whole() {
        let (symbol, kind, title) = (&row.symbol, &row.doc_type, &row.title);
        let page = format!("Đảng bộ triển khai {kind} số {symbol} về {title} các chi bộ.");
        let mined = miner.mine(&page);
        let read = mined.references.first().and_then(|r| r.title).map(|span| &mined.text.as_str()[span]);
        assert_eq!(read, Some(&**title), "{page}");
    }
}
