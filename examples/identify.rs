//! Which documents a page refers to, and how surely: `cargo run --example identify -- PAGE…`

use vanban::Miner;
use vanban::reference::{Resolution, Resolver, Rules};

fn main() -> std::io::Result<()> {
    let (mut miner, rules, mut resolution) = (Miner::new(), Rules::default(), Resolution::default());
    for path in std::env::args().skip(1) {
        let page = std::fs::read_to_string(&path)?;
        let mined = miner.mine(&page);
        rules.resolve(&mined, &mut resolution);
        let naming = mined.naming(&rules);
        println!("{path}");
        for reference in mined.references {
            let Some(document) = resolution.document(reference.cluster) else { continue };
            let which = match (&document.identity, document.open_because) {
                (Some(identity), _) => naming.key(identity),
                (None, Some(why)) => format!("? {why:?}"),
                (None, None) => "?".to_owned(),
            };
            println!("  d{:<3} {:<45} {which}", reference.cluster, &mined.text.as_str()[reference.core]);
        }
        for (mention, what) in resolution.inconsistencies() {
            println!("  {}: {}", &mined.text.as_str()[mined.references[*mention as usize].core], what.message());
        }
    }
    Ok(())
}
