"""The door as it stands in a running server: headers, refusals, packed files."""

import base64
import gzip
import hashlib
import http.client
import re

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.browser.serving import Server, serve

PAGES = ["/", "/progression", "/upload", "/definitions"]


class Asked:
    """A server that is asked request by request."""

    def __init__(self, server: Server) -> None:
        self.address = server.url
        self.port = int(server.url.rsplit(":", 1)[1])

    def ask(self, path: str, **headers: str) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        line.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        answer.body = answer.read()
        line.close()
        return answer


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("door")
    with serve(folder / "home", folder / "log") as served:
        yield Asked(served)


@pytest.mark.parametrize("path", [*PAGES, "/healthz", "/_stcore/health", "/_stcore/metrics", "/app/static/icon.png"])
def test_every_answer_carries_the_headers(server, path):
    headers = server.ask(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe-eval" not in policy.replace("wasm-unsafe-eval", "")
    assert "unsafe-inline" not in policy.split("style-src")[0]


def test_a_refusal_carries_the_headers_too(server):
    refused = server.ask("/", Host="evil.example")
    assert (refused.status, refused.body) == (400, b"")
    assert refused.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", PAGES)
def test_the_policy_allows_exactly_the_inline_scripts_of_the_page(server, path):
    answer = server.ask(path)
    scripts = re.findall(rb"<script>(.*?)</script>", answer.body, re.DOTALL)
    wanted = {base64.b64encode(hashlib.sha256(script).digest()).decode() for script in scripts}
    assert set(re.findall(r"'sha256-([^']+)'", answer.headers["Content-Security-Policy"])) == wanted


@pytest.mark.parametrize(("query", "lang"), [("", "ko"), ("?lang=ko", "ko"), ("?lang=en", "en"), ("?lang=%3Cx", "ko")])
def test_the_page_says_its_language_before_anything_runs(server, query, lang):
    for path in PAGES:
        page = server.ask(path + query).body.decode()
        assert f'<html lang="{lang}">' in page
        assert "<title>강소사다리</title>" in page
        assert "_stcore/agent" not in page


def test_nothing_of_the_page_is_fetched_from_elsewhere(server):
    assert re.findall(rb"(?:src|href)=\"(?:https?:)?//[^\"]*", server.ask("/").body) == []


def test_closed_paths_are_not_there(server):
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp"):
        assert server.ask(path).status == 404


def test_what_the_front_end_needs_is_there(server):
    assert server.ask("/_stcore/health").status == 200
    config = server.ask("/_stcore/host-config")
    assert (config.status, b'"allowedOrigins":[]' in config.body.replace(b" ", b"")) == (200, True)


def test_scripts_go_out_packed_and_may_be_kept_for_good(server):
    script = re.search(r'src="\./(static/js/index[^"]+\.js)"', server.ask("/").body.decode()).group(1)
    packed = server.ask(f"/{script}", Accept_Encoding="gzip, br")
    plain = server.ask(f"/{script}")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "immutable" in packed.headers["Cache-Control"]
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2
    assert server.ask(f"/{script}", Accept_Encoding="gzip", If_None_Match=packed.headers["ETag"]).status == 304


def test_the_font_and_its_licence_are_served_by_us(server):
    font = server.ask("/app/static/pretendard-1.3.9-ks.woff2")
    assert (font.status, font.headers["Content-Type"], font.body[:4]) == (200, "font/woff2", b"wOF2")
    assert len(font.body) < 800_000
    assert b"SIL Open Font License" in server.ask("/app/static/pretendard-LICENSE.txt").body


def test_no_path_leads_out_of_the_static_folder(server):
    for path in ("/app/static/../main.py", "/app/static/%2e%2e/main.py", "/static/..%2f..%2fapp.py"):
        assert b"import" not in server.ask(path).body


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example"])
def test_a_foreign_websocket_is_refused(server, origin):
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", origin=origin, subprotocols=["streamlit"])
    assert refused.value.response.status_code == 403


def test_our_own_websocket_opens(server):
    with connect(f"ws://127.0.0.1:{server.port}/_stcore/stream", origin=server.address, subprotocols=["streamlit"]):
        pass


def test_health_and_readiness_of_an_empty_folder(server):
    assert server.ask("/healthz").body == b"ok"
    assert server.ask("/readyz").body == b'{"ready":true,"snapshot":null,"landing":true}'


def test_a_pointer_to_nothing_is_not_ready(tmp_path):
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "current").write_text("2026-01-01-1\n")
    with serve(tmp_path, tmp_path / "log") as served:
        assert Asked(served).ask("/readyz").status == 503
        assert Asked(served).ask("/healthz").status == 200
