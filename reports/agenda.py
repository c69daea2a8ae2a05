"""An agenda: which slides a deck has, in which order, for whom. A TOML file in desk/agendas, or chosen on the page."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reports.asking import AUDIENCES
from reports.errors import ReportFault
from reports.kinds import DEFAULT, KINDS

_LONGEST = {"title": 120, "institution": 80, "message": 300, "notes": 4000, "line": 300}  # characters
_MOST = 60  # slides; lines of one slide
_OWN = {"title", "audience", "as_of", "institution", "lang", "slides"}
_OF_SLIDE = {"kind", "message", "notes", "lines"}


@dataclass(frozen=True)
class AgendaSlide:
    """One slide that is wanted: its kind, and what a person writes in place of the program's words."""

    kind: str
    message: str = ""
    notes: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agenda:
    """Which slides, for whom, of which day (None: the default one), with texts of persons in the language `lang`."""

    audience: str
    slides: tuple[AgendaSlide, ...]
    title: str = ""
    institution: str = ""
    as_of: date | None = None
    lang: str = "ko"


def default_agenda(audience: str, institution: str = "") -> Agenda:
    """Every slide that this audience may see, in the order of a yearly council."""
    left_out = () if institution else ("institution",)
    kinds = [kind for kind in DEFAULT if audience in KINDS[kind].audiences and kind not in left_out]
    return Agenda(audience, tuple(AgendaSlide(kind) for kind in kinds), institution=institution)


def read_agenda_file(file: Path) -> Agenda:
    """The agenda in a TOML file. Raises ReportFault that names file, key and cure."""
    try:
        return agenda_from(file.read_text("utf-8-sig"), file.name)
    except FileNotFoundError:
        raise ReportFault("agenda_gone", file=str(file)) from None
    except UnicodeDecodeError:
        raise ReportFault("agenda_no_text", file=file.name) from None


def agenda_from(text: str, file: str) -> Agenda:
    """The agenda written as TOML. Raises ReportFault that names file, key and cure."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ReportFault("agenda_no_toml", file=file, detail=str(fault)) from None
    _refuse_unknown(written, _OWN, file, "")
    audience = _one_of(written.get("audience", "council"), AUDIENCES, file, "audience")
    as_of = written.get("as_of")
    if as_of is not None and type(as_of) is not date:
        raise ReportFault("agenda_value", file=file, key="as_of", value=as_of, wanted="as_of = 2018-12-31")
    slides = written.get("slides", [])
    if not isinstance(slides, list) or not 0 < len(slides) <= _MOST:
        raise ReportFault("agenda_value", file=file, key="slides", value=len(slides), wanted=f"1–{_MOST} × [[slides]]")
    told = {name: _text(written.get(name, ""), name, file, name) for name in ("title", "institution")}
    found = tuple(_slide(each, file, number) for number, each in enumerate(slides, start=1))
    return Agenda(audience, found, as_of=as_of, lang=_text(written.get("lang", "ko"), "title", file, "lang"), **told)


def as_toml(agenda: Agenda) -> str:
    """The agenda as people may edit it."""
    lines = [f"{name} = {_quoted(getattr(agenda, name))}" for name in ("title", "audience", "institution", "lang")]
    if agenda.as_of:
        lines.append(f"as_of = {agenda.as_of.isoformat()}")
    for slide in agenda.slides:
        lines += ["", "[[slides]]", f"kind = {_quoted(slide.kind)}"]
        lines += [f"{name} = {_quoted(text)}" for name in ("message", "notes") if (text := getattr(slide, name))]
        if slide.lines:
            lines.append(f"lines = [{', '.join(map(_quoted, slide.lines))}]")
    return "\n".join(lines) + "\n"


def _slide(written: Any, file: str, number: int) -> AgendaSlide:
    place = f"slides[{number}]"
    if not isinstance(written, dict):
        raise ReportFault("agenda_value", file=file, key=place, value=written, wanted="[[slides]]")
    _refuse_unknown(written, _OF_SLIDE, file, f"{place}.")
    kind = _one_of(written.get("kind"), tuple(KINDS), file, f"{place}.kind")
    lines = written.get("lines", [])
    if not isinstance(lines, list) or len(lines) > _MOST:
        raise ReportFault("agenda_value", file=file, key=f"{place}.lines", value=lines, wanted='lines = ["…"]')
    told = {name: _text(written.get(name, ""), name, file, f"{place}.{name}") for name in ("message", "notes")}
    return AgendaSlide(kind, lines=tuple(_text(each, "line", file, f"{place}.lines") for each in lines), **told)


def _text(value: Any, name: str, file: str, key: str) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST[name]:
        wanted = f'{key.rpartition(".")[2]} = "…" (≤ {_LONGEST[name]})'
        raise ReportFault("agenda_value", file=file, key=key, value=str(value)[:40], wanted=wanted)
    return value.strip()


def _one_of(value: Any, known: Sequence[str], file: str, key: str) -> str:
    if value not in known:
        raise ReportFault("agenda_value", file=file, key=key, value=value, wanted=", ".join(known))
    return value


def _refuse_unknown(written: Mapping[str, Any], known: set[str], file: str, place: str) -> None:
    for key in written:
        if key not in known:
            raise ReportFault("agenda_key", file=file, key=f"{place}{key}", known=", ".join(sorted(known)))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
