"""What calls for a look in the last months of exports, on rows judged on paper."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from metrics.alerts import export_alerts
from metrics.errors import EmptySelection
from metrics.season_band import SETTINGS, export_band
from metrics.selection import Selection
from tests.metrics.test_exports import rows
from tests.warehouse.clean_tables import GRACE, export, snapshot_of, spell

AS_OF = date(2023, 12, 31)
YEARS, MONTHS = range(2018, 2024), range(1, 13)


def steady(name: str, usd: int, years=YEARS, months=MONTHS, **cells) -> list[dict]:
    return [export(name, f"{year}-{month:02}", usd, **cells) for year in years for month in months]


EXPORTS = [
    *steady("calm", 10_000),
    *steady("fallen", 10_000, range(2018, 2023)),
    *steady("fallen", 10_000, (2023,), range(1, 10)),
    *steady("fallen", 6_900, (2023,), range(10, 13)),  # 20,700 of a band from 21,000
    *steady("edge", 10_000, range(2018, 2023)),
    *steady("edge", 7_000, (2023,)),  # on the band's edge: not below it
    *steady("wild", 5_000, (2018,)),
    *steady("wild", 10_000, (2019, 2020)),
    *steady("wild", 20_000, (2021,)),
    *steady("wild", 30_000, (2022,)),
    *steady("wild", 1_000, (2023,)),  # its years differ so much that the band reaches down to 0
    *steady("young", 10_000, (2021, 2022)),
    *steady("young", 1, (2023,)),  # two earlier years are too few
    *steady("tiny", 3_000, range(2018, 2023)),
    *steady("tiny", 1, (2023,)),  # 9,000 in three months: a parcel decides
    *steady("silent", 10_000, range(2018, 2023)),
    *steady("silent", 10_000, (2023,), range(1, 11)),  # nothing since November
    *steady("zero", 10_000, range(2018, 2023)),
    *steady("zero", 10_000, (2023,), range(1, 11)),
    *steady("zero", 0, (2023,), (11, 12)),  # reported, and nothing sold: not late, but fallen
    *steady("seasonal", 40_000, months=(5, 6, 7, 8, 9)),  # never in winter: neither late nor fallen
    *steady("gone", 10_000, range(2018, 2022)),  # stopped long ago
    *steady("leaning", 60_000, country="CN"),
    *steady("leaning", 40_000, range(2018, 2023), country="US"),
    *steady("leaning", 40_000, (2023,), range(1, 7), country="US"),
    *steady("leaning", 10_000, (2023,), range(7, 13), country="US"),  # 720 of 1,020 thousand: over 70 % at the end
    *steady("balanced", 70_000, country="CN"),
    *steady("balanced", 30_000, country="US"),  # 70 % is not over 70 %
]
SPELLS = [spell("fallen", "pre", "2022-06-01", "2024-05-31"), spell("silent", "flagship", "2018-01-01", "2023-06-30")]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    with snapshot_of(tmp_path_factory.mktemp("alerts"), SPELLS, exports=EXPORTS) as opened:
        yield opened


def alerts(snapshot, kind: str, **asked) -> list[tuple]:
    found = export_alerts(snapshot, Selection(AS_OF, **asked), kind=kind)
    columns = ["firm_id", "value", "low", "high", "unit", "since_month", "country"]
    return rows(found.astype(object).where(found.notna(), None), *columns)


def test_three_months_below_the_band_of_earlier_years(snapshot) -> None:
    october = date(2023, 10, 1)
    assert alerts(snapshot, "below_band") == [
        ("fallen", 20_700, 21_000, 39_000, "usd", october, None),
        ("zero", 10_000, 21_000, 39_000, "usd", october, None),
    ]


def test_the_band_is_that_of_the_same_months_and_never_below_zero(snapshot) -> None:
    band = export_band(snapshot, Selection(AS_OF), firm_id="wild").set_index("month")
    last = band.loc[date(2023, 12, 1)]
    # 15, 30, 30, 60, 90 thousand: middle 30, distances 15, 0, 0, 30, 60: middle 15
    assert last[["middle_usd", "low_usd", "earlier_years"]].tolist() == [30_000, 0, 5]
    assert last["high_usd"] == pytest.approx(30_000 + 2 * 1.4826 * 15_000)
    assert band.loc[date(2021, 1, 1), "earlier_years"] == 2  # 2018's November had a file, 2017's none
    assert pd.isna(band.loc[date(2021, 1, 1), "low_usd"]) and len(band) == 36
    seasonal = export_band(snapshot, Selection(AS_OF), firm_id="seasonal").set_index("month")
    assert seasonal.loc[date(2023, 12, 1), ["three_months_usd", "middle_usd"]].tolist() == [0, 0]
    assert seasonal.loc[date(2023, 7, 1), ["three_months_usd", "middle_usd"]].tolist() == [120_000, 120_000]


def test_silent_for_longer_than_ever_before(snapshot) -> None:
    assert alerts(snapshot, "late") == [("silent", 2, None, 0, "months", date(2023, 11, 1), None)]
    in_march = export_alerts(snapshot, Selection(date(2023, 3, 31)))
    assert "seasonal" not in in_march["firm_id"].tolist()  # six months, as each winter


def test_one_market_has_more_than_the_share(snapshot) -> None:
    [(firm, value, low, high, unit, since, country)] = alerts(snapshot, "one_market")
    assert (firm, low, high, unit, country) == ("leaning", None, 0.7, "share", "CN")
    assert value == pytest.approx(720 / 1020)
    assert since == date(2023, 12, 1)  # up to November 720 of 1,050
    assert alerts(snapshot, "one_market", countries=("US",)) == []
    assert len(alerts(snapshot, "one_market", countries=("CN",))) == 1  # beside all its markets, not in this one alone


def test_a_stage_filter_keeps_todays_members_with_all_their_months(snapshot) -> None:
    found = export_alerts(snapshot, Selection(AS_OF, stages=("pre",)))
    assert rows(found, "alert_kind", "firm_id", "stage_code") == [("below_band", "fallen", "pre")]
    assert export_alerts(snapshot, Selection(AS_OF, stages=("flagship",))).empty  # silent holds nothing any more


def test_one_firm_and_nobody(snapshot) -> None:
    found = export_alerts(snapshot, Selection(AS_OF, firm_ids=("zero",)))
    assert rows(found, "alert_kind", "firm_id", "exports_usd") == [("below_band", "zero", 100_000)]
    with pytest.raises(EmptySelection):
        export_alerts(snapshot, Selection(AS_OF, firm_ids=("nobody",)))


def test_another_limit_stands_in_the_settings(tmp_path) -> None:
    rules = {"alert_band_least": 0.4, "alert_market_share": 0.5, "alert_market_usd": 50_000.0, "alert_band_width": 1.0}
    told = [{"setting": name, "value": value, "valid_from": date(2015, 1, 1)} for name, value in rules.items()]
    with snapshot_of(tmp_path, SPELLS, exports=EXPORTS, settings=[GRACE, *told]) as snapshot:
        assert [row[0] for row in alerts(snapshot, "below_band")] == ["zero", "wild"]  # fallen: from 18,000
        assert "balanced" in [row[0] for row in alerts(snapshot, "one_market")]


def test_a_gap_in_the_files_has_no_band(tmp_path) -> None:
    sold = [row for row in EXPORTS if row["month"] != date(2023, 11, 1)]
    with snapshot_of(tmp_path, SPELLS, exports=sold) as snapshot:
        assert alerts(snapshot, "below_band") == []  # the last three months do not follow each other
        assert date(2023, 10, 1) in export_band(snapshot, Selection(AS_OF), firm_id="calm")["month"].tolist()
        assert [row[:2] for row in alerts(snapshot, "late")] == [("silent", 1)]  # November has no file


def test_the_reference_says_what_the_program_takes_unless_told() -> None:
    lines = (Path(__file__).parents[2] / "data" / "reference" / "settings.csv").read_text(encoding="utf-8").splitlines()
    written = {name: float(value) for name, value, *_ in (line.split(",") for line in lines[1:])}
    assert {name: written[name] for name in SETTINGS} == SETTINGS


def test_without_exports_there_is_no_alert(tmp_path) -> None:
    with snapshot_of(tmp_path, SPELLS) as snapshot:
        assert export_alerts(snapshot, Selection(AS_OF)).empty and export_band(snapshot, Selection(AS_OF)).empty
