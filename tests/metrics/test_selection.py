"""The default day, and what a filter means."""

from datetime import date

from metrics.selection import Selection, default_as_of
from tests.warehouse.clean_tables import snapshot_of, spell


def test_the_default_day_is_the_last_of_the_data_and_never_after_today(tmp_path) -> None:
    with snapshot_of(tmp_path, [spell("a", "pre", "2019-03-01"), spell("b", "pre", "2018-01-01")]) as snapshot:
        assert default_as_of(snapshot, date(2026, 1, 1)) == date(2019, 3, 1)
        assert default_as_of(snapshot, date(2019, 2, 28)) == date(2019, 2, 28)


def test_without_data_the_default_day_is_today(tmp_path) -> None:
    with snapshot_of(tmp_path, []) as snapshot:
        assert default_as_of(snapshot, date(2026, 1, 1)) == date(2026, 1, 1)


def test_a_selection_is_equal_by_value_and_knows_whether_it_leaves_firms_out() -> None:
    assert Selection(date(2020, 1, 1)) == Selection(date(2020, 1, 1))
    assert Selection(date(2020, 1, 1), years=(2019,)).is_of_all_firms
    assert not Selection(date(2020, 1, 1), districts=("bukgu",)).is_of_all_firms
