"""What a browser is sent, byte for byte: a visit over the websocket, without a browser."""

import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from websockets.sync.client import connect

from web.session import IN_LINK

PATIENCE = 60  # seconds: two cores may be busy with other tests


def visit(address: str, link: str, widgets: WidgetStates | None = None) -> bytes:
    """Everything that a first visit to this link receives, with these widgets set, until the script has ended."""
    with Line(address) as line:
        line.open(link, widgets)
        return line.received


class Line:
    """One visitor's open line. What is set stays set; `elements` are those that stand there by now."""

    def __init__(self, address: str) -> None:
        self.address, self.received = address, b""
        self.elements: list[Element] = []
        self.deltas: list[Delta] = []  # all that was ever drawn
        self._fragments: dict[str, str] = {}
        self._session, self._set = "", WidgetStates()
        self._link, self._open = urlsplit("/"), ExitStack()

    def __enter__(self) -> Self:
        stream = f"ws://{urlsplit(self.address).netloc}/_stcore/stream"
        opened = connect(stream, origin=self.address, subprotocols=["streamlit"], max_size=None)
        self._line = self._open.enter_context(opened)
        return self

    def __exit__(self, kind: type | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._open.close()

    def open(self, link: str, widgets: WidgetStates | None = None) -> None:
        """Go to the link."""
        self._link, self._set, self.elements = urlsplit(link), widgets or WidgetStates(), []
        self._run()

    def choose(self, key: str, **value: Any) -> None:
        """Set the widget of this key (string_value=…) as a browser would: its part of the page runs again."""
        chosen = self.id_of(key)
        self._keep(chosen, **value)
        self._run(self._fragments.get(chosen, ""))

    def press(self, key: str) -> None:
        """Press a button: its part of the page runs again."""
        pressed = self.id_of(key)
        self._run(self._fragments.get(pressed, ""), WidgetState(id=pressed, trigger_value=True))

    def offered(self, name: str) -> list[str]:
        """Keys of the buttons that give the table of this name as a file now."""
        open_ = {_key(each) for each in self.elements if not each.download_button.disabled}
        return sorted(open_ & {f"csv_{name}", f"xlsx_{name}"})

    def take(self, key: str) -> bytes:
        """What a download button gives."""
        (button,) = (each.download_button for each in self.elements if _key(each) == key)
        return self.fetch(self.made(button.deferred_file_id) if button.HasField("deferred_file_id") else button.url)

    def made(self, file_id: str, session: str | None = None) -> str:
        """Where the file stands that the server makes when it is asked for; nothing where it is refused."""
        ask = BackMsg()
        ask.backend_operation_request.request_id = "1"
        ask.backend_operation_request.session_id = self._session if session is None else session
        ask.backend_operation_request.deferred_file.file_id = file_id
        self._line.send(ask.SerializeToString())
        for message in self._messages():
            if message.WhichOneof("type") == "backend_operation_response":
                return message.backend_operation_response.deferred_file.url
        return ""

    def fetch(self, path: str) -> bytes:
        """The bytes at a path of this server."""
        with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
            return answer.read()

    def of(self, kind: str) -> list[Message]:
        """The elements of a kind that stand on the page."""
        return [getattr(each, kind) for each in self.elements if each.WhichOneof("type") == kind]

    def everything_pressed(self, words: str = "forged") -> WidgetStates:
        """Every widget that stands here as somebody would forge it: buttons pressed, boxes ticked, words written."""
        values = {"button": {"trigger_value": True}, "checkbox": {"bool_value": True},
                  "text_input": {"string_value": words}, "text_area": {"string_value": words}}  # fmt: skip
        found = {_id(each): each.WhichOneof("type") for each in self.elements if _key(each) not in IN_LINK}
        made = [WidgetState(id=name, **values[kind]) for name, kind in found.items() if name and kind in values]
        return WidgetStates(widgets=made)

    def id_of(self, key: str) -> str:
        """The id that the server gave to the widget of this key."""
        found = {_id(each) for each in self.elements if _key(each) == key}
        assert len(found) == 1, f"{key}: {sorted(found)}"
        return found.pop()

    @property
    def keys(self) -> set[str]:
        """Keys of the widgets that stand on the page."""
        return {_key(each) for each in self.elements} - {""}

    @property
    def buttons(self) -> set[str]:
        """Keys of the buttons among them."""
        return {_key(each) for each in self.elements if each.WhichOneof("type") == "button"} - {""}

    def _keep(self, widget: str, **value: Any) -> None:
        others = [each for each in self._set.widgets if each.id != widget]
        self._set = WidgetStates(widgets=[*others, WidgetState(id=widget, **value)])

    def _run(self, fragment: str = "", *once: WidgetState) -> None:
        ask = BackMsg()
        ask.rerun_script.query_string, ask.rerun_script.page_name = self._link.query, self._link.path.strip("/")
        ask.rerun_script.fragment_id = fragment
        ask.rerun_script.widget_states.widgets.extend([*self._set.widgets, *once])
        if not fragment:
            self.elements = []
        self._line.send(ask.SerializeToString())
        for message in self._messages():
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self._session = message.new_session.initialize.session_id
            if kind == "delta":
                self.deltas.append(message.delta)
            if kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                self.elements.append(message.delta.new_element)
                self._fragments[_id(message.delta.new_element)] = message.delta.fragment_id
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return

    def _messages(self) -> Iterator[ForwardMsg]:
        while True:
            data = self._line.recv(timeout=PATIENCE)
            self.received += data
            message = ForwardMsg()
            message.ParseFromString(data)
            yield message


def _id(element: Element) -> str:
    return getattr(getattr(element, element.WhichOneof("type") or "empty"), "id", "")


def _key(element: Element) -> str:
    """$$ID-<hash>-<key>"""
    parts = _id(element).split("-", 2)
    return parts[2] if len(parts) == 3 and parts[0] == "$$ID" and parts[2] != "None" else ""
