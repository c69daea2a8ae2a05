"""After signing in people come back to the page that they asked for: sign-in by itself ends at the first page."""

from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, unquote, urlsplit

from access.headers import App, Message, Receive, Scope, Send

LEAVES, RETURNS = "/auth/login", "/oauth2callback"
COOKIE = "gangso_next"
_SECONDS = 900  # for which the provider may ask for a password and a second factor
_LONGEST = 2000  # of a link that is worth keeping


class WayBack:
    """Middleware: keeps the page that somebody leaves to sign in, and sends them there when they come back."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in (LEAVES, RETURNS):
            return await self.app(scope, receive, send)
        given = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        place = _left(given) if scope["path"] == LEAVES else _kept(given)

        async def send_back(message: Message) -> None:
            if message["type"] == "http.response.start" and 300 <= message["status"] < 400 and place:
                headers = list(message.get("headers", []))
                if scope["path"] == LEAVES:
                    headers.append((b"set-cookie", _cookie(quote(place, safe="/"), _SECONDS)))
                else:
                    headers = [(name, value) for name, value in headers if name.lower() != b"location"]
                    headers += [(b"location", place.encode("ascii")), (b"set-cookie", _cookie("", 0))]
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, send_back)


def _cookie(value: str, seconds: int) -> bytes:
    return f"{COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax".encode("ascii")


def _left(given: dict[str, str]) -> str | None:
    """The page of ours that the browser comes from."""
    try:
        here = urlsplit(given.get("referer", ""))
    except ValueError:
        return None
    if here.netloc != given.get("host"):
        return None
    return _ours(f"{here.path}?{here.query}" if here.query else here.path)


def _kept(given: dict[str, str]) -> str | None:
    try:
        cookies = SimpleCookie(given.get("cookie", ""))
    except CookieError:
        return None
    return _ours(unquote(cookies[COOKIE].value)) if COOKIE in cookies else None


def _ours(place: str) -> str | None:
    """A path of this server as it may stand in a header, None for anything else."""
    is_path = place.startswith("/") and not place.startswith(("//", "/\\")) and len(place) <= _LONGEST
    is_plain = place.isascii() and place.isprintable() and " " not in place and "\\" not in place
    return place if is_path and is_plain and not place.startswith((LEAVES, RETURNS)) else None
