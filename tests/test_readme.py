"""What README tells people to type is there, in both languages, and the two say the same."""

import re
import shlex
from pathlib import Path

import pytest

from etl.__main__ import parser
from metrics import METRICS
from texts import languages, say

ROOT = Path(__file__).parents[1]
FILES = {"en": ROOT / "README.md", "ko": ROOT / "README.ko.md"}


def _read(lang: str) -> str:
    return FILES[lang].read_text("utf-8")


def _commands(text: str, start: str) -> list[str]:
    return [found for found in re.findall(r"`([^`\n]+)`", text) if found.startswith(start)]


@pytest.mark.parametrize("lang", FILES)
def test_every_target_that_readme_names_is_in_the_makefile(lang):
    named = set(re.findall(r"\bmake ([a-z-]+)", _read(lang)))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {"run", "test"} <= named <= targets | {"run"}


@pytest.mark.parametrize("lang", FILES)
def test_every_etl_command_of_readme_is_understood(lang):
    commands = _commands(_read(lang), "python -m etl ")
    assert len(commands) >= 12
    for command in commands:
        parser().parse_args(shlex.split(command)[3:])  # a wrong one ends with exit code 64


@pytest.mark.parametrize("lang", FILES)
def test_readme_leaves_out_no_verb_and_no_flag_of_load(lang):
    text = _read(lang)
    verbs = next(action for action in parser()._actions if action.dest == "verb").choices
    assert [verb for verb in verbs if not re.search(rf"`(python -m etl )?{verb}\b", text)] == []
    flags = [flag for action in verbs["load"]._actions for flag in action.option_strings if flag.startswith("--")]
    assert [flag for flag in flags if flag != "--help" and flag not in text] == []


@pytest.mark.parametrize("lang", FILES)
def test_every_measure_of_readme_exists(lang):
    named = [command.split()[3] for command in _commands(_read(lang), "python -m metrics ")]
    assert named and set(named) <= set(METRICS)


@pytest.mark.parametrize("lang", FILES)
def test_readme_calls_pages_by_their_names(lang):
    pages = [path.stem for path in (ROOT / "pages").glob("*/*.py")]
    assert [name for page in pages if (name := say(lang, f"shell.page.{page}")) not in _read(lang)] == []


@pytest.mark.parametrize("lang", FILES)
def test_every_file_that_readme_points_to_is_there(lang):
    links = re.findall(r"\]\((?!http)([^)#]+)\)", _read(lang))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_both_languages_name_the_same_commands():
    assert set(FILES) == set(languages())
    known = [re.findall(r"^```\n(.*?)^```", _read(lang), re.MULTILINE | re.DOTALL) for lang in FILES]
    blocks = [[re.sub(r" +#.*", "", block) for block in each] for each in known]
    assert blocks[0] == blocks[1]
    assert [set(_commands(_read(lang), "python -m")) for lang in FILES][0] == set(_commands(_read("ko"), "python -m"))


def test_the_lock_knows_no_place_of_one_machine():
    locks = [(ROOT / name).read_text("utf-8") for name in ("requirements.txt", "requirements-dev.txt")]
    for lock in locks:
        assert not re.search(r"file:|https?://|--index|--find-links|/tmp|/opt", lock)
    runtime, both = (set(re.findall(r"^[a-z].*==\S+", lock, re.MULTILINE)) for lock in locks)
    assert runtime <= both
