"""To whoever may not open a page nothing of it is sent: the first request of a fresh server is its link."""

from contextlib import closing
from pathlib import Path

import pytest

from access import ROLES, may
from tests.browser.serving import serve
from tests.web.wire import visit
from texts import say
from warehouse import open_snapshot
from web.session import OUTSIDERS, path_of

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*/*.py") if path.stem != "__init__")


@pytest.fixture(scope="module")
def secrets(sample_home) -> list[bytes]:
    """What must not be sent: firms, and the id that opens the snapshot."""
    with closing(open_snapshot(sample_home)) as snapshot:
        firms = snapshot.query("SELECT firm_id, firm_name FROM firms")
        return [text.encode() for text in {*firms["firm_id"], *firms["firm_name"], snapshot.id}]


@pytest.fixture(scope="module", params=PAGES)
def fresh(request, sample_home, tmp_path_factory):
    with serve(sample_home, tmp_path_factory.mktemp("server") / "log") as server:
        yield request.param, server


def test_a_cold_deep_link_sends_nothing_to_a_role_without_right(fresh, secrets):
    page, server = fresh
    for role in sorted(ROLES, key=lambda role: may(role, page)):  # the first request comes from one who may not
        sent = visit(server.url, path_of(page, {"role": role}))
        refused = say("ko", "shell.not_allowed", role=say("ko", f"shell.role.{role}")).encode()
        assert (refused in sent) is not may(role, page), role
        if role in OUTSIDERS:
            assert [secret for secret in secrets if secret in sent] == [], role
        elif not may(role, page):
            assert b"plotly_chart" not in sent
            assert b"arrow_data_frame" not in sent
    assert server.traces() == []
