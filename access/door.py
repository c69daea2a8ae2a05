"""Who may knock: known hosts only, our own pages only, and in local mode this machine only."""

import ipaddress
import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from access.headers import App, Message, Receive, Scope, Send

LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
# Answer anyone by default and say how the server is doing or offer another way in.
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
# What a proxy adds. In local mode there is none: one that stands there would pass strangers off as this machine.
_FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")
_READS = ("GET", "HEAD", "OPTIONS")


def known_hosts(environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Names under which the server may be asked: GANGSO_HOSTS (commas), else this machine only."""
    named = tuple(host.strip().lower() for host in environ.get("GANGSO_HOSTS", "").split(",") if host.strip())
    return named or LOCAL_HOSTS


def is_local_mode(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether only this machine may come in, so that whoever sits at it chooses the role."""
    return known_hosts(environ) == LOCAL_HOSTS


class Door:
    """Middleware: refuses foreign hosts (400), foreign pages and machines (403), closed paths (404)."""

    def __init__(self, app: App, hosts: tuple[str, ...] | None = None) -> None:
        self.app = app
        self.hosts = hosts or known_hosts()
        self.is_local = self.hosts == LOCAL_HOSTS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        refusal = self.refusal(scope)
        if refusal is None:
            return await self.app(scope, receive, send)
        await _refuse(scope, receive, send, refusal)

    def refusal(self, scope: Scope) -> int | None:
        """The status to refuse with, or None to let in."""
        given = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        hosts = [value for name, value in given if name == "host"]
        if len(hosts) != 1 or _name_of(hosts[0]) not in self.hosts:
            return 400
        if self.is_local and (not _is_this_machine(scope) or any(name in _FORWARDED for name, _ in given)):
            return 403
        origins = [value for name, value in given if name == "origin"]
        if not _is_ours(scope, hosts[0], origins):
            return 403
        return 404 if scope["path"].startswith(CLOSED) else None


def _name_of(host: str) -> str | None:
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port  # raises when it is no number
    except ValueError:
        return None
    bare = not (parts.path or parts.query or parts.fragment or "@" in host)
    return parts.hostname if bare else None


def is_loopback(address: str) -> bool:
    """Whether a host or address means this machine alone."""
    try:
        return address == "localhost" or ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _is_this_machine(scope: Scope) -> bool:
    client = scope.get("client")
    return client is not None and is_loopback(client[0])


def _is_ours(scope: Scope, host: str, origins: list[str]) -> bool:
    """Whether the asking page is ours: a websocket and a write must say so, a read may keep silent."""
    if not origins:
        return scope["type"] == "http"  # a form of another site always sends its Origin
    origin = urlsplit(origins[0])
    same = len(origins) == 1 and origin.scheme in ("http", "https") and origin.netloc.lower() == host.lower()
    return same or (scope["type"] == "http" and scope["method"] in _READS)


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int) -> None:
    kind = "http" if scope["type"] == "http" else "websocket.http"
    if kind == "websocket.http":
        await receive()  # the connect that is being refused
        if "websocket.http.response" not in scope.get("extensions", {}):
            return await send({"type": "websocket.close", "code": 1008})
    start: Message = {"type": f"{kind}.response.start", "status": status, "headers": [(b"content-length", b"0")]}
    await send(start)
    await send({"type": f"{kind}.response.body", "body": b""})
