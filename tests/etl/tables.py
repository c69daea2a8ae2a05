"""Tables typed in a test, read by the real reader and put together as the builder does, without a data folder."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from etl.act import SEED
from etl.assemble import Assembly, assemble
from etl.clean import clean
from etl.decode import Sheet, decode
from etl.money import Part
from etl.recognise import recognise


@dataclass
class Upload:
    """One upload: a header and rows as a person types them."""

    id: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    source: str | None = None
    given: dict[str, str] = field(default_factory=dict)


def read(upload: Upload) -> tuple[str, str, list[dict]]:
    """Source, layout and clean rows of an upload whose cells can all be read."""
    sheet = Sheet(None, [list(upload.head), *(list(row) for row in upload.rows)])
    recognised = recognise([sheet], upload.source, given=upload.given)
    cleaned = clean(recognised, upload.given)
    assert not cleaned.rejected_rows, cleaned.findings
    return recognised.contract.name, recognised.layout, cleaned.table(upload.id).to_pylist()


@cache
def seed() -> dict[str, list[dict]]:
    """The clean rows of data/reference, by source."""
    rows = {}
    for path in sorted(SEED.glob("*.csv")):
        cleaned = clean(recognise(decode(path.read_bytes()).sheets, path.stem), {})
        rows[path.stem] = cleaned.table(f"seed-{path.stem}").to_pylist()
    return rows


def assembled(*uploads: Upload, parts: dict[str, list[Part]] | None = None) -> Assembly:
    """The clean tables of the seed and these uploads, in this order; `parts` come by period."""
    rows = defaultdict(list, {source: list(each) for source, each in seed().items()})
    layouts = {f"seed-{source}": "" for source in rows}
    for upload in uploads:
        source, layouts[upload.id], clean_rows = read(upload)
        rows[source] += clean_rows
    return assemble(rows, layouts, parts or {})


def table(made: Assembly, name: str) -> list[dict]:
    """One clean table as rows."""
    return made.tables[name].to_pylist()


def told(made: Assembly, upload: str) -> list[str]:
    """The codes of what was found in an upload, corrections left out."""
    return [finding.code for finding in made.findings[upload] if finding.severity != "correction"]
