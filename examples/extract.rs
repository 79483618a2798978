//! What a page holds: `cargo run --example extract -- PAGE`

use vanban::Miner;

fn main() -> std::io::Result<()> {
    let mut miner = Miner::new(); // one a thread: it holds the buffers
    for path in std::env::args().skip(1) {
        let page = std::fs::read_to_string(&path)?;
        let mined = miner.mine(&page);
        let text = mined.text.as_str();

        for reference in mined.references {
            // Findings are spans of the normalised text; `to_page` leads back to the file's own bytes.
            let place = mined.text.to_page(reference.core);
            println!("{path}:{place:?}: {}", &text[reference.core]);
            println!("    {:?}, document d{}", reference.form, reference.cluster);
            if let Some(issued) = reference.issued {
                println!("    issued {issued}");
            }
            for (what, words) in [("by", reference.issuer), ("on", reference.title)] {
                if let Some(words) = words {
                    println!("    {what} {}", &text[words]);
                }
            }
        }

        for claim in mined.claims {
            let place = mined.text.to_page(claim.core);
            print!("{path}:{place:?}: {}: {:?} {:?} {}", &text[claim.core], claim.form, claim.bound, claim.low);
            match claim.high {
                None => print!(" or more"),
                Some(high) if high != claim.low => print!(" to {high}"),
                Some(_) => {}
            }
            for words in [claim.counted, claim.period].into_iter().flatten() {
                print!(" · {}", &text[words]);
            }
            println!();
        }
    }
    Ok(())
}
