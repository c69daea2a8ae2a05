"""The process behind disclosure.worker: a request on stdin, how far it is and at last its answer on stdout, as JSON."""

import datetime
import json
import sys
from dataclasses import asdict
from pathlib import Path

from disclosure.release import PlanMoved, Proposal, Wish, propose, publish
from disclosure.sample import release_sample
from warehouse import WarehouseFault


def main() -> None:
    """Carry out what is asked; a fault that has a sentence is an answer too."""
    request = json.loads(sys.stdin.readline())
    try:
        _carry_out(Path(request["home"]), request)
    except WarehouseFault as fault:
        _say(failed=fault.code, facts={name: str(value) for name, value in fault.facts.items()})


def _carry_out(home: Path, request: dict) -> None:
    if request["verb"] == "sample":
        made = release_sample(home, request["who"], _tell)
        return _say(release=made and made[0], wish=made and asdict(made[1]))
    wish = wish_of(request["wish"])
    try:
        if request["verb"] == "publish":
            _say(release=publish(home, wish, request["seal"], request["who"], _tell))
        else:
            _say(proposal=as_dict(propose(home, wish, _tell)))
    except PlanMoved:
        _say(moved=as_dict(propose(home, wish, _tell)))


def _tell(at: str, share: float) -> None:
    _say(at=at, share=share)


def _say(**answer: object) -> None:
    print(json.dumps(answer, default=str), flush=True)


def as_dict(proposal: Proposal) -> dict:
    """A proposal as JSON keeps it."""
    return {"wish": asdict(proposal.wish), "plans": [asdict(each) for each in proposal.plans]}


def wish_of(written: dict) -> Wish:
    """A wish back from JSON."""
    lists = {name: tuple(written[name]) for name in ("measures", "years", "dimensions")}
    return Wish(written["snapshot_id"], datetime.date.fromisoformat(written["as_of"]), **lists)


if __name__ == "__main__":
    main()
