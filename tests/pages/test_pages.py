"""Every page × language × role, on the sample and on an empty folder, run in-process.

AppTest renders whatever it is told to, so who may open what is proved in tests/browser/test_doors.py, not here.
"""

import pytest
from streamlit.testing.v1 import AppTest

from access import ROLES, may
from tests.conftest import ROOT
from texts import languages, say
from web import session
from web.session import DEFAULT_LANG

PAGES = sorted(path.relative_to(ROOT / "pages").as_posix() for path in (ROOT / "pages").glob("*/*.py"))


def start(home, monkeypatch, **link: str) -> AppTest:
    """The shell as a visitor with this link meets it."""
    return _sent(home, monkeypatch, link).run()


def visit(home, monkeypatch, page: str, **link: str) -> AppTest:
    """The same, with a link to this page."""
    app = _sent(home, monkeypatch, link)
    return app.run() if page.endswith(f"/{session.FIRST_PAGE}.py") else go_to(app, page)


def _sent(home, monkeypatch, link: dict[str, str]) -> AppTest:
    monkeypatch.setenv("GANGSO_DATA", str(home))
    app = AppTest.from_file(str(ROOT / "web" / "main.py"), default_timeout=60)
    for name, value in link.items():
        app.query_params[name] = value
    return app


def go_to(app: AppTest, page: str) -> AppTest:
    """The same visitor on another page."""
    return app.switch_page(f"../pages/{page}").run()


def words(app: AppTest) -> str:
    """Everything that the page says in its own words."""
    told = [*app.title, *app.header, *app.subheader, *app.markdown, *app.info, *app.error, *app.caption]
    return "\n".join([str(each.value) for each in told] + [each.proto.body for each in app.get("html")])


def accidents(app: AppTest) -> list[str]:
    """Boxes of accidents: Streamlit's own, and the sentence that web/failure.py puts in their place."""
    return [box.value for box in app.exception] + [box.value for box in app.error]


# English of every day: who may open most and who may open least. The others: make test-long.
OFTEN = [(lang, role) for lang in languages() for role in ROLES if lang == DEFAULT_LANG or role in ("admin", "public")]
ASKED = [
    pytest.param(lang, role, marks=() if (lang, role) in OFTEN else pytest.mark.long)
    for lang in languages()
    for role in ROLES
]


@pytest.mark.parametrize(("lang", "role"), ASKED)
def test_each_role_meets_each_page_without_an_accident(sample_home, monkeypatch, lang, role):
    app = start(sample_home, monkeypatch, lang=lang, role=role)
    for page in PAGES:
        name = page.split("/")[1].removesuffix(".py")
        if name == session.FIRST_PAGE and role in session.OUTSIDERS:
            name = session.RELEASED_PAGE  # they are led there
        said = words(go_to(app, page))
        assert accidents(app) == [], page
        assert say(lang, f"shell.page.{name}") in said, page
        closed = say(lang, "shell.not_allowed", role=say(lang, f"shell.role.{role}"))
        assert (closed in said) is not may(role, name), page


@pytest.mark.parametrize("lang", languages())
def test_each_page_says_how_to_begin_while_there_is_nothing(tmp_path, monkeypatch, lang):
    app = start(tmp_path / "empty", monkeypatch, lang=lang)
    for page in PAGES:
        said = words(go_to(app, page))
        assert accidents(app) == [], page
        assert not page.startswith("executive/") or say(lang, "shell.empty.title") in said, page


LINKS = [
    {"as_of": "2018-12-31"},
    {"as_of": "2014-03-03"},  # the very beginning: nothing to compare with
    {"stages": "wc300", "districts": "donggu"},  # hardly anybody
    {"districts": "outside", "as_of": "2015-01-01"},  # probably nobody
    {"as_of": "2031-01-01"},  # nobody knows yet: a sentence, no figures
    {"as_of": "soon", "stages": "moon", "snapshot": "../../etc"},  # nonsense
]


@pytest.mark.parametrize("link", LINKS, ids=str)
def test_no_link_however_odd_ends_in_an_accident(sample_home, monkeypatch, link):
    for page in PAGES:
        app = visit(sample_home, monkeypatch, page, **link)
        assert not any("Traceback" in word or say("ko", "shell.failure.unforeseen", reference="")[:12] in word
                       for word in accidents(app)), (page, accidents(app))  # fmt: skip
