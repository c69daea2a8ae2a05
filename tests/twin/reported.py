"""By hand: a published figure beside the same count on its own day, and the first reason for a gap that can be told."""

from datetime import date

from .counts import Row, three_counts
from .spells import Book
from .stays import by_firm, stage_stays

COUNT_OF_MEASURE = {
    "flagship_firms": "flagship",
    "pre_firms": "pre",
    "star_firms": "star",
    "global_gangso_firms": "global",
    "world_class_300_firms": "wc300",
}
OTHER = {"current": "cumulative", "cumulative": "current"}


def reported_and_computed(book: Book, as_of: date) -> list[Row]:
    """For figures published by the as-of date."""
    known = [
        (figure, date.fromisoformat(figure["as_of"]), int(figure["value"]))
        for figure in book.reference.published
        if figure["measure"] in COUNT_OF_MEASURE
        and figure["count_kind"] in OTHER
        and date.fromisoformat(figure["as_of"]) <= as_of
    ]
    rows = []
    for figure, day, value in known:
        same = [(on, told) for other, on, told in known if is_alike(figure, other)]
        reason, firms = why(book, figure, day, value, same)
        computed = count_of(book, figure, day)[figure["count_kind"]]
        rows.append(
            {
                "measure": figure["measure"],
                "count_kind": figure["count_kind"],
                "as_of": day,
                "reported": value,
                "computed": computed,
                "difference": computed - value,
                "gap_reason": reason,
                "gap_firms": firms,
                "reason": figure.get("reason") or None,
                "source": figure["source"],
            }
        )
    return rows


def is_alike(figure: dict[str, str], other: dict[str, str]) -> bool:
    return (figure["measure"], figure["count_kind"]) == (other["measure"], other["count_kind"])


def count_of(book: Book, figure: dict[str, str], day: date) -> dict[str, object]:
    stage = COUNT_OF_MEASURE[figure["measure"]]
    return three_counts([stay for stay in stage_stays(book) if stay.rung == stage], day)


def why(
    book: Book, figure: dict[str, str], day: date, value: int, same: list[tuple[date, int]]
) -> tuple[str | None, int | None]:
    """The reason, and how many firms it speaks of."""
    kind, counts = figure["count_kind"], count_of(book, figure, day)
    if counts[kind] == value:
        return None, None
    falls = kind == "cumulative" and any(
        on < day and told > value or on > day and told < value for on, told in same
    )  # a cumulative count never falls
    if falls or any(on == day and told != value for on, told in same):
        return "sources_disagree", None
    if not counts["cumulative"]:
        return "no_data_yet", None
    if counts[OTHER[kind]] == value:
        return "other_count", None
    is_less = counts[kind] < value
    if is_less and (firms := renewed_only_later(book, COUNT_OF_MEASURE[figure["measure"]], day)):
        return "earlier_spells_missing", firms
    if kind == "current" and (firms := computed_ends(book, COUNT_OF_MEASURE[figure["measure"]], day, not is_less)):
        return "ends_estimated", firms
    return "not_told", None


def renewed_only_later(book: Book, stage: str, day: date) -> int:
    """Firms whose first stay that we know begins later, and as a renewal."""
    stays = by_firm([stay for stay in stage_stays(book) if stay.rung == stage])
    firsts = [min(each, key=lambda stay: stay.start) for each in stays.values()]
    return sum(first.start > day and not first.is_first for first in firsts)


def computed_ends(book: Book, stage: str, day: date, is_in: bool) -> int:
    """Firms that hold the stage on the day, or do not, by an end that nobody wrote."""
    stays, firms = by_firm([stay for stay in stage_stays(book) if stay.rung == stage]), 0
    for firm, own in stays.items():
        begun = [spell for spell in book.spells if (spell.firm, spell.stage) == (firm, stage) and spell.start <= day]
        if begun and any(stay.holds(day) for stay in own) == is_in:
            last = max(begun, key=lambda spell: (spell.end, spell.end_is_written))
            firms += not last.end_is_written
    return firms
