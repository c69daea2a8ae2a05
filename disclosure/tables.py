"""The tables of a release that no snapshot has as they are: released figures, and how firms left without the reason."""

from collections.abc import Iterable

import pyarrow as pa

from disclosure.plan import Plan

FIGURES = "released_figures"

# Why a named firm left is nobody's business outside: every way but up is one. They keep names and columns of the marts.
MASKED = {
    "stage_exits": """
SELECT
  firm_id,
  stage_code,
  rank,
  entered_on,
  exited_on,
  CASE WHEN exit_kind = 'to_other_stage' THEN exit_kind ELSE 'unknown' END AS exit_kind
FROM written
""",
    "firm_states": """
SELECT
  firm_id,
  CASE WHEN rank IS NULL THEN 'left' ELSE state END AS state,
  rank,
  starts_on,
  ends_on
FROM written
""",
}


def figures_of(plans: Iterable[Plan]) -> dict[str, pa.Array]:
    """Columns of released_figures: a row per measure, year, dimension and code.

    value (whole; nothing where hidden), firms (with a value above 0; nothing where hidden), is_suppressed, reason
    (few, dominant, derivable; nothing where shown). The rest of a table, its hidden cells together, is the total less
    what is shown: it stands in every reader's table, so it is no secret.
    """
    cells = [cell for each in plans for cell in each.cells]
    shown = [cell if cell.hidden is None else None for cell in cells]
    return {
        "measure": pa.array([cell.measure for cell in cells], pa.string()),
        "year": pa.array([cell.period for cell in cells], pa.int64()),
        "dimension": pa.array([cell.dimension for cell in cells], pa.string()),
        "code": pa.array([cell.code for cell in cells], pa.string()),
        "value": pa.array([cell and round(cell.value) for cell in shown], pa.int64()),
        "firms": pa.array([cell and cell.firms for cell in shown], pa.int64()),
        "is_suppressed": pa.array([cell is None for cell in shown], pa.bool_()),
        "reason": pa.array([cell.hidden for cell in cells], pa.string()),
    }
