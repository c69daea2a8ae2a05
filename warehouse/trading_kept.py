"""What a cursor keeps of the selection that it was last asked about, where markets or products are chosen.

A page asks ten questions about the same rows: each would look for them anew among all those that are not chosen. What
passes (passing_per_firm and so on) is found once and stands in a table of the cursor's own; the macro that questions
name then looks past its argument. For a question about two selections, and where all markets and products are asked
for, it looks at all.
"""

from typing import NamedTuple


class Kept(NamedTuple):
    """One such table: the macros that read it, how it is made, and where the first of them looks."""

    read_by: tuple[str, ...]
    making: str
    of_the_kept: str
    of_all: str

    def is_read_by(self, sql: str) -> bool:
        """Whether the question names one of the macros."""
        return any(name in sql for name in self.read_by)


FIRMS_OF_ALL = "CREATE OR REPLACE TEMP MACRO exports_per_firm(selection) AS TABLE FROM passing_per_firm(selection)"
KEPT = (
    Kept(
        ("exports_per_firm(", "yearly_per_firm("),
        "CREATE OR REPLACE TEMP TABLE kept_exports AS FROM passing_per_firm($selection)",
        "CREATE OR REPLACE TEMP MACRO exports_per_firm(selection) AS TABLE FROM kept_exports",
        FIRMS_OF_ALL,
    ),
    Kept(
        (" yearly_per_market(",),
        "CREATE OR REPLACE TEMP TABLE kept_markets AS FROM passing_yearly_per_market($selection)",
        "CREATE OR REPLACE TEMP MACRO yearly_per_market(selection) AS TABLE FROM kept_markets",
        """
        CREATE OR REPLACE TEMP MACRO yearly_per_market(selection) AS TABLE
        FROM passing_yearly_per_market(selection)
        """,
    ),
    Kept(
        (" yearly_per_product(",),
        "CREATE OR REPLACE TEMP TABLE kept_products AS FROM passing_yearly_per_product($selection)",
        "CREATE OR REPLACE TEMP MACRO yearly_per_product(selection) AS TABLE FROM kept_products",
        """
        CREATE OR REPLACE TEMP MACRO yearly_per_product(selection) AS TABLE
        FROM passing_yearly_per_product(selection)
        """,
    ),
)
