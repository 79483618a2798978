"""`python -m vanban`: the command line, as the `vanban` command has it."""

import signal
import sys

from vanban import _vanban


def main() -> int:
    """Run the command line; its exit code."""
    # Rust works without the interpreter, which would only note the key press and wait.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _vanban.run(["vanban", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
