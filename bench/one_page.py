"""One visitor on one page, in this process or over a server's websocket: what a change of filters costs."""

import os
import time
from pathlib import Path
from types import TracebackType
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1 import AppTest
from websockets.sync.client import connect

from tests.browser.serving import Server
from warehouse import Snapshot
from warehouse.answers import Answers

ROOT = Path(__file__).parents[1]
_CARRIERS = ("market", "product", "exporter", "districts")
_PATIENCE = 300  # seconds
_TICK = os.sysconf("SC_CLK_TCK")


class Page:
    """A page in this process; nothing that was asked before is kept when it changes."""

    def __init__(self, home: Path, page: str) -> None:
        self._home = str(home)
        self._app = AppTest.from_file(str(ROOT / "web" / "main.py"), default_timeout=_PATIENCE)
        self._here()
        self._app.run()
        self._app.switch_page(f"../pages/executive/{page}.py").run()
        _Questions.record()

    def change(self, link: dict[str, str]) -> dict[str, float]:
        """Seconds of CPU that the new filters cost: the questions, and everything."""
        self._here()
        for name in _CARRIERS:
            self._app.text_input(key=name).set_value(link.get(name, ""))
        self._app.session_state["visit"].snapshot._answers = Answers()
        _Questions.cpu, began = 0.0, time.process_time()
        self._app.run()
        taken = time.process_time() - began
        told = [
            str(each.value) for each in (*self._app.exception, *self._app.error, *self._app.warning, *self._app.info)
        ]
        assert not told, told
        return {"questions": _Questions.cpu, "page": taken}

    def _here(self) -> None:
        os.environ["GANGSO_DATA"] = self._home


class _Questions:
    """The CPU of all questions asked."""

    cpu = 0.0
    _is_recording = False

    @classmethod
    def record(cls) -> None:
        if cls._is_recording:
            return
        cls._is_recording, ask = True, Snapshot._run

        def asked(self: Snapshot, *question: object) -> object:
            began = time.process_time()
            try:
                return ask(self, *question)
            finally:
                cls.cpu += time.process_time() - began

        Snapshot._run = asked


class Wire:
    """The same page as a browser has it, without a browser: one session of a server."""

    def __init__(self, server: Server, page: str) -> None:
        self._server, self._page = server, page
        self._fields: dict[str, str] = {}  # name → id of the field that carries it
        self._script = ""

    def __enter__(self) -> "Wire":
        stream = f"ws://{self._server.url.removeprefix('http://')}/_stcore/stream"
        self._line = connect(stream, origin=self._server.url, subprotocols=["streamlit"], max_size=None)
        self._ask({})
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._line.close()

    def change(self, link: dict[str, str]) -> dict[str, float]:
        """Seconds until the new filters' page has been sent: CPU of the server, and on the clock."""
        cpu, began = _cpu(self._server.pid), time.perf_counter()
        sent = self._ask(link)
        taken = {"wall": time.perf_counter() - began, "CPU": _cpu(self._server.pid) - cpu}
        for name in (name for name in link if name != "districts"):
            assert f"trade_{name}_{link[name]}".encode() in sent, f"{link} is not set"
        assert self._server.traces() == []
        return taken

    def _ask(self, link: dict[str, str]) -> bytes:
        ask = BackMsg()
        ask.rerun_script.query_string = urlencode(link)
        ask.rerun_script.page_name = "" if self._script else self._page
        ask.rerun_script.page_script_hash = self._script
        for name, field in self._fields.items():
            ask.rerun_script.widget_states.widgets.add(id=field, string_value=link.get(name, ""))
        self._line.send(ask.SerializeToString())
        received = b""
        while True:
            data = self._line.recv(timeout=_PATIENCE)
            received += data
            if self._read(data) == "script_finished":
                return received

    def _read(self, data: bytes) -> str:
        message = ForwardMsg()
        message.ParseFromString(data)
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self._script = message.navigation.page_script_hash
        elif kind == "delta" and message.delta.new_element.WhichOneof("type") == "text_input":
            field = message.delta.new_element.text_input
            if field.label in _CARRIERS:
                self._fields[field.label] = field.id
        return kind


def _cpu(pid: int) -> float:
    """Seconds of CPU that the process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK
