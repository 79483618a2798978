//! The command line.

use std::fmt::Display;
use std::fs;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use vanban::TonePlace;
use vanban::batch;
use vanban::record::Kind;
use vanban::reference::KnownDocuments;

use crate::Failure;

/// Mines Vietnamese policy pages: which documents they refer to, which numbers they claim.
#[derive(Parser, Debug)]
#[command(
    name = "vanban",
    version,
    propagate_version = true,
    arg_required_else_help = true,
    after_help = "\
Examples:
  # A folder of pages: one record a line
  vanban mine pages/ > records.jsonl
  # A dump: a table for each kind of record
  vanban mine dump.jsonl.gz --out run --format parquet
  # One page, with what was found marked in colour
  vanban show page.txt
  # What a run holds
  vanban stats records.jsonl

vanban COMMAND --help tells more of each."
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// Print a shell's completions, or the man page
    #[arg(long, value_enum, value_name = "WHAT", exclusive = true)]
    pub(crate) generate: Option<Generate>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Generate {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
    Man,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Write the records of pages: one JSON object a line, or tables
    Mine(Mine),
    /// Show one page in the terminal, with what was found on it marked
    Show(Show),
    /// Tell what a run holds: types of documents, issuers, units, years, failures
    Stats(Stats),
    /// List the documents that the records of a run cite: how often, where, how surely
    Documents(Documents),
    /// List the numbers of pages that do not add up
    Audit(Audit),
    /// Write the readable text of a page: any encoding, composed, plain spaces, of HTML its own words
    Normalize(Normalize),
    /// Print the JSON Schema of the records, or the columns of the tables
    Schema(Schema),
}

#[derive(Group, Debug)]
#[command(after_help = "\
Examples:
  # References, claims, and greyed what is not the page's own text
  vanban show page.txt
  # A row, as the records' source names it
  vanban show 'dump.jsonl.gz#17'
  vanban show page.txt --color always | less -R")]
pub(crate) struct Show {
    /// The page, or the row of a container: FILE#ROW
    #[arg(value_name = "FILE")]
    pub(crate) page: String,
    /// Mark with colours, or with brackets; auto: colours where a terminal shows them and NO_COLOR is not set
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) color: Color,
    #[command(flatten)]
    pub(crate) read: Read,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Group, Debug)]
#[command(after_help = "\
Examples:
  vanban stats records.jsonl
  # A folder that vanban mine --out made, of lines or of tables
  vanban stats run/
  vanban mine pages/ | vanban stats -
  vanban stats run/ --json | jq .units")]
pub(crate) struct Stats {
    /// Files of records, as JSON Lines or tables, folders of a run, or - for JSON Lines on standard input
    #[arg(required = true, value_name = "RECORDS")]
    pub(crate) records: Vec<PathBuf>,
    /// Of each list, the N most frequent
    #[arg(long, value_name = "N", default_value_t = 12)]
    pub(crate) top: usize,
    /// Everything counted, as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Group, Debug)]
#[command(after_help = "\
Examples:
  vanban mine pages/ > records.jsonl && vanban documents records.jsonl > documents.csv
  # Also page → relation → document, for network tools
  vanban documents records.jsonl --edges edges.csv")]
pub(crate) struct Documents {
    /// Files of records, as JSON Lines or tables, folders of a run, or - for JSON Lines on standard input
    #[arg(required = true, value_name = "RECORDS")]
    pub(crate) records: Vec<PathBuf>,
    /// Also write the edges between pages and settled documents as CSV
    #[arg(long, value_name = "FILE")]
    pub(crate) edges: Option<PathBuf>,
}

#[derive(Group, Debug)]
#[command(after_help = "\
Examples:
  vanban audit report.txt
  # What holds, too, and what cannot be checked
  vanban audit pages/ --all

Of a run that mine has made, its audit records say the same (verdict, explanation).
To go on with a long run where it was stopped: vanban mine --kinds audit --out.
Exit codes are those of mine: that a sum does not hold is no failure.")]
pub(crate) struct Audit {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Also what holds and what cannot be checked
    #[arg(long)]
    pub(crate) all: bool,
    /// For a person, or the audit records
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: Report,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
    /// No progress, no summary; failures are still told
    #[arg(short, long, help_heading = "Running")]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    /// The place, the arithmetic and the sentence
    Text,
    /// One record a line
    Jsonl,
}

#[derive(Group, Debug)]
#[command(after_help = "\
Examples:
  vanban normalize old.txt > new.txt
  # Of an HTML page its own words
  curl -s https://example.vn/page | vanban normalize -
  # What was done, on standard error
  vanban normalize old.txt --report > new.txt")]
pub(crate) struct Normalize {
    /// The page, or the row of a container: FILE#ROW
    #[arg(value_name = "FILE")]
    pub(crate) page: String,
    /// Write on standard error what the page's encoding is and what was repaired or lost
    #[arg(long)]
    pub(crate) report: bool,
    /// Rewrite where tone marks stand, as in the example: hòa or hoà
    #[arg(long, value_name = "EXAMPLE")]
    pub(crate) tones: Option<TonePlace>,
    #[command(flatten)]
    pub(crate) read: Read,
}

#[derive(Group, Debug)]
#[command(after_help = "\
Examples:
  vanban schema > record.schema.json
  # Table, column, type, null, field: tab-separated
  vanban schema --tables > tables.tsv")]
pub(crate) struct Schema {
    /// The columns of CSV and Parquet instead
    #[arg(long)]
    pub(crate) tables: bool,
}

#[derive(Group, Debug)]
#[command(after_help = "\
Examples:
  # One page
  vanban mine page.txt
  # All pages of a folder, and of the folders in it
  vanban mine pages/ > records.jsonl
  # A pattern, quoted where the shell's own would be too long
  vanban mine 'pages/**/2024-*.txt'
  # A list of files
  find pages -newer last | vanban mine --files-from -
  # One table to standard output
  vanban mine pages/ --format csv --kinds claim > claims.csv
  # A table for each kind in the folder run; again where that was stopped
  vanban mine dump.warc.gz --out run --format parquet
  vanban mine dump.warc.gz --out run --format parquet --resume
  # Standard input
  curl -s https://example.vn/page | vanban mine -
  # A look at what a dump gives, before all of it is mined
  vanban mine dump.parquet --limit 100 | vanban stats -

Files are pages, or what their names say: .jsonl, .json, .csv, .tsv, .parquet,
.warc, .wet. What gzip, zstd or xz compressed is decompressed. Of folders,
links to folders and what is no page by its ending are left out (.pdf, .docx,
.json, .csv, .png …), and the summary counts them; a file that is named is read.
Hidden files and what vanban mine wrote are passed over.
Standard input is told by its first bytes; CSV there needs --from csv.
Spans are bytes of the page: of the file, the row's text, the payload.

Exit codes: 0 all pages were read; 1 some were not, the others were
processed; 2 the command line is wrong, or nothing can be written.")]
pub(crate) struct Mine {
    #[command(flatten)]
    pub(crate) input: Input,

    #[command(flatten)]
    pub(crate) records: Records,

    /// Write JSON Lines, or flat tables
    #[arg(long, value_enum, default_value = "jsonl", help_heading = "Output")]
    pub(crate) format: Format,
    /// Write files into this folder, whole or not at all
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    pub(crate) out: Option<PathBuf>,
    /// Go on with the run that was stopped in --out: the files will be those of one uninterrupted run
    #[arg(long, requires = "out", conflicts_with = "overwrite", help_heading = "Output")]
    pub(crate) resume: bool,
    /// Replace the run that --out holds, and no other file
    #[arg(long, requires = "out", help_heading = "Output")]
    pub(crate) overwrite: bool,
    /// Begin CSV files with the mark by which spreadsheets know UTF-8
    #[arg(long, help_heading = "Output")]
    pub(crate) bom: bool,
    /// Write the pages that failed to this file, as diagnostic records
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) errors: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) jobs: Jobs,
    /// Stop at the first page that fails
    #[arg(long, help_heading = "Running")]
    pub(crate) fail_fast: bool,
    /// No progress, no summary; failures are still told
    #[arg(short, long, help_heading = "Running")]
    pub(crate) quiet: bool,
}

/// On how many threads.
#[derive(Group, Debug)]
pub(crate) struct Jobs {
    /// Pages to work on at a time; the output does not depend on it [default: the number of cores]
    #[arg(short, long, value_name = "N", help_heading = "Running")]
    jobs: Option<usize>,
}

impl Jobs {
    pub(crate) fn number(&self) -> usize {
        self.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get))
    }
}

/// Where pages come from.
#[derive(Group, Debug)]
pub(crate) struct Input {
    /// Files, folders, patterns, or - for standard input
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    pub(crate) paths: Vec<PathBuf>,
    /// Read the files that are named in FILE, one a line or as find -print0 writes them; - for standard input
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(crate) files_from: Option<PathBuf>,
    /// The first N pages only, to try things out
    #[arg(long, value_name = "N", help_heading = "Input")]
    pub(crate) limit: Option<usize>,
    #[command(flatten)]
    pub(crate) read: Read,
}

/// How pages are read.
#[derive(Group, Debug)]
pub(crate) struct Read {
    /// What all files are, whatever their names say
    #[arg(long, value_enum, value_name = "CONTAINER", help_heading = "Input")]
    pub(crate) from: Option<Container>,
    /// The field or column that holds the page
    #[arg(long, value_name = "NAME", default_value = "text", help_heading = "Input")]
    pub(crate) text_field: String,
    /// The field or column that holds the page's own id or URL; may be given again, the first that is there counts
    #[arg(long, value_name = "NAME", default_values = ["id", "url"], help_heading = "Input")]
    pub(crate) id_field: Vec<String>,
    /// The field or column that says when the page was fetched
    #[arg(long, value_name = "NAME", default_value = "timestamp", help_heading = "Input")]
    pub(crate) timestamp_field: String,
    /// Who tells the article of an HTML page from what stands around it
    #[arg(long, value_enum, value_name = "READER", default_value = "blocks", help_heading = "Input")]
    pub(crate) html_reader: HtmlReader,
    /// Larger pages fail: bytes, or with K, M, G; reading a page takes up to forty times its bytes of memory
    #[arg(long, value_name = "SIZE", default_value = "1G", value_parser = size, help_heading = "Input")]
    pub(crate) max_doc_bytes: u64,
    /// A table of documents that numbers may stand for, beside the known ones: tab-separated, with a header of symbol,
    /// type, issuer, place (a province), term, issued, title; may be given again
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub(crate) known: Vec<PathBuf>,
}

/// What the records hold.
#[derive(Group, Debug)]
pub(crate) struct Records {
    /// Write these kinds only: one, or several with commas
    #[arg(long, value_name = "KIND", value_parser = kinds(), value_delimiter = ',', help_heading = "Records")]
    pub(crate) kinds: Vec<Kind>,
    /// Also write a zone record for each stretch of a page: title, body, furniture …
    #[arg(long, help_heading = "Records")]
    pub(crate) zones: bool,
    /// Also write the words of each record's sentence
    #[arg(long, help_heading = "Records")]
    pub(crate) sentences: bool,
    /// Also write UTF-16 offsets, which JavaScript and Java slice by
    #[arg(long, help_heading = "Records")]
    pub(crate) utf16: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One record a line, all kinds together
    Jsonl,
    /// One file a kind; to standard output with one --kinds
    Csv,
    /// One file a kind; to standard output with one --kinds
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            #[cfg(feature = "parquet")]
            Format::Parquet => "parquet",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Container {
    /// One page
    Page,
    /// JSON Lines, a page a line, or one list of objects
    Jsonl,
    /// CSV or TSV with a header, a page a row
    Csv,
    /// Parquet, a page a row
    Parquet,
    /// WARC or WET, a page a record
    Warc,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum HtmlReader {
    /// Weighs blocks; what is not known for furniture stays, and its zone says what it is
    Blocks,
    /// The article alone, by dom_smoothie (a port of readability.js): slower, and without letterheads and signatures
    #[cfg(feature = "readability")]
    Readability,
}

impl Read {
    /// The settings that these arguments mean.
    pub(crate) fn settings(&self) -> Result<batch::Settings, Failure> {
        let mut settings = batch::Settings::default();
        settings.container = self.from.map(|container| match container {
            Container::Page => batch::Container::Page,
            Container::Jsonl => batch::Container::Jsonl,
            Container::Csv => batch::Container::Csv,
            Container::Parquet => batch::Container::Parquet,
            Container::Warc => batch::Container::Warc,
        });
        settings.text_field.clone_from(&self.text_field);
        settings.id_fields.clone_from(&self.id_field);
        settings.timestamp_field.clone_from(&self.timestamp_field);
        settings.html_reader = match self.html_reader {
            HtmlReader::Blocks => vanban::page::HtmlReader::Blocks,
            #[cfg(feature = "readability")]
            HtmlReader::Readability => vanban::page::HtmlReader::Readability,
        };
        settings.max_page_bytes = self.max_doc_bytes.min(u64::from(u32::MAX));
        if !self.known.is_empty() {
            let mut known = KnownDocuments::builtin().clone();
            for path in &self.known {
                let wrong = |error: &dyn Display| Failure::Usage(format!("--known {}: {error}", path.display()));
                let table = fs::read_to_string(path).map_err(|error| wrong(&error))?;
                known.load(&table).map_err(|error| wrong(&error))?;
            }
            settings.known = Some(Arc::new(known));
        }
        Ok(settings)
    }
}

impl Records {
    /// Whether records of that kind are written.
    pub(crate) fn wants(&self, kind: Kind) -> bool {
        if self.kinds.is_empty() { kind != Kind::Zone || self.zones } else { self.kinds.contains(&kind) }
    }

    /// These kinds, in the order in which a page's records come.
    pub(crate) fn kinds(&self) -> Vec<Kind> {
        Kind::ALL.into_iter().filter(|kind| self.wants(*kind)).collect()
    }
}

/// The kinds by their names, which help and completions list.
fn kinds() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.map(Kind::name)).try_map(|name| name.parse::<Kind>())
}

/// `1048576`, `1M`: bytes.
fn size(text: &str) -> Result<u64, String> {
    let (digits, shift) = match text.to_ascii_uppercase().as_bytes().last() {
        Some(b'K') => (&text[..text.len() - 1], 10),
        Some(b'M') => (&text[..text.len() - 1], 20),
        Some(b'G') => (&text[..text.len() - 1], 30),
        _ => (text, 0),
    };
    let bytes = digits.parse::<u64>().ok().and_then(|n| n.checked_mul(1 << shift)).filter(|n| *n > 0);
    bytes.ok_or_else(|| "a number of bytes, or with K, M or G".into())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Args::command().debug_assert();
    }

    #[test]
    fn sizes() {
        assert_eq!(size("1048576"), Ok(1 << 20));
        assert_eq!(size("64m"), Ok(64 << 20));
        for text in ["", "M", "0", "-1", "1T", "99999999999G"] {
            assert!(size(text).is_err(), "{text:?}");
        }
    }
}
