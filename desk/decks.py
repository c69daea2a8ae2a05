"""Decks that were made: each a folder of its own with its result tables, never written again.

desk/decks/<id>/deck.json (what is on each slide, sha256 of every table), one Parquet a metric call, names.json (what
codes were called that day). An older program's deck shows the same numbers: nothing is asked anew.
"""

import datetime
import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from desk.journal import sync_folder

_ID = re.compile(r"[0-9]{8}-[0-9a-f]{6}")


class UnknownDeck(KeyError):
    """No deck of this id was made here."""


class DeckDamaged(ValueError):
    """A file of the deck is gone or not as it was made; holds deck and file."""


@dataclass(frozen=True)
class FrozenSlide:
    """One slide as it was made: its kind, what was chosen for it, its texts by language, its tables' files."""

    kind: str
    messages: Mapping[str, str]
    notes: Mapping[str, str]
    tables: Mapping[str, str]  # name of the metric call → file
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Deck:
    """A deck that was made: for whom, of which day, and of which snapshot or release."""

    id: str
    title: str
    audience: str
    as_of: datetime.date
    snapshot_id: str
    release_id: str
    uploads: int
    is_sample: bool
    institution: str
    made_at: str
    made_by: str
    slides: tuple[FrozenSlide, ...]
    files: Mapping[str, str]  # file → sha256


def keep_deck(
    home: Path, deck: Deck, tables: Mapping[str, pd.DataFrame], names: Mapping[str, Any], agenda: str
) -> Deck:
    """Write the deck, its tables (file → table) and its agenda, and bring them to the disk. Returns it with its id.

    Raises OSError; what was written until then is taken away again.
    """
    folder = decks_folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    deck_id = f"{deck.as_of:%Y%m%d}-{secrets.token_hex(3)}"
    aside = folder / f".making-{deck_id}"
    aside.mkdir()
    try:
        for file, table in tables.items():
            table.to_parquet(aside / file, index=False)
        _write(aside / "names.json", names)
        (aside / "agenda.toml").write_text(agenda, "utf-8")
        sums = {each.name: _sum_of(each) for each in sorted(aside.iterdir())}
        made = replace(deck, id=deck_id, files=sums)
        _write(aside / "deck.json", {**asdict(made), "as_of": made.as_of.isoformat()})
        for each in aside.iterdir():
            _settle(each)
        sync_folder(aside)
        aside.rename(folder / deck_id)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    sync_folder(folder)
    return made


def read_deck(home: Path, deck_id: str) -> Deck:
    """The deck of this id. Raises UnknownDeck, DeckDamaged."""
    if not _ID.fullmatch(deck_id):
        raise UnknownDeck(deck_id)
    file = decks_folder(home) / deck_id / "deck.json"
    try:
        written = json.loads(file.read_text("utf-8"))
        slides = tuple(FrozenSlide(**each | {"lines": tuple(each["lines"])}) for each in written["slides"])
        return Deck(**written | {"as_of": datetime.date.fromisoformat(written["as_of"]), "slides": slides})
    except FileNotFoundError:
        raise UnknownDeck(deck_id) from None
    except (ValueError, TypeError, KeyError) as fault:
        raise DeckDamaged(f"{deck_id}: {file.name}") from fault


def read_tables(home: Path, deck: Deck, slide: FrozenSlide) -> dict[str, pd.DataFrame]:
    """The slide's frozen tables by the name of their metric call. Raises DeckDamaged."""
    return {name: pd.read_parquet(_checked(home, deck, file)) for name, file in slide.tables.items()}


def read_names(home: Path, deck: Deck) -> dict[str, Any]:
    """What codes were called when the deck was made, by language. Raises DeckDamaged."""
    return json.loads(_checked(home, deck, "names.json").read_text("utf-8"))


def read_agenda(home: Path, deck: Deck) -> str:
    """The agenda that the deck was made from. Raises DeckDamaged."""
    return _checked(home, deck, "agenda.toml").read_text("utf-8")


def list_decks(home: Path) -> list[Deck]:
    """Every deck that is whole, the newest first."""
    found = []
    folder = decks_folder(home)
    for each in folder.iterdir() if folder.exists() else ():
        try:
            found.append(read_deck(home, each.name))
        except (UnknownDeck, DeckDamaged):
            continue  # what a killed act left, or what somebody else put there
    return sorted(found, key=lambda deck: (deck.made_at, deck.id), reverse=True)


def decks_folder(home: Path) -> Path:
    """Where decks stand."""
    return Path(home) / "desk" / "decks"


def _checked(home: Path, deck: Deck, name: str) -> Path:
    file = decks_folder(home) / deck.id / name
    if deck.files.get(name) is None or not file.exists() or _sum_of(file) != deck.files[name]:
        raise DeckDamaged(f"{deck.id}: {name}")
    return file


def _write(file: Path, what: Any) -> None:
    file.write_text(json.dumps(what, ensure_ascii=False, indent=1), "utf-8")


def _settle(file: Path) -> None:
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    file.chmod(0o444)


def _sum_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
