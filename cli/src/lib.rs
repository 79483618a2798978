//! The command `vanban`, as a library, so that other launchers can [`run`] it. No rule of extraction lives here.

mod args;
mod audit;
mod chunk;
mod documents;
mod failures;
mod files;
mod folder;
mod mine;
mod normalize;
mod progress;
mod records;
mod show;
mod stats;
mod tables;
mod tally;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{self, Write};

use clap::{CommandFactory, Parser};

/// Every input was read.
const DONE: u8 = 0;
/// Some inputs failed; the others were processed.
const SOME_FAILED: u8 = 1;
/// The command was called in a way it does not know, or its output cannot be written.
const USAGE: u8 = 2;

/// Runs the command with its arguments, the first of which is the program's name; its exit code.
///
/// Exit code 0: all well; 1: some inputs failed, the others were processed; 2: the command line is wrong, or the output
/// cannot be written.
pub fn run<I, T>(args: I) -> u8
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    let args = match args::Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { USAGE } else { DONE };
        }
    };
    let code = match (args.command, args.generate) {
        (_, Some(what)) => generate(what).map_err(Failure::from),
        (Some(args::Command::Mine(args)), _) => mine::run(&args),
        (Some(args::Command::Show(args)), _) => show::run(&args),
        (Some(args::Command::Stats(args)), _) => stats::run(&args),
        (Some(args::Command::Audit(args)), _) => audit::run(&args),
        (Some(args::Command::Documents(args)), _) => documents::run(&args),
        (Some(args::Command::Normalize(args)), _) => normalize::run(&args),
        (Some(args::Command::Schema(args)), _) => schema(&args).map_err(Failure::from),
        // Never met: clap shows the help where nothing is said.
        (None, None) => Ok(USAGE),
    };
    code.unwrap_or_else(|failure| match failure {
        // A reader that went away (`| head`) is no failure of ours.
        Failure::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Failure::Io(error) => {
            eprintln!("{}", told(error));
            USAGE
        }
        Failure::Usage(reason) => {
            eprintln!("{}", told(reason));
            USAGE
        }
    })
}

/// Why a command ended before its work was done.
#[derive(Debug)]
enum Failure {
    /// The command line asks for what cannot be.
    Usage(String),
    /// Reading a list or writing the output failed.
    Io(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Io(error)
    }
}

/// What is told on standard error, on one line: names of files may hold what a terminal would obey.
fn told(what: impl Display) -> String {
    format!("vanban: {what}").replace(char::is_control, "\u{fffd}")
}

/// Writes to standard output, to the last byte: what a full disk keeps back is a failure, too.
fn put(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(of_stdout)
}

/// An error that says that it is of standard output.
fn of_stdout(error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("standard output: {error}"))
}

/// Completions or the man page.
fn generate(what: args::Generate) -> io::Result<u8> {
    use args::Generate;
    use clap_complete::{Shell, generate};
    let mut command = args::Args::command();
    let mut text = Vec::new();
    let shell = match what {
        Generate::Bash => Some(Shell::Bash),
        Generate::Elvish => Some(Shell::Elvish),
        Generate::Fish => Some(Shell::Fish),
        Generate::Powershell => Some(Shell::PowerShell),
        Generate::Zsh => Some(Shell::Zsh),
        Generate::Man => None,
    };
    match shell {
        Some(shell) => generate(shell, &mut command, "vanban", &mut text),
        None => man(command, &mut text)?,
    }
    put(&text)?;
    Ok(DONE)
}

/// One page for the command and all its subcommands.
fn man(mut command: clap::Command, out: &mut Vec<u8>) -> io::Result<()> {
    command.build();
    clap_mangen::Man::new(command.clone()).render(out)?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let name = format!("vanban {}", sub.get_name());
        let page = clap_mangen::Man::new(sub.clone().display_name(name.clone()));
        writeln!(out, ".SH {}", name.to_uppercase())?;
        for part in [clap_mangen::Man::render_synopsis_section, clap_mangen::Man::render_description_section] {
            // A section of the part becomes a section of the whole.
            let mut text = Vec::new();
            part(&page, &mut text)?;
            out.extend(String::from_utf8_lossy(&text).replace(".SH ", ".SS ").bytes());
        }
        let mut text = Vec::new();
        page.render_options_section(&mut text)?;
        page.render_extra_section(&mut text)?;
        out.extend(String::from_utf8_lossy(&text).replace(".SH ", ".SS ").bytes());
    }
    Ok(())
}

fn schema(args: &args::Schema) -> io::Result<u8> {
    let text = if args.tables {
        vanban::write::describe_columns()
    } else {
        serde_json::to_string_pretty(&vanban::record::json_schema())? + "\n"
    };
    put(text.as_bytes())?;
    Ok(DONE)
}
