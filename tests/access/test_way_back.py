"""Back to the page that somebody asked for before signing in, and to no other server's."""

import asyncio
from urllib.parse import quote

import pytest

from access.way_back import COOKIE, LEAVES, RETURNS, WayBack


def answer(path: str, status: int = 302, **given: str) -> dict[str, list[str]]:
    """The headers that come out for a request of this path."""

    async def app(scope, receive, send):
        headers = [(b"location", b"/"), (b"set-cookie", b"_streamlit_user=x")]
        await send({"type": "http.response.start", "status": status, "headers": headers})

    sent = []

    async def send(message):
        sent.append(message)

    headers = [(name.encode(), value.encode()) for name, value in {"host": "dash.kr", **given}.items()]
    asyncio.run(WayBack(app)({"type": "http", "path": path, "headers": headers}, None, send))
    found: dict[str, list[str]] = {}
    for name, value in sent[0]["headers"]:
        found.setdefault(name.decode(), []).append(value.decode())
    return found


def test_the_page_that_somebody_leaves_is_kept_and_found_again():
    link = "/exports?as_of=2018-12-31&districts=bukgu"
    kept = answer(LEAVES, referer=f"https://dash.kr{link}")["set-cookie"][-1]
    assert "HttpOnly" in kept and "SameSite=Lax" in kept
    back = answer(RETURNS, cookie=kept.split(";")[0])
    assert back["location"] == [link]
    assert back["set-cookie"][0] == "_streamlit_user=x" and f"{COOKIE}=; Path=/; Max-Age=0" in back["set-cookie"][1]


@pytest.mark.parametrize(
    "place",
    ["//evil.kr/x", "/\\evil.kr", "https://evil.kr/", "/a b", "/a\r\nset-cookie: x=1", "/" + "a" * 3000, LEAVES],
)
def test_no_cookie_leads_to_another_server(place):
    assert answer(RETURNS, cookie=f"{COOKIE}={quote(place, safe='')}")["location"] == ["/"]


@pytest.mark.parametrize("referer", ["https://evil.kr/exports", "", "https://[", "https://dash.kr//evil.kr/"])
def test_only_pages_of_this_server_are_kept(referer):
    assert answer(LEAVES, referer=referer)["set-cookie"] == ["_streamlit_user=x"]


def test_a_refused_sign_in_leads_nowhere():
    assert answer(RETURNS, 400, cookie=f"{COOKIE}=/exports")["location"] == ["/"]
