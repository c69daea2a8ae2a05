"""`python -m disclosure sample`: release the invented sample, so that the council's and the public's pages stand.

Exit codes: 0 done, 3 refused, 64 wrong usage, 70 fault.
"""

import sys
from pathlib import Path

from access import record
from access.command import Parser, me
from disclosure.sample import NotTheSample, release_sample
from texts import say
from texts.faults import problem
from warehouse import NoSnapshot, WarehouseFault, data_home

OK, REFUSED, FAULT = 0, 3, 70


def parser() -> Parser:
    """The command line, as README documents it."""
    top = Parser(prog="python -m disclosure", description=__doc__)
    top.add_argument("--lang", default="ko", choices=("ko", "en"))
    verbs = top.add_subparsers(dest="verb", required=True, parser_class=Parser)
    verbs.add_parser("sample", help="release the invented sample").add_argument("--by", default=me())
    return top


def main(arguments: list[str]) -> int:
    """Release the sample of GANGSO_DATA and say what came of it. No trace ever reaches the user."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    asked = parser().parse_args(arguments)
    try:
        print(_release(data_home(), asked.by, asked.lang))
        return OK
    except (NotTheSample, NoSnapshot) as fault:
        print(problem(asked.lang, fault), file=sys.stderr)
        return REFUSED
    except WarehouseFault as fault:
        print(problem(asked.lang, fault), file=sys.stderr)
        return FAULT
    except Exception as fault:  # the last door: a sentence, never a trace
        what = f"{type(fault).__name__}: {fault}".splitlines()[0]
        print(say(asked.lang, "problem.unforeseen", what=what), file=sys.stderr)
        return FAULT


def _release(home: Path, who: str, lang: str) -> str:
    print(say(lang, "cli.phase_release_sample"), file=sys.stderr, flush=True)
    made = release_sample(home, who)
    if made is None:
        return say(lang, "cli.release_stands")
    release_id, wish = made
    facts = {"snapshot": wish.snapshot_id, "as_of": wish.as_of, "years": wish.years, "measures": wish.measures}
    record(home, who, "release", release=release_id, **facts, dimensions=wish.dimensions)
    return say(lang, "cli.sample_released", release=release_id, first=wish.years[0], last=wish.years[-1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
