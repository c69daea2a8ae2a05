"""Hand-made tables of moves, renewals and waits; the charts that draw them."""

from datetime import date

import pandas as pd

from charts.matrix import stage_overlap_matrix, stage_transitions_matrix
from charts.renewals import renewal_rates_dots
from charts.waits import time_to_next_stage_steps

MOVES = pd.DataFrame(
    [
        ("none", "pre", 3, None, 3, None, None),  # three: too few for a share
        ("pre", "pre", 14, 0.7, 20, 0.48, 0.85),
        ("pre", "flagship", 6, 0.3, 20, 0.15, 0.52),
        ("flagship", "left", 10, 1.0, 10, 0.72, 1.0),
        ("moon", "moon", 5, 1.0, 5, 0.57, 1.0),  # a stage that this palette does not know
    ],
    columns=["from_stage", "to_stage", "firms", "share", "base", "ci_low", "ci_high"],
)
OVERLAP = pd.DataFrame(
    [("pre", "pre", 19), ("pre", "star", 0), ("star", "pre", 0), ("star", "star", 36), ("star", "global", 6)]
    + [("global", "star", 6), ("global", "global", 4)],
    columns=["stage_code", "other_stage_code", "firms"],
)
RATES = pd.DataFrame(
    [
        ("star", "star", "1기", 15, 15, 12, 9, 8, 3, 4, 8 / 15, 0.3, 0.75),
        ("star", "innovation_leader", "1기", 9, 4, 0, None, 1, 0, 3, None, None, None),  # four ended: too few
        ("star", "innovation_leader", "2기", 16, 0, 0, None, 0, 0, 0, None, None, None),  # none ended: not drawn
    ],
    columns=["stage_code", "programme_code", "cohort", "firms", "ended", "with_applications", "applied"]
    + ["renewed", "promoted", "left", "renewal_rate", "ci_low", "ci_high"],
)
WHOLE = pd.DataFrame(
    [("star", 40, 19, 12, 9, 9, 3, 7, 9 / 19, 0.27, 0.68)],
    columns=["stage_code", "firms", "ended", "with_applications", "applied", "renewed", "promoted", "left"]
    + ["renewal_rate", "ci_low", "ci_high"],
)
CURVES = pd.DataFrame(
    [
        ("pre", "promoted", 0.999, 12, 4, 4 / 12, 0.13, 0.68),
        ("pre", "promoted", 3.001, 6, 2, 0.5, 0.24, 0.84),
        ("pre", "left", 1.999, 8, 2, 1 / 6, 0.04, 0.51),
        ("star", "promoted", 2.0, 3, 1, None, None, None),  # fewer than ten firms: not drawn
    ],
    columns=["stage_code", "outcome", "years", "at_risk", "firms", "probability", "ci_low", "ci_high"],
)
FOLLOWED = pd.DataFrame(
    [("pre", 0.999, 0.0)] * 4 + [("pre", 1.999, 0.0)] * 2 + [("pre", 3.001, 0.0)] * 2 + [("pre", 4.998, 1.5)] * 4
    + [("star", 2.0, 0.0)],
    columns=["stage_code", "years", "entry_years"],
)  # fmt: skip
MEDIANS = pd.DataFrame(
    [("pre", 12, 6, 2, 4, 3.001, 0.999, None), ("star", 1, 1, 0, 0, None, None, None)],
    columns=["stage_code", "firms", "promoted", "left", "censored", "median_years", "ci_low", "ci_high"],
)
BREAKS = pd.DataFrame(
    [("star", "star", "innovation_leader", date(2025, 1, 1)), ("global", "global", "global_1000", date(2023, 1, 1))],
    columns=["stage_code", "programme_code", "successor", "succeeded_on"],
)
DRAWN_MOVES = {
    stage_transitions_matrix: (MOVES,),
    stage_overlap_matrix: (OVERLAP,),
    renewal_rates_dots: (RATES, WHOLE),
    time_to_next_stage_steps: (CURVES, FOLLOWED, "promoted"),
}
