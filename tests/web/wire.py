"""What a browser is sent, byte for byte: one visit over the websocket, without a browser."""

from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetStates
from websockets.sync.client import connect

PATIENCE = 60  # seconds: two cores may be busy with other tests


def visit(address: str, link: str, widgets: WidgetStates | None = None) -> bytes:
    """Everything that a first visit to this link receives, with these widgets set, until the script has ended."""
    parts = urlsplit(link)
    ask = BackMsg()
    ask.rerun_script.query_string = parts.query
    ask.rerun_script.page_name = parts.path.strip("/")
    if widgets:
        ask.rerun_script.widget_states.CopyFrom(widgets)
    received = b""
    stream = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    with connect(stream, origin=address, subprotocols=["streamlit"], max_size=None) as line:
        line.send(ask.SerializeToString())
        while True:
            data = line.recv(timeout=PATIENCE)
            received += data
            message = ForwardMsg()
            message.ParseFromString(data)
            if message.WhichOneof("type") == "script_finished":
                return received
