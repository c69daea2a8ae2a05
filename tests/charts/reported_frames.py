"""A hand-made table of announced figures, shaped as the metric gives it; the chart that draws it."""

from datetime import date

import pandas as pd

from charts.reported import reported_and_computed_dots

PAIRS = pd.DataFrame(
    [
        ("flagship_firms", "current", date(2018, 12, 31), 100, 100, 0, None, None, None, "city"),
        ("global_gangso_firms", "cumulative", date(2021, 5, 31), 32, 28, -4, "sources_disagree", None, None, "etnews"),
        ("pre_firms", "current", date(2021, 5, 31), 4, 5, 1, "ends_estimated", 2, None, "press <i>"),
        ("star_firms", "cumulative", date(2021, 5, 31), 2, 1, -1, "other_count", None, "시가 <b>따로</b> 셈", "press"),
        ("world_class_300_firms", "cumulative", date(2018, 12, 31), 6, 6, 0, None, None, None, "city"),
    ],
    columns=["measure", "count_kind", "as_of", "reported", "computed", "difference", "gap_reason", "gap_firms",
             "reason", "source"],
)  # fmt: skip
DRAWN_REPORTED = {reported_and_computed_dots: (PAIRS,)}
