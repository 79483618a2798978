//! A block in every way that it may have been written.

use super::restore::{Done, restore};
use crate::text::legacy::{Legacy, Unit, unmistaken};
use crate::text::report::Reading;

/// The characters of a block, as windows-1252 or Unicode show them, in another reading.
pub(super) fn read(reading: Reading, units: &[Unit]) -> Done {
    let units = match reading {
        Reading::Legacy(Legacy::Tcvn3) => return restore(units, &Legacy::Tcvn3.read(units)),
        Reading::Legacy(legacy) => legacy.read(units),
        Reading::Mojibake { vietnamese, times } => {
            let once = unmistaken(units, vietnamese);
            if times > 1 { unmistaken(&once, vietnamese) } else { once }
        }
        Reading::Windows1252 => units.to_vec(),
    };
    Done { units, ..Done::default() }
}
