"""`python -m access verify`: is the audit log as it was written?

Exit codes: 0 it is, 3 it is not, 64 wrong usage, 70 fault.
"""

import os
import sys
from pathlib import Path

from access.audit import Head
from access.chain import verify
from access.command import Parser
from access.telling import sentences
from texts import say

CLEAN, BROKEN, FAULT = 0, 3, 70


def _head(written: str) -> Head:
    number, _, sha256 = written.partition(":")
    return Head(int(number), sha256.lower())


def parser() -> Parser:
    """The command line, as README documents it."""
    top = Parser(prog="python -m access", description=__doc__)
    top.add_argument("--lang", default="ko", choices=("ko", "en"))
    verbs = top.add_subparsers(dest="verb", required=True, parser_class=Parser)
    asked = verbs.add_parser("verify", help="hold each line of the audit log against the one before it")
    asked.add_argument("--head", type=_head, metavar="LINE:SHA256", help="a head told earlier and noted elsewhere")
    return top


def main(arguments: list[str]) -> int:
    """Verify the log of GANGSO_DATA and say what is wrong with it."""
    asked = parser().parse_args(arguments)
    written = os.environ.get("GANGSO_DATA", "").strip()
    home = Path(written).expanduser() if written else Path(__file__).parents[1] / "data" / "home"
    try:
        verdict = verify(home, asked.head)
    except OSError as fault:
        print(say(asked.lang, "audit.unreadable_log", fault=fault.strerror or str(fault)), file=sys.stderr)
        return FAULT
    print("\n".join(sentences(verdict, asked.lang)))
    return BROKEN if verdict.broken else CLEAN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
