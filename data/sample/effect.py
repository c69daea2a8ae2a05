"""The true effect of support beside what simple comparisons of the written files would say."""

import math
from collections.abc import Sequence

from support import COACHED_PROTOTYPES, COACHING, PACKAGE, SUPPORT_YEARS, TRUE_EFFECT, Participation

AFTER = (1, 2)
Yearly = dict[tuple[str, int], int]


def true_effect(numbers: list[str], participations: list[Participation], exports: list[list[object]]) -> dict:
    """The content of true_effect.json; `numbers` are the firms' business numbers by serial."""
    yearly: Yearly = {}
    for row in exports:
        key = (str(row[1]), int(str(row[2])[:4]))
        yearly[key] = yearly.get(key, 0) + int(str(row[5]))
    return {
        "note": "가상 데이터의 참효과 / The true effect built into invented data",
        "outcome": "연간 수출액(USD)의 로그 차이 / log points of a firm's yearly exports in USD",
        "years_since_treatment": "0 = the calendar year in which the participation starts; the last value stays",
        "true_effect": {kind: {str(at): value for at, value in enumerate(by)} for kind, by in TRUE_EFFECT.items()},
        "additive": True,
        "extensive_margin": "no effect: support never turns a firm into an exporter",
        "other_effects": {COACHING: {"시제품(건)": f"expected count x {COACHED_PROTOTYPES} in years 0, 1, 2"}},
        "selection": "past yearly growth (exports for the package, sales for the coaching, over t-3 to t-1) plus noise",
        "simple_comparisons": {kind: _compare(kind, numbers, participations, yearly) for kind in (PACKAGE, COACHING)},
    }


def _change(yearly: Yearly, number: str, year: int, before: Sequence[int]) -> float | None:
    """Mean log exports of years 1 and 2 less that of the years before; None where one of them has no exports."""
    windows = [[yearly.get((number, year + at), 0) for at in span] for span in (before, AFTER)]
    if not all(all(window) for window in windows):
        return None
    first, second = (sum(map(math.log, window)) / len(window) for window in windows)
    return second - first


def _compare(kind: str, numbers: list[str], participations: list[Participation], yearly: Yearly) -> dict:
    supported = {numbers[it.serial]: it.year for it in participations if it.kind == kind}
    naive, controlled = [], []
    for year in SUPPORT_YEARS:
        treated = [number for number, since in supported.items() if since == year]
        naive += _known(_change(yearly, number, year, (-2, -1)) for number in treated)
        others = _known(_change(yearly, number, year, (-1,)) for number in numbers if number not in supported)
        usual = sum(others) / len(others)
        controlled += [it - usual for it in _known(_change(yearly, number, year, (-1,)) for number in treated)]
    truth = sum(TRUE_EFFECT[kind][at] for at in AFTER) / len(AFTER)
    before_after = sum(naive) / len(naive)
    return {
        "about": "years 1 and 2 after treatment, firms with exports in every year compared",
        "firms": len(naive),
        "true": round(truth, 4),
        "naive_before_after": round(before_after, 4),
        "naive_is": "supported firms only: years 1 and 2 against years -2 and -1",
        "naive_error": round(before_after - truth, 4),
        "less_never_supported": round(sum(controlled) / len(controlled), 4),
        "less_never_supported_is": "years 1 and 2 against year -1, less the same among firms never supported so",
    }


def _known(changes) -> list[float]:
    return [change for change in changes if change is not None]
