"""The server: `streamlit run app.py`. Door and headers outside, the shell of web/main.py inside."""

import gc
import os
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT))  # whichever way it is started, the rooms stand beside this file

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import JSONResponse, PlainTextResponse  # noqa: E402
from starlette.routing import Route  # noqa: E402
from streamlit.file_util import get_static_dir  # noqa: E402

import warehouse  # noqa: E402
from access.door import Door, is_loopback, known_hosts  # noqa: E402
from access.headers import Headers  # noqa: E402
from access.packed import PackedStatic, own_index  # noqa: E402
from access.way_back import RETURNS, WayBack  # noqa: E402
from texts import languages, say  # noqa: E402
from web.failure import show_failure  # noqa: E402
from web.media import SignedInMedia  # noqa: E402
from web.sign_in import is_set_up  # noqa: E402

COLLECT_SECONDS = 30
UNSAFE = 64  # exit code: started in a way that would let strangers in


def refuse_strangers() -> None:
    """Without sign-in only this machine may come in: on any other address the server does not start."""
    asked = [*known_hosts(), str(st.get_option("server.address") or "0.0.0.0")]
    strange = [address for address in asked if not is_loopback(address)]
    if strange and not is_set_up():
        told = "\n".join(say(lang, "shell.sign_in.not_set_up", address=", ".join(strange)) for lang in languages())
        print(told, file=sys.stderr, flush=True)
        os._exit(UNSAFE)  # an exception would be caught by the framework, which would then listen all the same


refuse_strangers()


async def healthz(_: Request) -> PlainTextResponse:
    """The process answers."""
    return PlainTextResponse("ok")


async def readyz(_: Request) -> JSONResponse:
    """The snapshot that the pointer names is there and uploads can land; an empty folder is ready too."""
    home = warehouse.data_home()
    snapshot_id = warehouse.current_id(home)
    is_there = snapshot_id is None or (home / "warehouse" / snapshot_id / "manifest.json").is_file()
    landing = next(folder for folder in (home / "landing", *(home / "landing").parents) if folder.exists())
    is_writable = os.access(landing, os.W_OK)
    told = {"ready": is_there and is_writable, "snapshot": snapshot_id, "landing": is_writable}
    return JSONResponse(told, status_code=200 if told["ready"] else 503)


@asynccontextmanager
async def collect_in_background(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Collect garbage now and then: with runner.postScriptGC it cost 80 ms after each and every rerun."""
    gc.freeze()  # what is loaded by now stays for good: no collection need walk it
    stopped = threading.Event()

    def collect() -> None:
        while not stopped.wait(COLLECT_SECONDS):
            gc.collect()

    threading.Thread(target=collect, name="collector", daemon=True).start()
    try:
        yield {}
    finally:
        stopped.set()


routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
framework = Path(get_static_dir())
index = own_index(
    framework,
    title=say(languages()[0], "shell.product"),
    font="./app/static/pretendard-1.3.9-ks.woff2",
    icon="./app/static/icon.png",
)
middleware = [
    Middleware(Headers, index=index),
    Middleware(Door),
    Middleware(WayBack),
    Middleware(SignedInMedia),
    Middleware(
        PackedStatic,
        framework=framework,
        own=ROOT / "web" / "static",
        index=index,
        noscript={lang: say(lang, "shell.noscript") for lang in languages()},
        routes=(*(route.path for route in routes), RETURNS),
    ),
]
app = st.App(
    ROOT / "web" / "main.py",
    routes=routes,
    middleware=middleware,
    lifespan=collect_in_background,
    on_script_error=show_failure,
)
