"""`python -m etl`: the way in, from the command line.

Exit codes: 0 done, 2 a person must look, 3 refused, 64 wrong usage, 70 fault, 130 stopped by the keyboard.
"""

import os
import sys

import warehouse
from access.command import Parser, me
from etl import shell
from etl.faults import INTERRUPTED, UNHEARD, explain
from etl.sparing import spare_pandas
from texts import say


def parser() -> Parser:
    """The command line, as README documents it."""
    top = Parser(prog="python -m etl", description=__doc__)
    top.add_argument("--lang", default="ko", choices=("ko", "en"))
    verbs = top.add_subparsers(dest="verb", required=True, parser_class=Parser)
    load = verbs.add_parser("load", help="load files: all or none")
    load.add_argument("files", nargs="+", metavar="FILE")
    load.add_argument("--source")
    load.add_argument("--layout")
    load.add_argument("--set", action="append", default=[], metavar="COLUMN=VALUE", dest="given")
    load.add_argument("--by", default=me())
    for flag in ("--dry-run", "--yes", "--skip-bad-rows", "--json"):
        load.add_argument(flag, action="store_true")
    for verb, about in (("sample", "fill an empty folder with invented data"), ("build", "build the snapshot again")):
        verbs.add_parser(verb, help=about).add_argument("--by", default=me())
    verbs.choices["build"].add_argument("--if-needed", action="store_true", help="only when the newest cannot be read")
    for verb in ("sources", "uploads", "snapshots"):
        verbs.add_parser(verb).add_argument("--json", action="store_true")
    template = verbs.add_parser("template", help="an empty file to fill in")
    template.add_argument("source")
    template.add_argument("-o", dest="out")
    for verb in ("undo", "purge"):
        back = verbs.add_parser(verb, help="withdraw an upload" + (" and destroy its bytes" if verb == "purge" else ""))
        back.add_argument("id")
        back.add_argument("--by", required=True)
        back.add_argument("--reason", required=True)
        back.add_argument("--yes", action="store_true")
    diff = verbs.add_parser("diff", help="compare two snapshots")
    diff.add_argument("older")
    diff.add_argument("newer")
    verbs.add_parser("sweep", help="remove old snapshots")
    verbs.add_parser("doctor", help="check that everything is whole")
    for verb in ("backup", "restore"):
        verbs.add_parser(verb).add_argument("folder", metavar="DIR")
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code. No trace ever reaches the user."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter is no reason to stop
    asked = parser().parse_args(argv)
    home = warehouse.data_home().absolute()  # the reading child stands elsewhere
    try:
        return shell.VERBS[asked.verb](home, asked)
    except BrokenPipeError:  # `… | head`: the act is done, and nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNHEARD
    except KeyboardInterrupt:
        print(say(asked.lang, "cli.interrupted"), file=sys.stderr)
        return INTERRUPTED
    except Exception as fault:  # the last door: a sentence for the user, the trace in a file
        key, params, code = explain(home, fault)
        print(say(asked.lang, f"cli.{key}", **params), file=sys.stderr)
        return code


if __name__ == "__main__":
    spare_pandas()
    sys.exit(main())
