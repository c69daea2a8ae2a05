"""Files that a page offered are for who has signed in: whoever was only told the address gets nothing."""

import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.requests import cookie_parser
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from access.people import RolesUnreadable, claim_of_roles, listed_roles, person_of
from web.sign_in import is_set_up

MEDIA = "/media/"
_COOKIE = "_streamlit_user"
Scope = MutableMapping[str, Any]


class SignedInMedia:
    """Middleware: 403 for a file's address without a sign-in that stands; in local mode nobody signs in."""

    def __init__(self, app: Callable[..., Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Callable, send: Callable) -> None:
        asks = scope["type"] == "http" and scope["path"].startswith(MEDIA)
        if not asks or not is_set_up() or _is_somebody(scope["headers"]):
            return await self.app(scope, receive, send)
        await send({"type": "http.response.start", "status": 403, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})


def _is_somebody(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether the cookie of the sign-in names a person with a role whose token has not ended."""
    given = "; ".join(value.decode("latin-1") for name, value in headers if name.lower() == b"cookie")
    claims = _claims(cookie_parser(given))
    try:
        person = person_of(claims, listed_roles(), claim_of_roles())
    except RolesUnreadable:
        return False
    return bool(claims.get("is_logged_in")) and person.role is not None and not person.is_expired


def _claims(cookies: dict[str, str]) -> dict[str, Any]:
    secret = get_cookie_secret()

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return decode_signed_value(secret, name, value.encode("latin-1")) if value else None

    try:
        written = json.loads(get_cookie_with_chunks(one, _COOKIE) or b"{}")
    except ValueError:
        return {}
    return written if isinstance(written, dict) else {}
