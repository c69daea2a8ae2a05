"""What a page asks for: a proposal from bytes in memory, and the same files again with another word about them."""

import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from access import record
from etl import remembered, worker
from etl.act import discard, quiet
from etl.layouts import as_text
from etl.mapping import layout_said, of_this_file
from etl.proposal import Incoming, Proposal


def propose_bytes(
    home: Path, files: Iterable[tuple[str, bytes]], by: str, *, on_phase: Callable[[str], None] = quiet
) -> Proposal:
    """What loading these files (name, bytes) would do. Nothing of them is left outside the data folder."""
    folder = Path(tempfile.mkdtemp(prefix="gangso-upload-"))
    try:
        incoming = []
        for number, (name, content) in enumerate(files):
            path = folder / str(number)  # never the file's own name: it may be "../../etc/cron.d/x"
            path.write_bytes(content)
            incoming.append(Incoming(str(path), name))
        return worker.propose(home, incoming, by, on_phase=on_phase)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def propose_mapped(
    home: Path,
    old: Proposal,
    by: str,
    at: int,
    *,
    remember: bool,
    on_phase: Callable[[str], None] = quiet,
    **answers: Any,
) -> Proposal:
    """The same files, the one `at` this place read by the layout that a person's answers make (etl.mapping)."""
    layout = layout_said(**answers)
    given = {**old.incoming[at].given, **of_this_file(layout.source, answers["given"])}
    if remember:
        remembered.remember(home, layout)
        record(home, by, "remember_layout", layout=layout.name)
    return propose_again(home, old, by, at=at, on_phase=on_phase, layout=as_text(layout), source=None, given=given)


def propose_again(
    home: Path,
    old: Proposal,
    by: str,
    *,
    at: int | None = None,
    skip_bad_rows: bool = False,
    on_phase: Callable[[str], None] = quiet,
    **said: object,
) -> Proposal:
    """The same files, with other things said (source, given) of the one `at` this place; replaces the old proposal."""
    own = remembered.remembered(home)
    if said.get("layout") in own:
        said["layout"] = own[said["layout"]]
    incoming = [replace(file, **said) if number == at else file for number, file in enumerate(old.incoming)]
    new = worker.propose(home, incoming, by, skip_bad_rows=skip_bad_rows, on_phase=on_phase)
    discard(home, old.id)
    return new
