"""A deck before it is kept, or as it was kept: its tables, its texts in every language, and the slides they make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from charts.slides import SlideChart
from charts.theme import Look
from metrics.errors import EmptySelection
from metrics.selection import default_as_of
from reports.agenda import Agenda, AgendaSlide
from reports.asking import About, Asked, Tables
from reports.content import SlideContent
from reports.errors import ReportFault
from reports.kinds import KINDS
from reports.kinds_words import meaning_of, name_of
from texts import languages, say, show_date, show_number
from texts.columns import names_in
from warehouse import NotReleased, Snapshot, reference_rows

LINE_END = " / "  # between lines that stand in one cell
_ABOUT_NOTHING = ("title", "institution", "lines", "decisions", "definitions")  # slides whose source is no upload


@dataclass(frozen=True)
class DraftSlide:
    """One slide: its tables by metric call, and by language its message and notes."""

    kind: str
    tables: Tables
    messages: Mapping[str, str]
    notes: Mapping[str, str]
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A whole deck: what it is of, its slides, what codes are called, and which slides had nothing to show and why."""

    about: About
    agenda: Agenda
    snapshot_id: str
    release_id: str
    uploads: int
    is_sample: bool
    slides: tuple[DraftSlide, ...]
    names: Mapping[str, Any]
    left_out: Mapping[str, str]

    def as_table(self, lang: str) -> pd.DataFrame:
        """One row per slide, then one per kind that it may have too: is_in, kind, name, message, notes, lines."""
        there = [(True, each.kind, each.messages[lang], LINE_END.join(each.lines)) for each in self.slides]
        kinds = {each.kind for each in self.slides} | set(self.left_out) | {"institution"}
        others = [kind for kind, each in KINDS.items() if self.about.audience in each.audiences and kind not in kinds]
        rows = [
            (is_in, kind, say(lang, f"slide.{kind}.name"), message, "", lines)
            for is_in, kind, message, lines in [*there, *((False, kind, "", "") for kind in others)]
        ]
        return pd.DataFrame(rows, columns=["is_in", "kind", "name", "message", "notes", "lines"])

    def edited(self, rows: Sequence[Mapping[str, str]], lang: str) -> tuple[AgendaSlide, ...]:
        """The slides of an agenda that rows of `as_table` ask for: what the program says by itself is not written."""
        own = {each.kind: each.messages[lang] for each in self.slides}
        return tuple(
            AgendaSlide(
                row["kind"],
                "" if row["message"] == own.get(row["kind"]) else row["message"].strip(),
                row["notes"].strip(),
                tuple(line.strip() for line in row["lines"].split(LINE_END.strip()) if line.strip()),
            )
            for row in rows
        )


def draft_deck(snapshot: Snapshot, home: Path, agenda: Agenda, today: date) -> Draft:
    """Ask everything that the agenda wants of an opened snapshot, or of a release for outsiders.

    A slide that has nothing to show is left out, and told. Raises ReportFault when none is left or the audience may not
    see a kind that was asked for.
    """
    _refuse_closed(agenda)
    as_of = agenda.as_of or default_as_of(snapshot, today)
    about = About(agenda.title, agenda.audience, as_of, agenda.institution)
    names = {lang: names_in(lang, reference_rows(snapshot)) for lang in languages()}
    measures = tuple(dict.fromkeys(name for each in agenda.slides for name in KINDS[each.kind].measures_of(about)))
    asked = Asked(snapshot, about, home, measures)
    slides, left_out = [], {}
    for wanted in agenda.slides:
        try:
            slides.append(_draft_slide(wanted, asked, names, agenda.lang))
        except NotReleased:
            left_out[wanted.kind] = "not_released"
        except EmptySelection:
            left_out[wanted.kind] = "empty"
    is_bare = all(each.kind in _ABOUT_NOTHING for each in slides)
    if is_bare or (left_out and not any(_has_chart(each, about, names) for each in slides)):
        raise ReportFault("deck_empty", as_of=as_of.isoformat(), audience=agenda.audience)
    made = snapshot.manifest
    return Draft(
        about,
        replace(agenda, as_of=as_of),
        made.get("snapshot_id") or snapshot.id,
        snapshot.id if "snapshot_id" in made else "",
        len(made.get("inputs", [])),
        bool(made.get("is_sample")),
        tuple(slides),
        names,
        left_out,
    )


def slides_of(draft: Draft, lang: str) -> tuple[SlideContent, ...]:
    """The slides as this language reads them, with the messages that the draft holds."""
    look = Look(lang, names=draft.names[lang])
    return tuple(_content(each, draft, look) for each in draft.slides)


def _content(slide: DraftSlide, draft: Draft, look: Look) -> SlideContent:
    about = replace(draft.about, lines=slide.lines)
    told = KINDS[slide.kind].tell(slide.tables, look, about)
    is_of_words = slide.kind in _ABOUT_NOTHING
    message = slide.messages.get(look.lang) or told.message
    name = look.say(f"slide.{slide.kind}.about_line") if not told.about and not is_of_words else told.about
    line = look.say("figure.about", what=name, day=show_date(look.lang, about.as_of)) if name else ""
    return replace(
        told,
        message=message,
        about=line,
        notes=slide.notes.get(look.lang, ""),
        source="" if is_of_words else source_line(draft, look.lang),
        alt=_alt(message, told.chart, look) if told.chart else message,
    )


def source_line(draft: Draft, lang: str) -> str:
    """Where the figures come from: the uploads or the release, the snapshot, and that they are invented if they are."""
    source = say(lang, "figure.source_uploads", number=draft.uploads)
    if draft.release_id:
        source = say(lang, "figure.source_release", release=draft.release_id)
    line = say(lang, "figure.source", source=source, snapshot=draft.snapshot_id)
    return f"{line} · {say(lang, 'shell.sample')}" if draft.is_sample else line


def _draft_slide(wanted: AgendaSlide, asked: Asked, names: Mapping[str, Any], lang: str) -> DraftSlide:
    kind = KINDS[wanted.kind]
    tables = kind.ask(asked)
    if kind.measures and all(table.empty for table in tables.values()):
        raise EmptySelection(as_of=asked.about.as_of)
    about = replace(asked.about, lines=wanted.lines)
    messages, notes = {}, {}
    for each in languages():
        told = kind.tell(tables, Look(each, names=names[each]), about)
        if told.chart and not any(value for series in told.chart.series for value in series.values):
            raise EmptySelection(as_of=about.as_of)
        messages[each] = told.message
        notes[each] = "\n".join(_spoken(name, each, about) for name in kind.measures_of(about))
    messages |= {lang: wanted.message} if wanted.message else {}
    notes |= {lang: wanted.notes} if wanted.notes else {}
    return DraftSlide(wanted.kind, tables, messages, notes, wanted.lines)


def _has_chart(slide: DraftSlide, about: About, names: Mapping[str, Any]) -> bool:
    lang = languages()[0]
    return KINDS[slide.kind].tell(slide.tables, Look(lang, names=names[lang]), about).chart is not None


def _spoken(measure: str, lang: str, about: About) -> str:
    return say(lang, "slide.note", name=name_of(measure, lang), meaning=meaning_of(measure, lang, about))


def _alt(message: str, chart: SlideChart, look: Look) -> str:
    """The chart for the ear: the message, then every value."""
    parts = []
    for series in chart.series:
        values = ", ".join(
            f"{name} {show_number(look.lang, None if value is None else round(value, chart.decimals))}"
            for name, value in zip(chart.categories, series.values, strict=True)
        )
        parts.append(f"{series.name}: {values}")
    return f"{message} — {'; '.join(parts)}"


def _refuse_closed(agenda: Agenda) -> None:
    for each in agenda.slides:
        if agenda.audience not in KINDS[each.kind].audiences:
            raise ReportFault("slide_not_for_audience", slide=each.kind, audience=agenda.audience)


def table_files(draft: Draft) -> dict[str, pd.DataFrame]:
    """Each frozen table under the name of its file: number and kind of the slide, metric call."""
    return {
        file_of(number, slide.kind, name): table
        for number, slide in enumerate(draft.slides, start=1)
        for name, table in slide.tables.items()
    }


def file_of(number: int, kind: str, name: str) -> str:
    """The file of one table of one slide."""
    return f"{number:02d}-{kind}-{name}.parquet"
