"""Whoever speaks to the websocket by hand, without signing in or with forged values, is told nothing of a firm."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates

from access import ROLES
from tests.browser.conftest import PAGES
from tests.browser.serving import free_port, serve
from tests.web import wire
from warehouse import open_snapshot

SECRETS = """[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "only for this test, never anywhere else"
client_id = "gangso"
client_secret = "gangso"
server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def closed(sample_home, tmp_path_factory):
    """A server with a provider that nobody can reach, so nobody has signed in."""
    folder, port = tmp_path_factory.mktemp("closed"), free_port()
    secrets = folder / "secrets.toml"
    secrets.write_text(SECRETS.format(port=port), encoding="utf-8")
    with serve(sample_home, folder / "log", "--secrets.files", str(secrets), port=port) as running:
        yield running


@pytest.fixture(scope="module")
def names(sample_home) -> list[bytes]:
    with open_snapshot(sample_home) as snapshot:
        return [name.encode() for name in snapshot.query("SELECT firm_name FROM firms")["firm_name"]]


def forged() -> WidgetStates:
    """Every hidden field and widget that carries a role or a choice, set by hand."""
    values = {"role": "admin", "chosen_role": "admin", "lang": "ko", "stages": "flagship"}
    states = [WidgetState(id=f"$$ID-{'0' * 32}-{name}", string_value=value) for name, value in values.items()]
    return WidgetStates(widgets=states)


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_receives_no_firm_whatever_is_asked(closed, names, page):
    received = wire.visit(closed.url, f"/{page}?role=admin&as_of=2018-12-31&firm=1", forged())
    assert [name.decode() for name in names if name in received] == []
    assert b"hovertemplate" not in received and b"ARROW1" not in received  # no chart, no table
    assert closed.traces() == []


def test_the_roles_that_a_link_may_name_are_none_here(closed):
    heard = {wire.visit(closed.url, f"/definitions?role={role}").count(b"metric.") for role in ROLES}
    assert heard == {0}
