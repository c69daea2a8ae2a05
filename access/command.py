"""What the command lines share that act on a data folder: who acts, and what is said of words that mean nothing."""

import argparse
import getpass
import sys
from typing import NoReturn

USAGE = 64


class Parser(argparse.ArgumentParser):
    """Ends with 64 when the words make no command."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {message}\n")


def me() -> str:
    """The name under which this machine knows the person; it stands in the ledger unless another is told."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container may run as a number that has no name
        return "unknown"
