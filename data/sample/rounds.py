"""When the invented programmes chose firms: one round per cohort, one per extension."""

import datetime as dt
from dataclasses import dataclass

STAGES = ("pre", "flagship", "star", "global", "wc300")
# programme: (name in the file, stage, term in years, who designates)
PROGRAMMES = {
    "pre": ("PRE-명품강소기업", "pre", 2, "광주광역시"),
    "flagship": ("명품강소기업", "flagship", 3, "광주광역시"),
    "star": ("스타기업", "star", 3, "중소벤처기업부"),
    "innovation_leader": ("지역혁신선도기업", "star", 3, "중소벤처기업부"),
    "global": ("글로벌강소기업", "global", 4, "중소벤처기업부"),
    "global_1000": ("글로벌강소기업 1000+", "global", 2, "중소벤처기업부"),
    "wc300": ("월드클래스300", "wc300", 5, "KIAT"),
    "wc_plus": ("월드클래스플러스", "wc300", 5, "KIAT"),
}


@dataclass(frozen=True)
class Round:
    programme: str
    cohort: str
    day: dt.date
    picks: int = 0  # new firms; 0 where `fill` decides
    fill: int = 0  # stock of the stage after the round
    renewed: float = 0.0  # share of the contestants that stays on
    ahead: int = 1  # a spell that ends up to so many days later is contested already
    precision: str = "day"
    until: dt.date | None = None  # set for an extension: its written end

    @property
    def stage(self) -> str:
        return PROGRAMMES[self.programme][1]


def _on(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _city_rounds() -> list[Round]:
    """The two programmes under a quota, filled up to a stock."""
    flagship = (
        ("1기", "2015-03-02", 36, 0.0, 1), ("2기", "2016-01-04", 60, 0.0, 1), ("3기", "2017-01-02", 76, 0.0, 1),
        ("4기", "2017-07-03", 90, 0.0, 1), ("5기", "2018-03-05", 88, 0.6, 1), ("6기", "2018-10-01", 100, 0.0, 1),
        ("7기", "2019-02-01", 98, 0.62, 1), ("8기", "2020-01-01", 98, 0.7, 1), ("9기", "2021-03-05", 86, 0.6, 1),
        ("10기", "2022-02-01", 85, 0.58, 1), ("11기", "2023-01-01", 79, 0.5, 1), ("12기", "2024-01-01", 80, 0.55, 90),
        ("13기", "2025-01-01", 80, 0.6, 45), ("14기", "2025-08-26", 80, 0.0, 1),
    )  # fmt: skip
    pre = (
        ("1기", "2015-06-01", 12, 0.0, 1), ("2기", "2016-11-01", 20, 0.0, 1), ("3기", "2018-11-01", 20, 0.3, 1),
        ("4기", "2020-03-02", 20, 0.0, 1), ("5기", "2021-07-26", 20, 0.3, 100), ("6기", "2022-07-14", 20, 0.3, 1),
        ("7기", "2023-09-22", 20, 0.5, 1), ("8기", "2024-07-25", 20, 0.5, 1), ("9기", "2025-09-22", 19, 0.5, 1),
    )  # fmt: skip
    precision = {"11기": "year", "13기": "month"}  # as the reference of cohorts knows them, or a little better
    rows = [("flagship", *row, precision.get(row[0], "day")) for row in flagship] + [
        ("pre", *row, "day") for row in pre
    ]
    return [
        Round(programme, cohort, _on(day), fill=fill, renewed=renewed, ahead=ahead, precision=known)
        for programme, cohort, day, fill, renewed, ahead, known in rows
    ]


def _ministry_rounds() -> list[Round]:
    """The programmes of the ministries: a number of firms a year."""
    rounds = []
    for cohort, (day, picks) in enumerate((("2018-05-02", 15), ("2019-04-15", 10), ("2020-04-20", 10),
                                           ("2021-04-12", 10), ("2022-03-21", 7)), start=1):  # fmt: skip
        rounds.append(Round("star", f"{cohort}기", _on(day), picks=picks))
    for cohort, (day, picks) in enumerate((("2022-06-02", 4), ("2023-05-22", 7),
                                           ("2024-05-20", 7), ("2025-05-19", 6)), start=1):  # fmt: skip
        rounds.append(Round("innovation_leader", f"{cohort}기", _on(day), picks=picks, renewed=0.25, ahead=420))
    picks_by_year = dict(zip(range(2014, 2023), (4, 4, 5, 5, 5, 3, 3, 2, 2), strict=True))
    for year, picks in picks_by_year.items():
        precision = "month" if year <= 2016 else "day"
        day = dt.date(year, 5, 1 if precision == "month" else 8 + year % 7)
        rounds.append(Round("global", f"{year - 2010}기", day, picks=picks, precision=precision))
    for cohort, (day, picks) in enumerate((("2023-04-03", 4), ("2024-04-01", 5), ("2025-04-07", 5)), start=1):
        rounds.append(Round("global_1000", f"{cohort}기", _on(day), picks=picks, renewed=0.45, ahead=420))
    for day, picks, precision in (("2014-01-01", 1, "year"), ("2015-01-01", 2, "year"), ("2016-04-28", 1, "day"),
                                  ("2017-05-11", 1, "day"), ("2018-06-28", 1, "day")):  # fmt: skip
        rounds.append(Round("wc300", "", _on(day), picks=picks, precision=precision))
    for day, renewed in (("2021-09-01", 0.7), ("2022-09-01", 0.7), ("2023-07-03", 0.7),
                         ("2024-07-01", 0.0), ("2025-06-30", 0.0)):  # fmt: skip
        rounds.append(Round("wc_plus", "", _on(day), picks=1, renewed=renewed, ahead=200))
    return rounds


def _extensions() -> list[Round]:
    """연장: the same programme goes on without a contest, to a written end."""
    rows = (
        ("pre", "2017-06-01", "2018-05-31", 0.6), ("pre", "2020-11-01", "2021-10-31", 0.75),
        ("flagship", "2020-07-03", "2021-03-04", 0.7), ("flagship", "2021-10-01", "2022-01-31", 0.8),
        ("star", "2021-05-02", "2023-05-01", 0.5), ("star", "2022-04-15", "2024-04-14", 0.4),
    )  # fmt: skip
    return [Round(programme, "", _on(day), renewed=share, until=_on(until)) for programme, day, until, share in rows]


ROUNDS = sorted([*_city_rounds(), *_ministry_rounds(), *_extensions()], key=lambda it: (it.day, STAGES.index(it.stage)))
