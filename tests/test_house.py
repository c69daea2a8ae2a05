"""The house of ARCHITECTURE holds: who may import whom, where things stand, how long they are, how SQL is written."""

from pathlib import Path

import pytest

from tests.house_rules import foreign_imports, too_long, unnamed_libraries, words_in_code, wrong_places
from tests.sql_rules import pasted_sql, sql_in_pages

ROOT = Path(__file__).parents[1]
RULES = [foreign_imports, wrong_places, too_long, unnamed_libraries, words_in_code, pasted_sql, sql_in_pages]

# A room stands here from the day it landed. Taking one away is a decision: DECISIONS.md, then this line.
LANDED = [
    *("access", "charts", "data/sample", "desk", "etl", "metrics", "pages", "reports", "tests", "texts", "warehouse"),
    "web",
]
AT_THE_DOOR = ["app.py", "Makefile", ".ci/run", "requirements.txt", "requirements-dev.txt", "README.md", "README.ko.md"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(rule):
    found = rule(ROOT)
    assert not found, "\n".join(found)


def test_no_room_that_landed_has_disappeared():
    assert [room for room in LANDED if not any((ROOT / room).glob("*"))] == []
    assert [name for name in AT_THE_DOOR if not (ROOT / name).is_file()] == []


PLANTED = [
    # (rule, file, text, word that the sentence must hold)
    (foreign_imports, "charts/bars.py", "import duckdb\n", "charts must not use duckdb"),
    (foreign_imports, "charts/bars.py", "from metrics.stages import stage_counts\n", "must not import metrics.stages"),
    (foreign_imports, "charts/bars.py", "import plotly.express as px\n", "plotly.express"),
    (foreign_imports, "charts/bars.py", "from plotly import express\n", "plotly.express"),
    (foreign_imports, "metrics/x.py", "def f():\n    import streamlit as st\n", "streamlit"),
    (foreign_imports, "metrics/x.py", "import importlib\nimportlib.import_module('etl.read')\n", "must not import etl"),
    (foreign_imports, "metrics/x.py", "from importlib import import_module as m\nm('streamlit')\n", "streamlit"),
    (foreign_imports, "metrics/x.py", "__import__('etl')\n", "must not import etl"),
    (foreign_imports, "metrics/x.py", "import importlib\nimportlib.import_module(name)\n", "nobody can read"),
    (foreign_imports, "metrics/x.py", "exec(source)\n", "nobody can read"),
    (foreign_imports, "metrics/x.py", "from ..etl import read\n", "must not import etl"),
    (foreign_imports, "metrics/x.py", "from texts import say\n", "must not import texts"),
    (foreign_imports, "web/x.py", "from metrics.stages import stage_counts\n", "must not import metrics.stages"),
    (foreign_imports, "web/x.py", "from metrics import METRICS\n", "must not import metrics.METRICS"),
    (foreign_imports, "pages/executive/x.py", "import etl\n", "must not import etl"),
    (foreign_imports, "pages/analyst/x.py", "from pages.executive import overview\n", "never imported"),
    (foreign_imports, "pages/executive/x.py", "import pandas as pd\n", "pandas"),
    (foreign_imports, "warehouse/x.py", "import texts\n", "must not import texts"),
    (foreign_imports, "app.py", "from web import main\n", "must not import web"),
    (foreign_imports, "cellar/x.py", "x = 1\n", "no room cellar"),
    (wrong_places, "pages/overview.py", "x = 1\n", "section"),
    (wrong_places, "web/pages/overview.py", "x = 1\n", "open door"),
    (wrong_places, "web/desk.py", "x = 1\n", "hides the room desk"),
    (wrong_places, "etl/utils.py", "x = 1\n", "utils"),
    (wrong_places, "etl/csv_helpers.py", "x = 1\n", "helpers"),
    (wrong_places, "etl/read/csv/dialect.py", "x = 1\n", "deeper"),
    (too_long, "etl/read.py", "x = 1\n" * 301, "301 lines"),
    (too_long, "pages/executive/x.py", "x = 1\n" * 121, "121 lines"),
    (too_long, "etl/read.py", "def f():\n" + "    x = 1\n" * 40, "f has 41 lines"),
    (unnamed_libraries, "etl/read.py", "from polars import read_csv\n", "does not name polars"),
    (words_in_code, "pages/executive/x.py", "title = '개요'\n", "word in code"),
    (words_in_code, "charts/x.py", "def f(n):\n    return f'{n}개사'\n", "word in code"),
    (pasted_sql, "metrics/x.py", "q = f'SELECT a FROM {t}'\n", "f-string"),
    (pasted_sql, "metrics/x.py", "q = f'select a from {t} where x'\n", "f-string"),
    (pasted_sql, "metrics/x.py", "q = 'SELECT a FROM ' + t\n", "+"),
    (pasted_sql, "metrics/x.py", "q = 'SELECT a FROM ' + t + ' LIMIT 1'\n", "+"),
    (pasted_sql, "metrics/x.py", "q = 'SELECT a FROM t'\nq += ' WHERE x = ' + v\n", "+"),
    (pasted_sql, "metrics/x.py", "q = 'CREATE TABLE %s AS' % t\n", "%"),
    (pasted_sql, "metrics/x.py", "q = 'drop table {}'.format(t)\n", "format"),
    (pasted_sql, "metrics/x.py", "q = 'SELECT a FROM t'.replace('t', u)\n", "replace"),
    (pasted_sql, "metrics/x.py", "q = ' '.join(['SELECT a FROM', t])\n", "join"),
    (pasted_sql, "metrics/x.py", "c.execute(f'{verb} {t}')\n", "f-string"),
    (pasted_sql, "etl/x.py", "con.sql(head + tail)\n", "+"),
    (sql_in_pages, "pages/executive/x.py", "q = 'SELECT a FROM t'\n", "SQL in a page"),
]


@pytest.mark.parametrize(("rule", "file", "text", "sentence"), PLANTED, ids=lambda v: getattr(v, "__name__", None))
def test_a_planted_fault_is_found(tmp_path, rule, file, text, sentence):
    _write(tmp_path / "requirements.in", "plotly==1\npandas\n")
    for room in ("etl", "metrics", "texts", "web"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "__init__.py").touch()
    _write(tmp_path / file, text)
    assert any(sentence in found for found in rule(tmp_path)), rule(tmp_path)


def test_what_is_allowed_is_left_alone(tmp_path):
    _write(tmp_path / "requirements.in", "streamlit==1 # why\nplotly\npython-calamine\n")
    _write(
        tmp_path / "etl/read.py",
        "import python_calamine\nfrom warehouse import build\nfrom etl.cells import clean\nfrom . import cells\n",
    )
    _write(tmp_path / "metrics/__main__.py", "from texts import say\nfrom access import may\n")
    _write(tmp_path / "metrics/__init__.py", "import importlib\nimportlib.import_module(f'{__name__}.stages')\n")
    _write(tmp_path / "metrics/stages.py", "SQL = '''SELECT a FROM t WHERE b = $b'''\nwords = ' → '.join(x)\n")
    _write(
        tmp_path / "pages/analyst/upload.py", '"""업로드"""\nimport streamlit as st\nimport etl\nfrom web import x\n'
    )
    _write(tmp_path / "charts/bars.py", "import plotly.graph_objects as go\nlabel = f'{a} + {b}'  # 개사\n")
    _write(
        tmp_path / "metrics/x.py", 'def f():\n    """' + "A line.\n" * 60 + '"""\n    return f"{1} chosen from it"\n'
    )
    assert [found for rule in RULES for found in rule(tmp_path)] == []


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
