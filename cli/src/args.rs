//! The command line.

use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand};

/// Mines Vietnamese policy pages: which documents they refer to, which numbers they claim.
#[derive(Parser, Debug)]
#[command(name = "vanban", version, about, propagate_version = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Writes the records of pages, one JSON object a line
    Mine(Mine),
}

#[derive(Group, Debug)]
#[command(after_help = "\
Examples:
  vanban mine page.txt                     one page
  vanban mine pages/ > records.jsonl       all pages of a folder, and of the folders in it
  curl -s https://… | vanban mine -        standard input

Exit codes: 0 all pages were read; 1 some were not, the others were processed; 2 usage.")]
pub(crate) struct Mine {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Also write a zone record for each stretch of a page: title, body, furniture …
    #[arg(long)]
    pub(crate) zones: bool,
    /// Also write the words of each record's sentence
    #[arg(long)]
    pub(crate) sentences: bool,
    /// Also write UTF-16 offsets, which JavaScript and Java slice by
    #[arg(long)]
    pub(crate) utf16: bool,
    /// Write no summary; errors are still written
    #[arg(short, long)]
    pub(crate) quiet: bool,
}
