"""Static files packed once at start: 23 MB of scripts go out as 7, and index.html speaks the reader's language."""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

from access.headers import App, Receive, Scope, Send

_PACKS = (".js", ".css", ".json", ".svg", ".txt", ".wasm", ".ttf")
_SMALLEST = 500  # bytes: below, the gzip header eats the gain
_LANG = re.compile(r'<html lang="[^"]*"')
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
_PRELOAD = re.compile(r'href="[^"]*SourceSans[^"]*"')
_AGENT = re.compile(r'\s*<!--(?:(?!-->).)*?-->\s*<link rel="service-desc"[^>]*/>', re.DOTALL)
_ICON = re.compile(r'href="\./favicon\.png"')
_FOREVER = "public, max-age=31536000, immutable"  # the name changes when the content does
_ASK_AGAIN = "no-cache"
mimetypes.add_type("font/woff2", ".woff2")


@dataclass(frozen=True)
class Packed:
    """One file, ready to go out."""

    body: bytes
    is_gzip: bool
    kind: str
    cache: str
    tag: str


def pack(path: Path, cache: str, body: bytes | None = None) -> Packed:
    """The file's bytes, gzipped where that pays."""
    raw = path.read_bytes() if body is None else body
    is_gzip = path.suffix in _PACKS and len(raw) > _SMALLEST
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind == "application/javascript":
        kind += "; charset=utf-8"
    tag = f'"{hashlib.sha256(raw).hexdigest()[:16]}"'
    return Packed(gzip.compress(raw, 6, mtime=0) if is_gzip else raw, is_gzip, kind, cache, tag)


def own_index(framework: Path, title: str, font: str, icon: str) -> str:
    """Streamlit's index.html with our name, icon and font, and without a word about its agent API."""
    index = (framework / "index.html").read_text(encoding="utf-8")
    index = _TITLE.sub(f"<title>{title}</title>", _AGENT.sub("", index))
    return _ICON.sub(f'href="{icon}"', _PRELOAD.sub(f'href="{font}"', index))


def pack_folder(folder: Path, prefix: str, cache: str) -> dict[str, Packed]:
    """Every file under the folder by the path it is asked for."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {f"{prefix}/{path.relative_to(folder).as_posix()}": pack(path, cache) for path in files}


class PackedStatic:
    """Middleware: answers for Streamlit's and our own static files and for index.html; the rest goes on."""

    def __init__(
        self, app: App, framework: Path, own: Path, index: str, noscript: dict[str, str], routes: tuple[str, ...]
    ) -> None:
        self.app = app
        self.routes = routes
        self.files = {
            **pack_folder(framework / "static", "/static", _FOREVER),
            **pack_folder(own, "/app/static", _FOREVER),
        }
        self.pages = {lang: _page_in(index, lang, words) for lang, words in noscript.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self.find(scope)
        if found is None:
            return await self.app(scope, receive, send)
        asked = dict(scope["headers"])
        status = 304 if asked.get(b"if-none-match") == found.tag.encode() else 200
        headers = {"cache-control": found.cache, "etag": found.tag, "vary": "accept-encoding"}
        if status == 200:
            headers |= {"content-type": found.kind, "content-length": str(len(found.body))}
            headers |= {"content-encoding": "gzip"} if found.is_gzip else {}
        lines = [(name.encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": lines})
        silent = status == 304 or scope["method"] == "HEAD"
        await send({"type": "http.response.body", "body": b"" if silent else found.body})

    def find(self, scope: Scope) -> Packed | None:
        """The packed file this request asks for, if it can take it as packed."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return None
        found = self.files.get(scope["path"]) or self._page(scope)
        takes_gzip = b"gzip" in dict(scope["headers"]).get(b"accept-encoding", b"")
        return found if found and (takes_gzip or not found.is_gzip) else None

    def _page(self, scope: Scope) -> Packed | None:
        name = scope["path"].removeprefix("/")
        if "/" in name or "." in name or name.startswith("_") or scope["path"] in self.routes:
            return None  # only "/" and "/<page>" are pages
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
        return self.pages.get(asked) or next(iter(self.pages.values()))


def _page_in(index: str, lang: str, words: str) -> Packed:
    page = _LANG.sub(f'<html lang="{lang}"', index)
    page = _NOSCRIPT.sub(f"<noscript><p>{words}</p></noscript>", page)
    return pack(Path("index.html"), _ASK_AGAIN, page.encode())
