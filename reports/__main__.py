"""`python -m reports deck|appendix|brief`: what a meeting hands out, as files.

Exit codes: 0 done, 3 nothing to show for this audience, 64 wrong usage, 70 fault.
"""

import argparse
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from metrics.errors import MetricFault
from reports.agenda import Agenda, default_agenda, read_agenda_file
from reports.asking import AUDIENCES
from reports.command import checked, parser, write
from reports.deck import keep, open_draft
from reports.draft import Draft, draft_deck
from reports.errors import ReportFault
from reports.handouts import HANDOUTS
from texts import say
from texts.faults import language_of, problem
from warehouse import (
    NoRelease,
    NoSnapshot,
    UnknownRelease,
    UnknownSnapshot,
    WarehouseFault,
    data_home,
    open_release,
    open_snapshot,
)

OK, NOTHING, USAGE, FAULT = 0, 3, 64, 70
_NOTHING = {"deck_empty", "slide_not_for_audience"}
_BROKEN = {"deck_damaged", "not_written"}


def main(argv: list[str]) -> int:
    """Make one handout and return the exit code. No trace ever reaches the user."""
    lang = language_of(argv)
    try:
        asked = parser().parse_args(argv)
        if asked.help or asked.h or not asked.verb:
            print(say(lang, "reports.help"), file=sys.stdout if asked.help or asked.h else sys.stderr)
            return OK if asked.help or asked.h else USAGE
        _make(checked(asked), lang)
        return OK
    except ReportFault as fault:
        code = NOTHING if fault.code in _NOTHING else FAULT if fault.code in _BROKEN else USAGE
        return _tell(lang, fault, code)
    except (NoSnapshot, NoRelease) as fault:
        return _tell(lang, fault, NOTHING)
    except (UnknownRelease, UnknownSnapshot) as fault:
        return _tell(lang, fault, USAGE)
    except (MetricFault, WarehouseFault) as fault:
        return _tell(lang, fault, FAULT)
    except Exception as fault:  # the last door: a sentence, never a trace
        print(say(lang, "problem.unforeseen", what=f"{type(fault).__name__}: {fault}".splitlines()[0]), file=sys.stderr)
        return FAULT


def _make(asked: argparse.Namespace, lang: str) -> None:
    home = data_home()
    if asked.deck:
        _, draft = open_draft(home, asked.deck)
    else:
        draft = _draft(asked, home)
        for kind, reason in draft.left_out.items():
            told = {"slide": say(lang, f"slide.{kind}.name"), "reason": say(lang, f"reports.left_out.{reason}")}
            print(say(lang, "reports.left_out_line", **told), file=sys.stderr)
    made = HANDOUTS[asked.verb](draft, lang)
    if asked.verb == "deck" and not asked.deck:
        deck = keep(home, draft, asked.by or "cli")
        print(say(lang, "reports.kept", deck=deck.id), file=sys.stderr)
    write(Path(asked.output), made)
    told = {"day": draft.about.as_of.isoformat(), "snapshot": draft.release_id or draft.snapshot_id}
    print(say(lang, "answer.as_of", **told), file=sys.stderr)
    if draft.is_sample:
        print(say(lang, "answer.sample"), file=sys.stderr)


def _draft(asked: argparse.Namespace, home: Path) -> Draft:
    agenda = _agenda(asked)
    opened = open_snapshot if agenda.audience == AUDIENCES[0] else open_release
    today = datetime.now(ZoneInfo("Asia/Seoul")).date()
    with opened(home, asked.snapshot) as snapshot:
        return draft_deck(snapshot, home, agenda, today)


def _agenda(asked: argparse.Namespace) -> Agenda:
    if asked.agenda:
        agenda = read_agenda_file(Path(asked.agenda))
        if asked.audience and asked.audience != agenda.audience:
            agenda = replace(agenda, audience=asked.audience)
        given = {"as_of": asked.as_of, "institution": asked.institution}
        return replace(agenda, **{name: value for name, value in given.items() if value})
    audience = asked.audience or "council"
    agenda = default_agenda(audience, asked.institution or "")
    return replace(agenda, as_of=asked.as_of, lang=asked.lang)


def _tell(lang: str, fault: ReportFault | MetricFault | WarehouseFault, code: int) -> int:
    print(problem(lang, fault), file=sys.stderr)
    return code


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
