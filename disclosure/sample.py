"""A release of the invented sample's own, so that what outsiders see can be looked at from the first day."""

import datetime
from contextlib import closing
from pathlib import Path

import warehouse
from disclosure.facts import MEASURES, TOTAL
from disclosure.plan import Tell
from disclosure.release import Wish, publish

SPLITS = (TOTAL, "stage", "market_group")  # what outsiders' slides show; industry beside them takes ten times as long
_WHOLE_YEARS = "SELECT year FROM export_months WHERE month_end = make_date(year, 12, 31) ORDER BY year"


class NotTheSample(warehouse.WarehouseFault):
    """The folder holds no sample, or data of somebody's own: what leaves it is for a person to decide."""

    code = "not_the_sample"


def release_sample(home: Path, who: str, tell: Tell = lambda *_: None) -> tuple[str, Wish] | None:
    """Release every whole year of the sample; returns the release's id and what it holds, None where one stands.

    Raises NotTheSample, NoSnapshot and its kin, OSError.
    """
    if any(not line["withdrawn"] for line in warehouse.list_releases(home)):
        return None
    with closing(warehouse.open_snapshot(home)) as snapshot:
        years = [int(year) for year in snapshot.query(_WHOLE_YEARS)["year"]]
        if not (snapshot.manifest.get("is_sample") and years):
            raise NotTheSample()
        wish = Wish(snapshot.id, datetime.date(years[-1], 12, 31), MEASURES, tuple(years), SPLITS)
    return publish(home, wish, None, who, tell), wish
