//! The command `vanban`.

fn main() -> std::process::ExitCode {
    vanban_cli::run(std::env::args_os()).into()
}
