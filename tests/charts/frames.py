"""Hand-made tables, shaped as the metrics give them."""

import pandas as pd

COUNTS = pd.DataFrame(
    {
        "stage_code": ["pre", "flagship", "star", "global", "wc300"],
        "current": [18, 104, 22, 19, 0],
        "cumulative": [142, 238, 46, 41, 9],
        "new": [7, 12, 5, 3, 0],
        "quota": [20, 100, None, None, None],
    }
)
FLOWS = pd.DataFrame(
    [
        ("pre", "pre", 9),
        ("pre", "flagship", 7),
        ("pre", "left", 3),
        ("flagship", "flagship", 70),
        ("flagship", "global", 1),
        ("flagship", "closed", 2),
        ("star", "pre", 1),
        ("global", "unknown", 2),
        ("none", "flagship", 12),
        ("left", "flagship", 3),
        ("left", "left", 150),
        ("closed", "closed", 5),
    ],
    columns=["from_stage", "to_stage", "firms"],
)
STOCK = pd.DataFrame(
    [
        (2023, "pre", 20), (2023, "flagship", 80),
        (2024, "pre", 10), (2024, "flagship", 90), (2024, "star", 5),
        (2025, "pre", 15), (2025, "flagship", 100),
    ],
    columns=["year", "stage_code", "firms"],
)  # fmt: skip
REASONS = ("promotion", "graduation", "expiry", "waiver", "failure", "revocation", "closure", "merger", "relocation")
NO_EXITS = {f"exits_{reason}": 0 for reason in REASONS} | {
    "exits_to_other_stage": 0,
    "exits_expired": 0,
    "exits_unknown": 0,
}
BALANCE = pd.DataFrame(
    [
        NO_EXITS
        | {"stage_code": "flagship", "year": 2024, "opening": 90, "entries_first": 10, "entries_returning": 2}
        | {
            "entries": 12,
            "entries_from_other_stage": 3,
            "exits_waiver": 1,
            "exits_closure": 1,
            "exits_to_other_stage": 6,
        }
        | {"exits": 8, "closing": 94},
        NO_EXITS
        | {"stage_code": "flagship", "year": 2025, "opening": 94, "entries_first": 5, "entries_returning": 0}
        | {"entries": 5, "entries_from_other_stage": 5, "exits_expired": 3, "exits": 3, "closing": 96},
    ]
)
COHORTS = pd.DataFrame(
    [("pre", "1기", 10, 3, 2, 5), ("pre", "2기", 8, 0, 8, 0)],
    columns=["programme_code", "cohort", "firms", "renewed", "promoted", "neither"],
)
DISTRICTS = pd.DataFrame({"district": ["동구", "북구", "광산구"], "firms": [7, 43, 34]})
ITEMS = pd.DataFrame(
    {
        "item": ["business_no", "established_on"],
        "firms": [420, 420],
        "known": [415, 210],
        "known_share": [415 / 420, 0.5],
    }
)
