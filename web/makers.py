"""Makers of files that a browser asks for later: they give while the visit that drew the button stands."""

from collections.abc import Callable

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from access import may
from web.session import Visit


class NotGiven(Exception):
    """A file that is asked for without the reason that it needs, or after the sign-in or the visit has ended."""


def while_open(visit: Visit, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """The same maker, for as long as its visitor's line is open and their role may take files. Raises NotGiven.

    Streamlit keeps a closed line's makers for two minutes, in case it comes back, and asks them for whoever has the id.
    """
    context = get_script_run_ctx()
    session_id = context.session_id if context else ""

    def made() -> bytes:
        is_open = not runtime.exists() or runtime.get_instance().is_active_session(session_id)
        if not is_open or not may(visit.role, visit.page, "download"):
            raise NotGiven(visit.page)
        return make()

    return made
