"""An agenda is a file that people may write: what it says is kept, what it cannot mean is named."""

from datetime import date

import pytest

from reports.agenda import Agenda, AgendaSlide, agenda_from, as_toml, default_agenda, read_agenda_file
from reports.errors import ReportFault

WRITTEN = """
title = "2018년 협의회"
audience = "council"
as_of = 2018-12-31
institution = "광주광역시"

[[slides]]
kind = "title"
lines = ["하나", "둘"]

[[slides]]
kind = "ladder"
message = "백 개를 채웠다"
notes = 'say "hello"'
"""


def test_an_agenda_says_what_is_written():
    agenda = agenda_from(WRITTEN, "a.toml")
    assert agenda == Agenda(
        "council",
        (AgendaSlide("title", lines=("하나", "둘")), AgendaSlide("ladder", "백 개를 채웠다", 'say "hello"')),
        "2018년 협의회",
        "광주광역시",
        date(2018, 12, 31),
    )


AGENDAS = (agenda_from(WRITTEN, "a.toml"), default_agenda("internal"), default_agenda("public"))


@pytest.mark.parametrize("agenda", AGENDAS)
def test_written_and_read_again_it_is_the_same(agenda):
    assert agenda_from(as_toml(agenda), "b.toml") == agenda


@pytest.mark.parametrize("text", ['"', "\\", "\n", "\x7f", "'", "[[slides]]", "한글 \u2028 줄", "#", "=1+1"])
def test_no_text_breaks_the_file(text):
    agenda = Agenda("council", (AgendaSlide("ladder", f"a{text}b"),), title=f"x{text}y")
    assert agenda_from(as_toml(agenda), "c.toml") == agenda


@pytest.mark.parametrize(
    ("change", "code", "key"),
    [
        (('audience = "council"', 'audience = "press"'), "agenda_value", "audience"),
        (("as_of = 2018-12-31", 'as_of = "2018"'), "agenda_value", "as_of"),
        (('kind = "ladder"', 'kind = "pie"'), "agenda_value", "slides[2].kind"),
        (("title =", "titel ="), "agenda_key", "titel"),
        (("notes =", "note ="), "agenda_key", "slides[2].note"),
        (('lines = ["하나", "둘"]', "lines = 7"), "agenda_value", "slides[1].lines"),
        (('message = "백 개를 채웠다"', f'message = "{"x" * 400}"'), "agenda_value", "slides[2].message"),
        (("[[slides]]", "[slides]"), "agenda_no_toml", None),
    ],
)
def test_what_cannot_be_meant_is_named(change, code, key):
    with pytest.raises(ReportFault) as fault:
        agenda_from(WRITTEN.replace(*change), "a.toml")
    assert fault.value.code == code and fault.value.facts.get("key") == key


def test_files_that_are_none_are_told(tmp_path):
    with pytest.raises(ReportFault) as gone:
        read_agenda_file(tmp_path / "none.toml")
    (tmp_path / "cp949.toml").write_bytes('title = "가"'.encode("cp949"))
    with pytest.raises(ReportFault) as no_text:
        read_agenda_file(tmp_path / "cp949.toml")
    assert (gone.value.code, no_text.value.code) == ("agenda_gone", "agenda_no_text")
