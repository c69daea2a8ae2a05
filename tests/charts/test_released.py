"""A released table as bars: hidden cells say why and have no value, what is hidden together is pale."""

import pandas as pd

from charts.released import released_bars, released_message
from charts.theme import Look
from texts import say

KO = Look("ko", names={"held": {"flagship": "명품강소기업", "pre": "PRE", "star": "스타기업"}})
RELEASED = pd.DataFrame(
    [
        (2018, "flagship", 87_000_000, 50, False, None),
        (2018, "pre", None, None, True, "derivable"),
        (2018, "star", None, None, True, "few"),
        (2018, "rest", 6_000_000, None, False, None),
    ],
    columns=["year", "code", "value", "firms", "is_suppressed", "reason"],
).astype({"value": "Int64", "firms": "Int64"})
DRAWN_RELEASED = {released_bars: (RELEASED, "exports_usd", "stage")}


def test_a_hidden_cell_is_hatched_and_says_why_and_its_value_is_nowhere():
    (bars,) = released_bars(RELEASED, "exports_usd", "stage", KO).data
    drawn = dict(zip(bars.y, zip(bars.marker.pattern.shape, bars.text, strict=True), strict=True))
    assert drawn["스타기업"] == ("/", f"<b>{say('ko', 'release.hidden')}</b>  {say('ko', 'release.reason.few')}")
    assert drawn["명품강소기업"] == ("", "<b>87</b>") and drawn[say("ko", "release.rest")] == ("", "<b>6</b>")
    assert (
        len({length for name, length in zip(bars.y, bars.x, strict=True) if drawn[name][0]}) == 1
    )  # a stub tells nothing


def test_the_message_counts_the_hidden_cells_and_not_their_sum():
    message = released_message(RELEASED, 93_000_000, "exports_usd", "stage", KO)
    assert "3칸 가운데 2칸 비공개" in message and "93" in message
    whole = released_message(RELEASED.head(1), 87_000_000, "exports_usd", "stage", KO)
    assert "1칸 모두 공개" in whole
