//! The scorer: compares mined records with a gold folder, as `fixtures/README.md` defines it.
//!
//! It reads records as JSON values, the way anybody else reads them, and prints the figures that the shared corpus's own
//! scorer prints; `tests/score.rs` holds the two against each other where both are present.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};
use unicode_normalization::UnicodeNormalization;

/// The fields that a strict match must have right, by kind.
const KEY: [(&str, &[&str]); 2] = [
    ("reference", &["form", "doc_type", "symbol", "issued", "issuer", "term"]),
    ("claim", &["form", "low", "high", "of", "unit", "bound", "change"]),
];
/// The fields that are scored beside it.
const SOFT: [&[&str]; 2] = [&["title", "pinpoint"], &["counted", "period"]];
/// The fields that may be empty: these are scored where the gold or the record says something.
const NULLABLE: [&str; 16] = [
    "symbol", "issued", "issuer", "term", "title", "pinpoint", "unit", "change", "counted", "period", "of", "subject",
    "predicate", "base", "period_from", "period_to",
];
/// The fields of claims that only the fixtures' gold marks and only this scorer scores.
const BEYOND: [&str; 5] = ["subject", "predicate", "base", "period_from", "period_to"];

/// A gold item in its place.
struct Item {
    start: u64,
    end: u64,
    optional: bool,
    fields: Map<String, Value>,
}

struct Breakdown {
    total: String,
    parts: Vec<String>,
    holds: bool,
    optional: bool,
}

struct GoldPage {
    /// Of references and of claims; none where that kind is not marked on the page.
    items: [Option<Vec<Item>>; 2],
    breakdowns: Vec<Breakdown>,
}

/// A line of `nonclaims.jsonl` or `zones.jsonl`.
struct Mark {
    page: String,
    start: u64,
    end: u64,
    /// The class of a number that is no claim, or the zone of a line.
    what: String,
}

/// Pages with gold.
pub struct Corpus {
    pub folder: PathBuf,
    gold: BTreeMap<String, GoldPage>,
    nonclaims: Vec<Mark>,
    zones: Vec<Mark>,
}

/// What a run scored.
#[derive(Default)]
pub struct Report {
    /// The lines that the shared scorer prints.
    pub lines: Vec<String>,
    /// The lines of the fields that only this scorer scores.
    pub beyond: Vec<String>,
    /// Each figure by its name: `reference.strict.f1`.
    pub figures: BTreeMap<String, f64>,
    /// Every miss, false alarm and wrong field.
    pub errors: Vec<String>,
}

/// Every page of a folder, by its file's stem, in the order of the paths.
pub fn pages(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "txt") {
                let page = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
                found.insert(path.file_stem().unwrap().to_str().unwrap().to_owned(), page);
            }
        }
    }
    found
}

impl Corpus {
    /// Loads `pages`, `gold`, `nonclaims.jsonl` and `zones.jsonl` of a folder. Panics where a gold item is not on its page.
    pub fn load(folder: &Path) -> Corpus {
        let pages = pages(&folder.join("pages"));
        let mut gold = BTreeMap::new();
        for entry in fs::read_dir(folder.join("gold")).unwrap() {
            let path = entry.unwrap().path();
            let file: Vec<Value> = serde_json::from_str(&fs::read_to_string(&path).unwrap())
                .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            for page in file {
                let name = string(&page, "page");
                let text = pages.get(&name).unwrap_or_else(|| panic!("no page {name}"));
                let items = ["references", "claims"].map(|kind| {
                    page[kind].as_array().map(|items| items.iter().map(|i| Item::placed(i, text, &name)).collect())
                });
                let breakdowns = page["breakdowns"].as_array().into_iter().flatten().map(Breakdown::read).collect();
                gold.insert(name, GoldPage { items, breakdowns });
            }
        }
        let marks = |file: &str, what: &str| {
            let lines = fs::read_to_string(folder.join(file)).unwrap_or_default();
            lines.lines().map(|line| Mark::read(line, what)).collect::<Vec<_>>()
        };
        Corpus {
            folder: folder.to_path_buf(),
            gold,
            nonclaims: marks("nonclaims.jsonl", "class"),
            zones: marks("zones.jsonl", "zone"),
        }
    }

    /// Scores the records of a run: each a JSON object of kind `reference`, `claim`, `audit` or `zone`.
    pub fn score(&self, records: &[Value]) -> Report {
        let mut by_page: HashMap<&str, Vec<&Value>> = HashMap::new();
        for record in records {
            let source = record["source"].as_str().unwrap_or_default();
            let file = source.rsplit(['/', '\\']).next().unwrap_or_default();
            by_page.entry(file.strip_suffix(".txt").unwrap_or(file)).or_default().push(record);
        }
        let mut tally = Tally::default();
        for (name, gold) in &self.gold {
            let of_page = by_page.get(name.as_str()).map_or(&[][..], Vec::as_slice);
            tally.page(name, gold, of_page);
        }
        let mut report = tally.report();
        if self.folder.join("nonclaims.jsonl").exists() {
            self.score_nonclaims(&by_page, &mut report);
        }
        if records.iter().any(|r| r["kind"] == "zone") {
            self.score_zones(&by_page, &mut report);
        }
        report
    }

    fn score_nonclaims(&self, by_page: &HashMap<&str, Vec<&Value>>, report: &mut Report) {
        let mut hit = 0;
        for mark in &self.nonclaims {
            let claims = by_page.get(mark.page.as_str()).into_iter().flatten().filter(|r| r["kind"] == "claim");
            let mut out = claims.filter(|r| span(r).0 < mark.end && mark.start < span(r).1).peekable();
            hit += usize::from(out.peek().is_some());
            for claim in out {
                let (page, what, at, text) = (&mark.page, &mark.what, mark.start, &claim["text"]);
                report.errors.push(format!("{page}: {what} at {at} came out as a claim: {text}"));
            }
        }
        let kept = 1.0 - hit as f64 / self.nonclaims.len().max(1) as f64;
        report.figures.insert("nonclaim.kept_out".into(), kept);
        let of = self.nonclaims.len();
        report.lines.push(format!("nonclaim.kept_out    {kept:.3}   ({hit} of {of} came out as claims)"));
    }

    fn score_zones(&self, by_page: &HashMap<&str, Vec<&Value>>, report: &mut Report) {
        let (mut lost, mut right, mut found, mut of) = (0, 0, 0, 0);
        for mark in &self.zones {
            let zones = by_page.get(mark.page.as_str()).into_iter().flatten().filter(|r| r["kind"] == "zone");
            let mut here = zones.filter(|r| span(r).0 <= mark.start && mark.start < span(r).1);
            let got = here.next().and_then(|r| r["zone"].as_str()).unwrap_or("body");
            lost += usize::from(mark.what == "body" && got == "furniture");
            found += usize::from(got == "furniture");
            of += usize::from(mark.what == "furniture");
            right += usize::from(mark.what == "furniture" && got == "furniture");
            if got != mark.what {
                report.errors.push(format!("{}: the line at {} is {}, got {got}", mark.page, mark.start, mark.what));
            }
        }
        let (p, r) = (right as f64 / found.max(1) as f64, right as f64 / of.max(1) as f64);
        report.figures.insert("zone.furniture.p".into(), p);
        report.figures.insert("zone.furniture.r".into(), r);
        report.figures.insert("zone.body_kept".into(), if lost == 0 { 1.0 } else { 0.0 });
        report.lines.push(format!(
            "zone.furniture       P {p:.3}  R {r:.3}   ({right} right, {found} found, {of} in the gold; body lines lost: {lost})"
        ));
    }
}

impl Item {
    fn placed(item: &Value, page: &str, name: &str) -> Item {
        let (text, nth) = (string(item, "text"), item["nth"].as_u64().unwrap_or(1));
        let start = occurrence(page, &text, nth)
            .unwrap_or_else(|| panic!("{name}: gold text not on the page: {text:?} (occurrence {nth})"));
        let fields = item.as_object().cloned().unwrap_or_default();
        let optional = item["optional"] == true;
        Item { start: start as u64, end: (start + text.len()) as u64, optional, fields }
    }

    fn text(&self) -> &str {
        self.fields["text"].as_str().unwrap_or_default()
    }
}

impl Breakdown {
    fn read(value: &Value) -> Breakdown {
        let parts = value["parts"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
        Breakdown {
            total: string(value, "total"),
            parts: parts.collect(),
            holds: value["holds"] == true,
            optional: value["optional"] == true,
        }
    }
}

impl Mark {
    fn read(line: &str, what: &str) -> Mark {
        let value: Value = serde_json::from_str(line).unwrap();
        let (start, end) = span(&value);
        Mark { page: string(&value, "page"), start, end, what: string(&value, what) }
    }
}

/// What has been counted so far.
#[derive(Default)]
struct Tally {
    /// Right, found, in the gold.
    count: BTreeMap<String, [usize; 3]>,
    /// Right, of.
    share: BTreeMap<String, [usize; 2]>,
    errors: Vec<String>,
}

impl Tally {
    fn add(&mut self, name: String, right: usize, found: usize, wanted: usize) {
        let count = self.count.entry(name).or_default();
        *count = [count[0] + right, count[1] + found, count[2] + wanted];
    }

    fn add_share(&mut self, name: String, right: bool) {
        let share = self.share.entry(name).or_default();
        *share = [share[0] + usize::from(right), share[1] + 1];
    }

    fn page(&mut self, page: &str, gold: &GoldPage, records: &[&Value]) {
        let mut claim_of = HashMap::new();
        for (k, (kind, _)) in KEY.into_iter().enumerate() {
            let Some(want) = &gold.items[k] else { continue };
            let got: Vec<&Value> = records.iter().copied().filter(|r| r["kind"] == kind).collect();
            let pairs = pair_up(want, &got);
            self.kind(page, k, want, &got, &pairs);
            if kind == "claim" {
                for (w, &(g, _)) in pairs.iter() {
                    if let (Some(id), Some(mine)) = (want[*w].fields.get("id"), got[g]["id"].as_str()) {
                        claim_of.insert(mine, id.as_str().unwrap_or_default());
                    }
                }
            }
        }
        if gold.items[1].is_some() {
            self.breakdowns(page, &gold.breakdowns, records, &claim_of);
        }
    }

    fn kind(&mut self, page: &str, k: usize, want: &[Item], got: &[&Value], pairs: &Pairs) {
        let (kind, key) = KEY[k];
        let used: HashSet<usize> = pairs.values().map(|p| p.0).collect();
        let mut free: HashSet<usize> = pairs.iter().filter(|(w, _)| want[**w].optional).map(|(_, p)| p.0).collect();
        free.extend((0..got.len()).filter(|g| !used.contains(g)).filter(|&g| {
            let (start, end) = span(got[g]);
            want.iter().any(|w| w.optional && start >= w.start && end <= w.end)
        }));
        let (mut firm, mut exact, mut overlap, mut strict) = (0, 0, 0, 0);
        for (w, item) in want.iter().enumerate().filter(|(_, item)| !item.optional) {
            firm += 1;
            let at = format!("{kind} {:?} at {}", item.text(), item.start);
            let beyond: &[&str] = if kind == "claim" { &BEYOND } else { &[] };
            let fields = || key.iter().chain(SOFT[k]).chain(beyond).copied().filter(|f| item.fields.contains_key(*f));
            let Some(&(g, spot_on)) = pairs.get(&w) else {
                self.errors.push(format!("{page}: missed {at}"));
                for field in fields().filter(|f| NULLABLE.contains(f) && !blank(f, &item.fields[*f])) {
                    self.add(format!("{kind}.{field}"), 0, 0, 1);
                }
                continue;
            };
            let mine = got[g];
            overlap += 1;
            exact += usize::from(spot_on);
            if !spot_on {
                self.errors.push(format!("{page}: span of {at}: got {}", mine["text"]));
            }
            let mut ok = spot_on;
            for field in fields() {
                let (a, b) = (&item.fields[field], &mine[field]);
                let right = same(field, a, b);
                let name = format!("{kind}.{field}");
                if NULLABLE.contains(&field) {
                    let (said, wanted) = (!blank(field, b), !blank(field, a));
                    self.add(name, usize::from(right && wanted), usize::from(said), usize::from(wanted));
                } else {
                    self.add_share(name, right);
                }
                if !right {
                    self.errors.push(format!("{page}: {field} of {at}: want {a}, got {b}"));
                }
                ok &= right || !key.contains(&field);
            }
            strict += usize::from(ok);
        }
        for (_, record) in got.iter().enumerate().filter(|(g, _)| !used.contains(g) && !free.contains(g)) {
            self.errors.push(format!("{page}: false {kind} {} at {}", record["text"], span(record).0));
        }
        let found = got.len() - free.len();
        for (name, right) in [("exact", exact), ("overlap", overlap), ("strict", strict)] {
            self.add(format!("{kind}.{name}"), right, found, firm);
        }
        if kind == "reference" {
            self.clusters(want, got, pairs);
        }
    }

    /// Two mentions are to be held together exactly where the gold holds them together.
    fn clusters(&mut self, want: &[Item], got: &[&Value], pairs: &Pairs) {
        let firm = (0..want.len()).filter(|w| !want[*w].optional);
        let held: Vec<_> =
            firm.filter_map(|w| pairs.get(&w).map(|p| (&want[w].fields["cluster"], &got[p.0]["cluster"]))).collect();
        for (i, (a, x)) in held.iter().enumerate() {
            for (b, y) in &held[..i] {
                let (wanted, found) = (a == b, !x.is_null() && x == y);
                self.add(
                    "reference.cluster".into(),
                    usize::from(wanted && found),
                    usize::from(found),
                    usize::from(wanted),
                );
            }
        }
    }

    fn breakdowns(&mut self, page: &str, gold: &[Breakdown], records: &[&Value], claim_of: &HashMap<&str, &str>) {
        let edges = |optional| {
            let chosen = gold.iter().filter(move |b| b.optional == optional);
            chosen.flat_map(|b| b.parts.iter().map(move |p| ((b.total.as_str(), p.as_str()), b.holds)))
        };
        let firm: BTreeMap<_, _> = edges(false).collect();
        let soft: HashSet<_> = edges(true).map(|(edge, _)| edge).collect();
        let mut said = BTreeMap::new();
        for record in records.iter().filter(|r| r["kind"] == "audit") {
            if record.get("form").is_some_and(|f| f != "breakdown") {
                continue;
            }
            let gold_id = |id: &Value| {
                let id = id.as_str().unwrap_or_default().to_owned();
                claim_of.get(id.as_str()).map_or(id, |gold| (*gold).to_owned())
            };
            for part in record["parts"].as_array().into_iter().flatten() {
                let edge = (gold_id(&record["total"]), gold_id(part));
                if !soft.contains(&(edge.0.as_str(), edge.1.as_str())) {
                    said.insert(edge, record["verdict"].as_str().unwrap_or_default().to_owned());
                }
            }
        }
        let mut right = 0;
        for ((total, part), verdict) in &said {
            let Some(holds) = firm.get(&(total.as_str(), part.as_str())) else {
                self.errors.push(format!("{page}: false breakdown part {total} {part}"));
                continue;
            };
            right += 1;
            let agrees = (verdict == "does_not_hold") != *holds;
            self.add_share("audit.verdict".into(), agrees);
            if !agrees {
                self.errors.push(format!("{page}: verdict of breakdown {total} {part}: got {verdict}"));
            }
        }
        for (total, part) in firm.keys().filter(|(t, p)| !said.contains_key(&((*t).into(), (*p).into()))) {
            self.errors.push(format!("{page}: missed breakdown part {total} {part}"));
        }
        self.add("audit.part".into(), right, said.len(), firm.len());
    }

    fn report(self) -> Report {
        let mut report = Report { errors: self.errors, ..Report::default() };
        for (name, [right, found, wanted]) in self.count {
            let share = |of: usize, none: f64| if of == 0 { none } else { right as f64 / of as f64 };
            let p = share(found, if wanted == 0 { 1.0 } else { 0.0 });
            let r = share(wanted, 1.0);
            let f1 = if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
            let line = format!(
                "{name:20} P {p:.3}  R {r:.3}  F1 {f1:.3}   ({right} right, {found} found, {wanted} in the gold)"
            );
            let beyond = name.strip_prefix("claim.").is_some_and(|field| BEYOND.contains(&field));
            if beyond { &mut report.beyond } else { &mut report.lines }.push(line);
            for (figure, value) in [("p", p), ("r", r), ("f1", f1)] {
                report.figures.insert(format!("{name}.{figure}"), value);
            }
        }
        for (name, [right, of]) in self.share {
            let value = right as f64 / of as f64;
            report.lines.push(format!("{name:20} {value:.3}   ({right} of {of})"));
            report.figures.insert(name, value);
        }
        report
    }
}

/// Gold index to record index, and whether the spans are equal.
type Pairs = BTreeMap<usize, (usize, bool)>;

/// Pairs gold items with records one to one, best overlap first.
fn pair_up(want: &[Item], got: &[&Value]) -> Pairs {
    let mut candidates = Vec::new();
    for (w, item) in want.iter().enumerate() {
        for (g, record) in got.iter().enumerate() {
            let (start, end) = span(record);
            let shared = end.min(item.end).saturating_sub(start.max(item.start));
            if shared > 0 {
                let whole = end.max(item.end) - start.min(item.start);
                candidates.push((shared as f64 / whole as f64, w, g));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let (mut pairs, mut used) = (Pairs::new(), HashSet::new());
    for (overlap, w, g) in candidates {
        if !pairs.contains_key(&w) && used.insert(g) {
            pairs.insert(w, (g, overlap == 1.0));
        }
    }
    pairs
}

/// Whether a record's field says what the gold says.
fn same(field: &str, want: &Value, got: &Value) -> bool {
    match field {
        "low" | "high" | "of" => return number(want) == number(got),
        "pinpoint" => return pins(want) == pins(got),
        _ => {}
    }
    let (Some(a), Some(b)) = (fold(want), fold(got)) else { return fold(want) == fold(got) };
    let begins = |long: &str, short: &str| {
        long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' ') || rest.starts_with(','))
    };
    match field {
        // The gold gives the head; the record may say more, never less.
        "counted" => a == b || begins(&b, &a) || (begins(&a, &b) && b.split_whitespace().count() >= 2),
        // The leading preposition is a judgement.
        "period" => without_preposition(&a) == without_preposition(&b),
        // Where a title or a phrase ends is a judgement: same start, and most of the length.
        "title" | "subject" | "predicate" | "base" => {
            let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let n = a.len().min(b.len());
            a[..n] == b[..n] && n as f64 >= 0.8 * a.len().max(b.len()) as f64
        }
        _ => a == b,
    }
}

fn without_preposition(period: &str) -> &str {
    ["trong ", "từ ", "vào ", "tính đến ", "đến "].iter().find_map(|p| period.strip_prefix(p)).unwrap_or(period)
}

fn blank(field: &str, value: &Value) -> bool {
    if field == "pinpoint" { value.as_array().is_none_or(Vec::is_empty) } else { fold(value).is_none() }
}

/// A value with case, dashes, quotation marks and spaces evened out; none where nothing is left.
fn fold(value: &Value) -> Option<String> {
    let value = value.get("text").unwrap_or(value);
    let raw = match value {
        Value::Null => return None,
        Value::String(s) => s.clone(),
        other => other.to_string(),
    };
    let even: String = raw
        .nfc()
        .collect::<String>()
        .to_lowercase()
        .chars()
        .filter(|c| !"“”\"‘’'«»".contains(*c))
        .map(|c| if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}') { '-' } else { c })
        .collect();
    let joined = even.split_whitespace().collect::<Vec<_>>().join(" ");
    let trimmed = joined.trim_matches([' ', '.', ',', ';', ':']);
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// A plain decimal without the zeros that end its fraction.
fn number(value: &Value) -> Option<String> {
    let s = match value {
        Value::Null => return None,
        Value::String(s) => s.clone(),
        other => other.to_string(),
    };
    Some(if s.contains('.') { s.trim_end_matches('0').trim_end_matches('.').to_owned() } else { s })
}

fn pins(value: &Value) -> Vec<BTreeMap<String, String>> {
    let pin = |p: &Value| {
        let parts = p.as_object().into_iter().flatten().filter(|(_, x)| !x.is_null());
        parts.map(|(k, x)| (k.clone(), x.as_str().map_or(x.to_string(), str::to_owned).to_lowercase())).collect()
    };
    let mut pins: Vec<_> = value.as_array().into_iter().flatten().map(pin).collect();
    pins.sort();
    pins
}

fn span(value: &Value) -> (u64, u64) {
    (value["start"].as_u64().unwrap_or(0), value["end"].as_u64().unwrap_or(0))
}

fn string(value: &Value, field: &str) -> String {
    value[field].as_str().unwrap_or_default().to_owned()
}

/// Where the `nth` occurrence of a text begins; overlapping ones count.
pub fn occurrence(page: &str, text: &str, nth: u64) -> Option<usize> {
    let mut from = 0;
    for n in 1.. {
        let at = from + page[from..].find(text)?;
        if n == nth {
            return Some(at);
        }
        from = at + page[at..].chars().next().map_or(1, char::len_utf8);
    }
    None
}
