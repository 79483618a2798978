//! The command `vanban`, as a library, so that other launchers can [`run`] it. No rule of extraction lives here.

mod args;
mod files;
mod folder;
mod mine;
mod progress;
mod tables;
mod tally;

use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

use clap::Parser;

/// Every input was read.
const DONE: u8 = 0;
/// Some inputs failed; the others were processed.
const SOME_FAILED: u8 = 1;
/// The command was called in a way it does not know, or its output cannot be written.
const USAGE: u8 = 2;

/// Runs the command with its arguments, the first of which is the program's name.
///
/// Exit code 0: all well; 1: some inputs failed, the others were processed; 2: the command line is wrong, or the output
/// cannot be written.
pub fn run<I, T>(args: I) -> ExitCode
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    let args = match args::Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { USAGE } else { DONE });
        }
    };
    let code = match args.command {
        args::Command::Mine(args) => mine::run(&args),
    };
    ExitCode::from(code.unwrap_or_else(|failure| match failure {
        // A reader that went away (`| head`) is no failure of ours.
        Failure::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Failure::Io(error) => {
            eprintln!("vanban: {error}");
            USAGE
        }
        Failure::Usage(reason) => {
            eprintln!("vanban: {reason}");
            USAGE
        }
    }))
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
