"""What each role may do, read from matrix.csv."""

import csv
from functools import lru_cache
from pathlib import Path

ROLES = ("executive", "council", "analyst", "admin", "public")
SECRETARIAT = ("executive", "analyst", "admin")
READERS = {"internal": SECRETARIAT, "council": (*SECRETARIAT, "council"), "public": ROLES}  # by audience
MATRIX = Path(__file__).with_name("matrix.csv")


@lru_cache(maxsize=1)
def matrix() -> dict[tuple[str, str], dict[str, str]]:
    """The rows of matrix.csv by page and action."""
    with MATRIX.open(encoding="utf-8", newline="") as lines:
        return {(row["page"], row["action"]): row for row in csv.DictReader(lines)}


def may(role: str, page: str, action: str = "open") -> bool:
    """Whether the role may do this on the page; whatever the matrix does not name is refused."""
    return role in ROLES and matrix().get((page, action), {}).get(role) == "yes"


def may_see(role: str, audience: str) -> bool:
    """Whether the role may read what was made for this audience; nobody reads what was made for an unknown one."""
    return role in READERS.get(audience, ())
