"""What a deck asks: figures of a snapshot for the house, figures of a release for outsiders, and no other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from charts.theme import Look
from metrics import METRICS
from metrics.released import RELEASED
from metrics.selection import Selection
from reports.content import SlideContent
from texts import say
from warehouse import Snapshot

AUDIENCES = ("internal", "council", "public")
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class About:
    """What all slides of a deck have in common, and what was written for one of them."""

    title: str
    audience: str
    as_of: date
    institution: str = ""
    lines: tuple[str, ...] = ()

    @property
    def is_outside(self) -> bool:
        """Whether it is for readers of releases."""
        return self.audience != "internal"


def title_of(about: About, lang: str) -> str:
    """What a person called the deck, else a name from its year."""
    return about.title or say(lang, "slide.title.default", year=about.as_of.year)


@dataclass(frozen=True)
class Asked:
    """An opened snapshot or release, the day, and the data folder whose meeting log is read."""

    snapshot: Snapshot
    about: About
    home: Path
    measures: tuple[str, ...] = ()  # what the other slides of the deck show

    def metric(self, name: str, **params: object) -> pd.DataFrame:
        """A figure by its name: the released one where there is one. Raises what metrics and the warehouse raise."""
        known = {**METRICS, **RELEASED} if self.about.is_outside else METRICS
        return known[name](self.snapshot, Selection(self.about.as_of), **params)


@dataclass(frozen=True)
class Kind:
    """One kind of slide: what it asks when a deck is made, and what it tells of those tables from then on.

    `audiences` may see it; `measures` are defined in the notes and on the closing slide, for outsiders `released` if
    they are shown something else.
    """

    ask: Callable[[Asked], dict[str, pd.DataFrame]]
    tell: Callable[[Tables, Look, About], SlideContent]
    audiences: tuple[str, ...] = AUDIENCES
    measures: tuple[str, ...] = field(default=())
    released: tuple[str, ...] = ()

    def measures_of(self, about: About) -> tuple[str, ...]:
        """What this audience is shown."""
        return (self.released or self.measures) if about.is_outside else self.measures


def metric(name: str, **params: object) -> Callable[[Asked], dict[str, pd.DataFrame]]:
    """A kind's question that is one figure."""
    return lambda asked: {name: asked.metric(name, **params)}
