"""Write the invented sample: `python data/sample/generate.py [folder]`, byte for byte the same each time.

가상 데이터 / Invented data: no firm, number or amount in it is real. Needs nothing but Python.
"""

import csv
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from applications import APPLICATION_HEADER, application_rows, applications
from benchmarks import BENCHMARK_HEADER, benchmark_rows
from council import INSTITUTION_HEADER, TARGET_HEADER, institution_rows, target_rows
from effect import true_effect
from exports import EXPORT_HEADER, export_rows
from firms import FIRM_HEADER, firm_rows, invent_firms
from ladder import DESIGNATION_HEADER, Ladder, designation_rows
from names import with_legal_form
from outcomes import OUTCOME_HEADER, outcome_rows
from support import SUPPORT_HEADER, Support, support_rows


def write(path: Path, header: list[str], rows: Iterable[Iterable[object]]) -> None:
    """A CSV as Korean offices exchange it: UTF-8 with the byte order mark that their spreadsheet asks for."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def generate(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    firms = invent_firms()
    history = Ladder(firms).play()
    write(folder / "firms.csv", FIRM_HEADER, firm_rows(firms))
    write(folder / "designations.csv", DESIGNATION_HEADER, designation_rows(firms, history, with_legal_form))
    applied = application_rows(firms, applications(firms, history), with_legal_form)
    write(folder / "applications.csv", APPLICATION_HEADER, applied)
    support = Support(firms, history)
    participations = support.choose()
    exports = export_rows(firms, support, with_legal_form)
    write(folder / "participation.csv", SUPPORT_HEADER, support_rows(firms, participations, with_legal_form))
    write(folder / "exports.csv", EXPORT_HEADER, exports)
    write(folder / "benchmarks.csv", BENCHMARK_HEADER, benchmark_rows(exports))
    write(folder / "outcomes.csv", OUTCOME_HEADER, outcome_rows(firms, history, support, with_legal_form))
    effect = true_effect([firm.business_no for firm in firms], participations, exports)
    (folder / "true_effect.json").write_text(
        json.dumps(effect, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n"
    )
    write(folder / "targets.csv", TARGET_HEADER, target_rows())
    write(folder / "institutions.csv", INSTITUTION_HEADER, institution_rows())


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
