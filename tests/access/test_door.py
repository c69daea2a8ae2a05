"""Who is let in: hosts on the list, pages of ours, and in local mode this machine."""

import pytest

from access.door import LOCAL_HOSTS, Door, is_local_mode, known_hosts

HERE = ("127.0.0.1", 50000)


async def inside(scope, receive, send):  # never called: `refusal` is asked alone
    raise AssertionError


def ask(hosts=LOCAL_HOSTS, kind="http", method="GET", path="/", client=HERE, **headers):
    named = {"host": "localhost:8501", **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [(name.encode(), value.encode()) for name, value in named.items() if value is not None]
    scope = {"type": kind, "method": method, "path": path, "headers": lines, "client": client}
    return Door(inside, hosts).refusal(scope)


def test_this_machine_comes_in():
    assert ask() is None
    assert ask(host="127.0.0.1:8501") is None
    assert ask(host="[::1]:8501", client=("::1", 50000)) is None
    assert ask(host="LOCALHOST") is None


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "", None, "localhost@evil.example", "localhost:80:80", "localhost/x"],
)
def test_a_foreign_host_is_refused(host):
    assert ask(host=host) == 400


def test_two_hosts_are_none():
    scope = {"type": "http", "method": "GET", "path": "/", "client": HERE, "headers": [(b"host", b"localhost")] * 2}
    assert Door(inside, LOCAL_HOSTS).refusal(scope) == 400


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://localhost:9999", "localhost:8501"])
def test_a_websocket_must_come_from_our_own_page(origin):
    assert ask(kind="websocket", path="/_stcore/stream", origin=origin) == 403


def test_our_own_page_opens_a_websocket():
    assert ask(kind="websocket", path="/_stcore/stream", origin="http://localhost:8501") is None


def test_a_foreign_page_may_not_write():
    assert ask(method="PUT", path="/_stcore/upload_file/a/b", origin="http://evil.example") == 403
    assert ask(method="PUT", path="/_stcore/upload_file/a/b", origin="http://localhost:8501") is None


@pytest.mark.parametrize("client", [("192.168.0.7", 1), ("10.0.0.1", 1), ("2001:db8::1", 1), None])
def test_in_local_mode_another_machine_is_refused(client):
    assert ask(client=client) == 403
    assert ask(hosts=("dash.example.kr",), host="dash.example.kr", client=client) is None


def test_in_local_mode_a_proxy_is_refused():
    assert ask(x_forwarded_for="203.0.113.9") == 403
    assert ask(hosts=("dash.example.kr",), host="dash.example.kr", x_forwarded_for="203.0.113.9") is None


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/interact", "/_stcore/script-health-check"])
def test_closed_paths_are_not_there(path):
    assert ask(path=path) == 404


def test_the_list_of_hosts_ends_local_mode():
    assert is_local_mode({})
    assert is_local_mode({"GANGSO_HOSTS": " "})
    assert not is_local_mode({"GANGSO_HOSTS": "dash.example.kr, www.example.kr"})
    assert known_hosts({"GANGSO_HOSTS": "Dash.example.kr, www.example.kr"}) == ("dash.example.kr", "www.example.kr")
