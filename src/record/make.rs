//! From what a miner found to records.

use super::model::{self, Counts, Head, Record, SCHEMA_VERSION, Sentence, Severity};
use super::offsets::{Offsets, Units};
use super::origin::{Options, Origin};
use super::which::Which;
use crate::claim::Flags;
use crate::page::zone_at;
use crate::reference::{self, Actor, Label, Pinpoint, RelationType, Resolution, Resolver, Rules};
use crate::roman;
use crate::segment::{sentence_end, sentence_start};
use crate::{Encoding, Lost, Mined, Repair, Span, Text};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The records of one page: the page itself, then in order its zones, references, documents, claims, audits and
/// diagnostics.
///
/// `page` is the very page that was mined: the spans are bytes of it.
pub fn records<'a>(
    page: &(impl AsRef<[u8]> + ?Sized),
    mined: &'a Mined<'_, '_>,
    origin: &Origin<'a>,
    options: &Options,
) -> Vec<Record<'a>> {
    records_with(page, mined, &Rules::default(), origin, options)
}

/// [`records`] with a caller's own resolver.
pub fn records_with<'a>(
    page: &(impl AsRef<[u8]> + ?Sized),
    mined: &'a Mined<'_, '_>,
    resolver: &dyn Resolver,
    origin: &Origin<'a>,
    options: &Options,
) -> Vec<Record<'a>> {
    let page = page.as_ref();
    let mut resolution = Resolution::default();
    resolver.resolve(mined, &mut resolution);
    let which = Which::new(mined.naming(resolver), resolution);
    let zones = if options.zones { mined.zones.len() } else { 0 };
    let many = 1 + zones + mined.references.len() + which.named.len() + mined.claims.len() + mined.audits.len();
    let out = Vec::with_capacity(many);
    let mut maker = Maker { origin, options, text: &mined.text, sentence: Span::default(), diagnostics: 1, out };
    maker.page(page, mined);
    if options.zones {
        maker.zones(mined);
    }
    maker.references(mined, &which);
    maker.documents(mined, &which);
    maker.claims(mined);
    maker.audits(mined);
    maker.diagnostics(mined);
    maker.inconsistencies(mined, &which);
    let mut out = maker.out;
    let counts = Counts::of(&out);
    if let Some(Record::Page(page)) = out.first_mut() {
        page.counts = counts;
    }
    let units = match mined.text.report().encoding {
        Encoding::Utf8 | Encoding::Mixed => Units::Utf8,
        Encoding::Utf16Be => Units::Utf16(0),
        Encoding::Utf16Le => Units::Utf16(1),
        _ => Units::Bytes,
    };
    measure(page, units, &mut out, options.utf16);
    out
}

/// Fills in the code-point (and UTF-16) offsets of all records.
fn measure(page: &[u8], units: Units, records: &mut [Record<'_>], utf16: bool) {
    let bytes = records.iter().flat_map(|r| [r.head().start, r.head().end]).collect();
    let offsets = Offsets::new(page, units, bytes);
    for record in records {
        let head = record.head_mut();
        let (start, end) = (offsets.get(head.start), offsets.get(head.end));
        (head.char_start, head.char_end) = (start.char, end.char);
        if utf16 {
            (head.utf16_start, head.utf16_end) = (Some(start.utf16), Some(end.utf16));
        }
    }
}

/// How far, in bytes, a sentence is followed to either side: a page of one endless line must not be read again for every
/// record. What is longer than that is given by its span alone: such a page would otherwise be written again, too.
const REACH: usize = 4096;

struct Maker<'a, 'o> {
    origin: &'o Origin<'a>,
    options: &'o Options,
    text: &'a Text<'a>,
    /// The sentence that was looked up last: neighbours share it.
    sentence: Span,
    /// The number of the next diagnostic.
    diagnostics: usize,
    out: Vec<Record<'a>>,
}

impl<'a> Maker<'a, '_> {
    fn page(&mut self, page: &[u8], mined: &Mined) {
        let facts = &mined.facts;
        let head = self.head('p', 1, facts.title.unwrap_or_default(), false);
        let province = facts.place.and_then(|place| place.province);
        let report = mined.text.report();
        let repair = |repair: &Repair| model::Repair {
            start: repair.span.start(),
            end: repair.span.end(),
            reading: repair.reading.to_string().into(),
        };
        let record = model::Page {
            head,
            bytes: page.len() as u32,
            timestamp: self.origin.timestamp.map(Cow::from),
            encoding: report.encoding.to_string().into(),
            repairs: report.repairs.iter().map(repair).collect(),
            title: self.fact(facts.title),
            published: facts.published.map(|(date, _)| date),
            published_in: self.fact(facts.published.map(|(_, span)| span)),
            place: self.fact(facts.place.map(|place| place.span)),
            province: province.map(|province| province.id().into()),
            province_now: province.and_then(|province| province.now()).map(|province| province.id().into()),
            district: self.fact(facts.place.and_then(|place| place.district)),
            site: self.fact(facts.site),
            author: self.fact(facts.author),
            taken_from: self.fact(facts.source),
            counts: Counts::default(),
        };
        self.out.push(Record::Page(record));
    }

    fn zones(&mut self, mined: &Mined) {
        for (i, z) in mined.zones.iter().enumerate() {
            let head = self.head('z', i + 1, z.span, false);
            self.out.push(Record::Zone(model::Zone { head, zone: z.zone }));
        }
    }

    fn references(&mut self, mined: &Mined, which: &Which) {
        for (i, r) in mined.references.iter().enumerate() {
            let mention = self.text.to_page(r.mention);
            let named = which.named(r.cluster);
            let urn = match r.pinpoints(mined.pinpoints) {
                [only] => named.urn.clone().map(|urn| which.naming.part(urn, only).to_string().into()),
                _ => named.printed_urn.clone().map(Cow::from),
            };
            let record = model::Reference {
                head: self.head('r', i + 1, r.core, true),
                mention_start: mention.start(),
                mention_end: mention.end(),
                zone: zone_at(mined.zones, r.core.start()),
                form: r.form,
                family: r.family,
                doc_type: r.doc_type.map(|kind| kind.name().into()),
                symbol: r.symbol(self.text.as_str()).map(Cow::from),
                name: self.words(r.name),
                event: r.event.map(|event| model::Event {
                    meeting: event.meeting,
                    ordinal: event.ordinal,
                    place: self.words(event.place),
                    term_from: event.years.map(|(from, _)| from),
                    term_to: event.years.map(|(_, to)| to),
                }),
                issued: r.issued,
                issuer: self.words(r.issuer),
                issuer_id: r.issuer_id.map(|issuer| issuer.id().into()),
                issuer_place: self.words(r.issuer_place),
                term: r.term.map(|n| roman::numeral(n).into()),
                title: self.words(r.title),
                pinpoint: pinpoints(r.pinpoints(mined.pinpoints)),
                cluster: id('d', r.cluster as usize),
                relation: relation(mined.relations.get(i)),
                document: named.key.clone().map(Cow::from),
                basis: named.basis,
                candidates: named.candidates(),
                open_because: named.open_because,
                urn,
            };
            self.out.push(Record::Reference(record));
        }
    }

    fn documents(&mut self, mined: &Mined, which: &Which) {
        let mut mentions: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (i, r) in mined.references.iter().enumerate() {
            mentions.entry(r.cluster).or_default().push(i);
        }
        for (cluster, mentions) in mentions {
            let head = self.head('d', cluster as usize, mined.references[mentions[0]].core, true);
            let mentions = mentions.into_iter().map(|i| id('r', i + 1)).collect();
            let named = which.named(cluster);
            let known = which.resolution.document(cluster);
            let symbol = known.and_then(|d| mined.references[d.mention as usize].symbol(self.text.as_str()));
            self.out.push(Record::Document(model::Document {
                head,
                mentions,
                document: named.key.clone().map(Cow::from),
                basis: named.basis,
                candidates: named.candidates(),
                open_because: named.open_because,
                urn: named.printed_urn.clone().map(Cow::from),
                doc_type: known.and_then(|d| d.doc_type).map(|kind| kind.name().into()),
                symbol: named.symbol.clone().or(symbol).map(Cow::from),
                issued: known.and_then(|d| d.issued),
                issuer_id: known.and_then(|d| d.issuer_id).map(|issuer| issuer.id().into()),
                term: known.and_then(|d| d.term).map(|n| roman::numeral(n).into()),
                title: self.words(known.and_then(|d| d.title)),
            }));
        }
    }

    fn audits(&mut self, mined: &Mined) {
        let claim = |i: u32| id('c', i as usize + 1);
        for (i, audit) in mined.audits.iter().enumerate() {
            let parts = mined.audits.parts(audit);
            let span = parts.iter().chain(&audit.total).map(|&i| mined.claims[i as usize].core).reduce(Span::cover);
            let record = model::Audit {
                head: self.head('a', i + 1, span.unwrap_or_default(), true),
                form: audit.form,
                total: audit.total.map(claim),
                parts: parts.iter().map(|&i| claim(i)).collect(),
                stated: audit.stated,
                expected: audit.expected,
                verdict: audit.verdict,
                fits: audit.fits.map(claim),
                explanation: mined.audits.explain(audit, mined.claims).into(),
            };
            self.out.push(Record::Audit(record));
        }
    }

    fn claims(&mut self, mined: &Mined) {
        let text = self.text.as_str();
        for (i, c) in mined.claims.iter().enumerate() {
            let overflow = c.flags.has(Flags::OVERFLOW);
            let record = model::Claim {
                head: self.head('c', i + 1, c.core, true),
                zone: zone_at(mined.zones, c.core.start()),
                form: c.form,
                low: Some(c.low).filter(|_| !overflow),
                high: c.high.filter(|_| !overflow),
                of: c.of,
                other: c.other,
                unit: c.unit.map(|unit| unit.canonical(text).to_string().into()),
                unit_text: self.words(c.unit_text),
                counted: self.words(c.counted),
                subject: self.words(c.subject),
                predicate: self.words(c.predicate),
                base: self.words(c.base),
                bound: c.bound,
                bound_text: self.words(c.bound_text),
                change: c.change,
                period: self.words(c.period),
                period_from: c.period_from,
                period_to: c.period_to,
                flags: c.flags.names().map(Cow::from).collect(),
            };
            self.out.push(Record::Claim(record));
        }
    }

    fn inconsistencies(&mut self, mined: &Mined, which: &Which) {
        for &(mention, what) in which.resolution.inconsistencies() {
            let head = self.head('x', self.diagnostics, mined.references[mention as usize].core, true);
            self.diagnose(head, what.code(), what.message().into());
        }
    }

    fn diagnostics(&mut self, mined: &Mined) {
        for loss in &mined.text.report().losses {
            let code = match loss.kind {
                Lost::Capitals => "lost_capitals",
                Lost::Horn => "lost_horn",
                _ => "lost_bytes",
            };
            // The place is the page's own: what stood there is what was lost.
            let head = self.head('x', self.diagnostics, Span::default(), false);
            let head = Head { start: loss.first.start(), end: loss.first.end(), ..head };
            self.diagnose(head, code, format!("{} ({} in all)", loss.kind, loss.count));
        }
        for claim in mined.claims.iter().filter(|c| c.flags.has(Flags::OVERFLOW)) {
            let head = self.head('x', self.diagnostics, claim.core, true);
            self.diagnose(head, "overflow", "a number of more than 38 digits has no value in its claim".into());
        }
    }

    fn diagnose(&mut self, head: Head<'a>, code: &'static str, message: String) {
        let (code, message) = (code.into(), message.into());
        self.out.push(Record::Diagnostic(model::Diagnostic { head, code, severity: Severity::Warning, message }));
        self.diagnostics += 1;
    }

    fn head(&mut self, prefix: char, number: usize, span: Span, in_sentence: bool) -> Head<'a> {
        let span = self.text.whole(span);
        let place = self.text.to_page(span);
        Head {
            schema_version: SCHEMA_VERSION,
            id: id(prefix, number),
            source: self.origin.source.into(),
            page: self.origin.page.map(Cow::from),
            start: place.start(),
            end: place.end(),
            text: self.text.as_str()[span].into(),
            sentence: in_sentence.then(|| self.sentence(span)),
            ..Head::default()
        }
    }

    fn sentence(&mut self, span: Span) -> Sentence<'a> {
        if !self.sentence.contains(span) || span.start() == self.sentence.end() {
            let (text, at) = (self.text.as_str(), span.start() as usize);
            self.sentence = Span::of(sentence_start(text, at, REACH), sentence_end(text, at, REACH)).cover(span);
        }
        let place = self.text.to_page(self.sentence);
        let wanted = self.options.sentences && self.sentence.len() as usize <= REACH;
        let text = wanted.then(|| self.text.as_str()[self.sentence].into());
        Sentence { start: place.start(), end: place.end(), text }
    }

    fn fact(&self, span: Option<Span>) -> Option<model::Fact<'a>> {
        let span = self.text.whole(span?);
        let place = self.text.to_page(span);
        Some(model::Fact { text: self.text.as_str()[span].into(), start: place.start(), end: place.end() })
    }

    fn words(&self, span: Option<Span>) -> Option<Cow<'a, str>> {
        span.map(|span| self.text.as_str()[span].into())
    }
}

fn relation<'a>(found: Option<&reference::Relation>) -> model::Relation<'a> {
    let kind = found.map_or(RelationType::Cites, |relation| relation.kind);
    let from = match found.map(|relation| relation.from) {
        Some(Actor::Reference(i)) => id('r', i as usize + 1),
        Some(Actor::Claim(i)) => id('c', i as usize + 1),
        Some(Actor::Page) | None => id('p', 1),
    };
    model::Relation { kind, from }
}

fn id<'a>(prefix: char, number: usize) -> Cow<'a, str> {
    let (mut digits, mut from, mut rest) = ([0; 20], 20, number);
    while rest > 0 || from == 20 {
        from -= 1;
        digits[from] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let mut id = String::with_capacity(1 + 20 - from);
    id.push(prefix);
    id.extend(digits[from..].iter().map(|&digit| char::from(digit)));
    id.into()
}

fn pinpoints(found: &[Pinpoint]) -> Option<Vec<model::Pinpoint<'static>>> {
    let words = |label: Option<Label>| label.map(|l| l.as_str().to_owned().into());
    let part = |p: &Pinpoint| model::Pinpoint {
        point: words(p.point),
        clause: words(p.clause),
        article: words(p.article),
        section: words(p.section),
        chapter: words(p.chapter),
        appendix: words(p.appendix),
    };
    (!found.is_empty()).then(|| found.iter().map(part).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words that a record's offsets cut out of the page's characters, and out of its UTF-16 units.
    fn cut(page: &[u8], characters: &str, word: &str) -> (String, String) {
        let mut miner = crate::Miner::new();
        let mined = miner.mine_text(Text::from_bytes(page).unwrap());
        let options = Options { utf16: true, ..Options::default() };
        let all = records(page, &mined, &Origin::new("a"), &options);
        let head = all.iter().map(Record::head).find(|head| head.text == word).unwrap_or_else(|| panic!("no {word}"));
        let count = |n: u32| n as usize;
        let chars = characters.chars().skip(count(head.char_start)).take(count(head.char_end - head.char_start));
        let units: Vec<u16> = characters.encode_utf16().collect();
        let units = &units[count(head.utf16_start.unwrap())..count(head.utf16_end.unwrap())];
        (chars.collect(), String::from_utf16(units).unwrap())
    }

    #[test]
    fn offsets_count_the_characters_of_every_encoding() {
        // As a reader has it that keeps the mark of UTF-16.
        let page = "\u{feff}Đến nay 😀 Ü có 9/12 xã đạt.";
        let little: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = page.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [page.as_bytes(), &little, &big] {
            assert_eq!(cut(bytes, page, "9/12"), ("9/12".to_owned(), "9/12".to_owned()));
        }
        // TCVN3: a byte a character.
        let page = b"K\xd5t lu\xcbn 114-KL/TW c\xf1a B\xe9 Ch\xddnh tr\xde n\xaau 9/12 x\xb7";
        let bytes: String = page.iter().map(|&byte| char::from(byte)).collect();
        assert_eq!(cut(page, &bytes, "9/12").0, "9/12");
        // UTF-8 with a paragraph of TCVN3: up to it, the characters of UTF-8.
        let (right, odd) =
            ("Đến nay đã có 9/12 xã đạt chuẩn nông thôn mới.", b"\n\nC\xabng t\xb8c d\xa9n v\xcbn c\xf1a \xa7\xb6ng");
        let page = [right.as_bytes(), odd].concat();
        assert_eq!(Text::from_bytes(&page).unwrap().report().encoding, Encoding::Mixed);
        assert_eq!(cut(&page, right, "9/12").0, "9/12");
    }

    /// The records of a page with its kinds asked for, as JSON.
    fn made(page: &str, kind: model::Kind) -> Vec<serde_json::Value> {
        let mut miner = crate::Miner::new();
        let mined = miner.mine(page);
        let all = records(page, &mined, &Origin::new("a"), &Options::default());
        all.iter().filter(|r| r.kind() == kind).map(|r| serde_json::to_value(r).unwrap()).collect()
    }

    #[test]
    fn a_name_tells_the_part_where_one_is_meant() {
        let law = "Luật Đất đai số 31/2024/QH15";
        let urn = |page: &str| made(page, model::Kind::Reference)[0]["urn"].as_str().unwrap().to_owned();
        let whole = urn(law);
        assert_eq!(urn(&format!("Theo khoản 2 Điều 5 {law}")), format!("{whole}~%C4%91ieu.5;khoan.2"));
        assert_eq!(urn(&format!("Theo khoản 2, 3 Điều 5 {law}")), whole, "two parts have no name together");
    }

    #[test]
    fn what_was_found_stands_in_its_field() {
        let page = "Cổng thông tin điện tử huyện Sơn Dương\nSơn Dương đẩy mạnh công tác dân vận\nThứ ba - 14/05/2024 09:12\n\
            Huyện thực hiện Kết luận số 114-KL/TW ngày 14/7/2015 của Ban Bí thư, Quyết định số 12/QĐ-UBND ngày 03/01/2020 của \
            UBND tỉnh Phú Yên và Nghị quyết Đại hội Đảng bộ tỉnh Phú Yên lần thứ XVII, nhiệm kỳ 2020 - 2025, với gần 45 hội \
            nghị và 1,043 tỷ đồng.\nNguồn tin: Ban Dân vận\nTác giả: Ma Thị Hiền";
        let told = &made(page, model::Kind::Page)[0];
        assert_eq!((&told["district"]["text"], &told["from"]["text"]), (&"Sơn Dương".into(), &"Ban Dân vận".into()));
        let references = made(page, model::Kind::Reference);
        assert_eq!(references[1]["issuer_place"], "tỉnh Phú Yên");
        let event = &references[2]["event"];
        assert_eq!((&event["term_from"], &event["term_to"]), (&2020.into(), &2025.into()));
        let document = &made(page, model::Kind::Document)[0];
        assert_eq!((&document["symbol"], &document["issued"]), (&"114-KL/TW".into(), &"2015-07-14".into()));
        assert_eq!(document["urn"], references[0]["urn"]);
        assert!(document["urn"].is_string());
        let claims = made(page, model::Kind::Claim);
        assert_eq!((&claims[0]["low"], &claims[0]["bound_text"]), (&"45".into(), &"gần".into()));
        assert_eq!(claims[1]["flags"], serde_json::json!(["two_readings"]));
        assert_ne!(claims[1]["other"], claims[1]["low"]);
        assert!(claims[1]["other"].is_string());
        // What no mention gives but a number alone.
        let document = &made("Kết luận số 12-KL/TW của Ban Bí thư.", model::Kind::Document)[0];
        assert_eq!((&document["symbol"], &document["document"]), (&"12-KL/TW".into(), &serde_json::Value::Null));
    }

    #[test]
    fn an_endless_sentence_is_given_by_its_span_alone() {
        let page = format!("{}5 thôn {}", "xã có ".repeat(2000), "và xã ".repeat(2000));
        let mut miner = crate::Miner::new();
        let mined = miner.mine(&page);
        let options = Options { sentences: true, ..Options::default() };
        let all = records(&page, &mined, &Origin::new("a"), &options);
        let sentence =
            all.iter().find(|r| r.kind() == model::Kind::Claim).and_then(|claim| claim.head().sentence.clone());
        let sentence = sentence.expect("a claim in a sentence");
        assert!(
            sentence.text.is_none() && sentence.end - sentence.start > 4096,
            "{}..{}",
            sentence.start,
            sentence.end
        );
    }

    #[test]
    fn what_has_no_value_has_none_in_its_record() {
        let digits = "123456789".repeat(5);
        let claim = &made(&format!("Xã có {digits} hộ."), model::Kind::Claim)[0];
        assert_eq!((&claim["low"], &claim["high"]), (&serde_json::Value::Null, &serde_json::Value::Null));
        assert_eq!(claim["flags"], serde_json::json!(["overflow"]));
    }

    #[test]
    fn an_audit_covers_its_total_and_its_parts() {
        for page in ["Có 18 cuộc (16 cuộc và 3 cuộc).", "Có 16 cuộc cấp xã, 3 cuộc cấp huyện, tổng cộng 18 cuộc."]
        {
            for audit in made(page, model::Kind::Audit) {
                let text = audit["text"].as_str().unwrap();
                assert!(["18", "16", "3"].iter().all(|number| text.contains(number)), "{audit}");
            }
        }
        assert_eq!(made("Có 18 cuộc (16 cuộc và 3 cuộc).", model::Kind::Audit).len(), 1);
    }
}
