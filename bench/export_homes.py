"""Data folders that differ only in how many export rows they hold: the sample's firms with generated exports."""

import datetime as dt
import shutil
import time
from pathlib import Path

import numpy as np
import pyarrow as pa

from bench.export_rows import COUNTRIES, HS_CODES, draw_exports
from etl import act, candidate, ledger
from warehouse import publish

FIRST_YEAR, YEARS = 2014, 12
_WAYS = ("direct", "indirect")
_MARK = "made"  # stands in a finished folder: how it was made


def make_home(folder: Path, rows: int) -> Path:
    """A published data folder with so many export rows; one that stands there already is used again."""
    home = folder / f"{rows}"
    if (home / _MARK).exists():
        return home
    shutil.rmtree(home, ignore_errors=True)
    seed = _sample(folder)
    shutil.copytree(seed, home, symlinks=True)
    uploads = ledger.live_uploads(ledger.read_ledger(home))
    assembly = candidate.gather(home, uploads)
    assembly.tables["exports"] = _exports(rows, assembly.tables["firms"])
    began = time.monotonic()
    aside = home / "warehouse" / ".candidates" / "bench"
    manifest = candidate.build(home, uploads, assembly, aside, ledger.acts(ledger.read_ledger(home)))
    publish(home, aside, manifest["id"])
    (home / _MARK).write_text(f"{rows:,} rows built in {time.monotonic() - began:.0f} s\n", encoding="utf-8")
    return home


def how_made(home: Path) -> str:
    """How long the marts took, and what they weigh."""
    size = sum(path.stat().st_size for path in (home / "warehouse").rglob("internal.duckdb"))
    return f"{(home / _MARK).read_text(encoding='utf-8').strip()}, {size / 2**20:,.0f} MB of snapshots"


def _sample(folder: Path) -> Path:
    seed = folder / "sample"
    if not (seed / "warehouse" / "current").exists():
        act.fill_sample(seed, "bench")
    return seed


def _exports(rows: int, firms: pa.Table) -> pa.Table:
    """The clean table that the etl would make of such files."""
    firms = firms.sort_by("firm_id")
    drawn = draw_exports(rows, len(firms), 12 * YEARS)
    months = [dt.date(FIRST_YEAR + at // 12, at % 12 + 1, 1) for at in range(12 * YEARS)]
    weights = np.where(drawn.dollars % 250, drawn.dollars // 9, 0).astype(np.float64)
    return pa.table(
        {
            "firm_name": _named(drawn.firm, firms["firm_name"]),
            "business_no": _named(drawn.firm, firms["business_no"]),
            "month": pa.array(months, pa.date32()).take(pa.array(drawn.month)),
            "hs_code": _named(drawn.hs, HS_CODES),
            "country": _named(drawn.country, COUNTRIES),
            "exports_usd": pa.array(drawn.dollars),
            "weight_kg": pa.array(weights, mask=weights == 0),  # one in 250 has none
            "channel": _named(drawn.way, _WAYS),
            "upload_id": _named(np.zeros(rows, np.int32), ["bench"]),
            "source_row": pa.array(np.arange(2, rows + 2)),
            "firm_id": _named(drawn.firm, firms["firm_id"]),
        }
    )


def _named(places: np.ndarray, names: list[str] | tuple[str, ...] | pa.ChunkedArray) -> pa.DictionaryArray:
    known = names.combine_chunks() if isinstance(names, pa.ChunkedArray) else pa.array(names, pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), known)
