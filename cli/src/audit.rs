//! `vanban audit`: the numbers of pages that do not add up.

use vanban::audit::Verdict;
use vanban::record::Record;
use vanban::write::json_line;

use crate::args::{self, Report};
use crate::mine::for_each_page;
use crate::show::safe;
use crate::{DONE, Failure, SOME_FAILED, put};

pub(crate) fn run(args: &args::Audit) -> Result<u8, Failure> {
    let (mut checked, mut wrong) = (0u64, 0u64);
    let mut out = Vec::new();
    let clean = for_each_page(&args.input, |records| {
        for record in records {
            let Record::Audit(audit) = record else { continue };
            checked += 1;
            let holds_not = audit.verdict == Verdict::DoesNotHold;
            wrong += u64::from(holds_not);
            if !holds_not && !args.all {
                continue;
            }
            if args.format == Report::Jsonl {
                json_line(record, &mut out);
                continue;
            }
            let head = &audit.head;
            let mut lines = String::new();
            let verdict = match audit.verdict {
                Verdict::Holds => "holds: ",
                Verdict::HoldsRounded => "holds, rounded: ",
                Verdict::DoesNotHold => "",
                _ => "not checkable: ",
            };
            lines.push_str(&format!("{}:{}: {verdict}", head.source, head.start));
            safe(&audit.explanation, &mut lines);
            let words = head.sentence.as_ref().and_then(|sentence| sentence.text.as_deref()).unwrap_or(&head.text);
            lines.push_str("\n    ");
            safe(&words.replace('\n', " "), &mut lines);
            lines.push('\n');
            out.extend_from_slice(lines.as_bytes());
        }
        let written = put(&out);
        out.clear();
        written
    })?;
    eprintln!("{checked} checked, {wrong} do not hold");
    Ok(if clean { DONE } else { SOME_FAILED })
}
