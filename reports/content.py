"""What stands on a slide, in one language: the screen, the deck and the page on paper show the same."""

from dataclasses import dataclass

from charts.slides import SlideChart


@dataclass(frozen=True)
class SlideTable:
    """A table as it is read: words in each cell. `numbers` are the columns whose cells stand to the right.

    `shares` are the columns' parts of the whole width; without them a column is as wide as its words ask for.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    shares: tuple[float, ...] = ()


@dataclass(frozen=True)
class SlideContent:
    """One slide: its message as title, and a chart, a table or lines under it.

    `kind` names what it tells (ladder, exports_by_year …); `about` says what and whom in one line, `unit` stands in
    the corner, `source` names the uploads or the release, the as-of date and the snapshot; `notes` are for whoever
    presents; `alt` is for the ear. A title slide has lines only.
    """

    kind: str
    message: str
    about: str = ""
    unit: str = ""
    chart: SlideChart | None = None
    table: SlideTable | None = None
    lines: tuple[str, ...] = ()
    source: str = ""
    notes: str = ""
    alt: str = ""
