"""What the extract page hands out: a snapshot's Parquet in one archive, one table, the meaning of its columns."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import streamlit as st

from texts import has, say
from web.large_table import FIRST_ROWS
from web.safe import safe_html

_KINDS = {"VARCHAR": "text", "DATE": "date", "DOUBLE": "number", "BIGINT": "whole", "INTEGER": "whole",
          "HUGEINT": "whole", "BOOLEAN": "yes_no"}  # fmt: skip


def zip_of(folder: Path, lang: str) -> bytes:
    """Every Parquet file with the data dictionary, the manifest, and a note on how to read them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # Parquet is compressed already
        archive.writestr("README.txt", say(lang, "extract.readme", snapshot=folder.name))
        archive.write(folder / "manifest.json", "manifest.json")
        for path in sorted((folder / "parquet").iterdir()):
            archive.write(path, f"parquet/{path.name}")
    return out.getvalue()


def load_table(folder: Path, name: str, known: Mapping[str, object], *, most: bool = False) -> pa.Table:
    """One table of a snapshot, or its first rows. Raises KeyError for a table that is not among the known ones."""
    if name not in known:
        raise KeyError(name)
    file = pq.ParquetFile(folder / "parquet" / f"{name}.parquet")
    if not most:
        return file.read()
    first = next(file.iter_batches(FIRST_ROWS), None)
    return pa.Table.from_batches([first] if first is not None else [], file.schema_arrow)


def show_columns(lang: str, columns: Mapping[str, str], heads: Mapping[str, str], helps: Mapping[str, str]) -> None:
    """The data dictionary of one table: name in programs, kind, meaning."""
    parts = []
    for name, kind in columns.items():
        word = _KINDS.get(kind)
        told = say(lang, f"extract.kind.{word}") if word and has(lang, f"extract.kind.{word}") else kind
        parts.append(
            f"<div><dt>{safe_html(heads[name])} <code>{safe_html(name)}</code></dt>"
            f"<dd>{safe_html(helps.get(name, ''))}<small>{safe_html(told)}</small></dd></div>"
        )
    st.html(f"<dl class='columns'>{''.join(parts)}</dl>")
