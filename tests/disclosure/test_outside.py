"""What a member of the council can work out from all that the browser and its files gave, over several releases."""

import datetime
import shutil
from collections.abc import Mapping

import pytest

import warehouse
from charts.released import KINDS
from disclosure import MEASURES, Wish, propose, publish
from disclosure.facts import facts_of
from disclosure.plan import Rules
from metrics.selection import default_as_of
from tests.browser.serving import serve
from tests.disclosure.outsider import REST, Outsider, Public, attack, written_amounts
from tests.disclosure.town import AS_OF, publish_town, secrets
from texts import say
from texts.columns import names_in

CAREFUL = ("staff", "exports_usd")
PLANTED = "rnd_krw"
YEAR = 2024
PROTECT = 0.15


def release(home, *measures: str, year: int = YEAR, as_of: datetime.date = AS_OF) -> str:
    wish = Wish(warehouse.current_id(home), as_of, measures, (year,))
    return publish(home, wish, propose(home, wish).seal, "kim")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A town with a release that hides nothing, and two careful ones between which firms were put elsewhere."""
    place = tmp_path_factory.mktemp("town") / "home"
    publish_town(place, "2025-01-10-1", is_later=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("disclosure.release.rules_of", lambda _: Rules(1, 1.0, 0.0))
        release(place, PLANTED)
    release(place, *CAREFUL)
    publish_town(place, "2025-02-10-1", is_later=True)
    release(place, *CAREFUL)
    return place


def cells_by_name(home, release_id: str) -> dict[str, dict[str, str]]:
    """By dimension the code of each cell's name: who sits in the council knows what it is called."""
    with warehouse.open_release(home, release_id) as opened:
        names = names_in("ko", warehouse.reference_rows(opened))
    words = {say("ko", f"release.{each}"): each for each in (REST, "unknown")}
    return {each: {name: code for code, name in names.get(kind, {}).items()} | words for each, kind in KINDS.items()}


def read_all(home, log) -> Outsider:
    """Somebody of the council who has opened every release, choice, table and file."""
    reader = Outsider({code: say("ko", f"measure.{code}") for code in MEASURES})
    with serve(home, log) as server:
        for line in reversed(warehouse.list_releases(home)):
            reader.read(server.url, line["id"], cells_by_name(home, line["id"]))
        assert server.traces() == []
    return reader


@pytest.fixture(scope="module")
def outsider(home, tmp_path_factory):
    return read_all(home, tmp_path_factory.mktemp("server") / "log")


@pytest.fixture(scope="module")
def public(home) -> list[Public]:
    return lists(home)


def lists(home) -> list[Public]:
    """The designations as each release's day knew them: they are published in full."""
    return [lists_of(home, line["id"]) for line in reversed(warehouse.list_releases(home))]


def lists_of(home, release_id: str) -> Public:
    with warehouse.open_release(home, release_id) as opened:
        firms = opened.query(
            "SELECT firm_id, district_code AS district, industry_code AS industry, section AS industry_section "
            "FROM firms LEFT JOIN industries USING (industry_code)"
        ).fillna("unknown")
        held = opened.query("SELECT firm_id, year(month) AS y, month(month) AS m, stage_code FROM stage_months")
    (line,) = [each for each in warehouse.list_releases(home) if each["id"] == release_id]
    stages = {row[:3]: row[3] for row in held.itertuples(index=False, name=None)}
    places = firms.set_index("firm_id").to_dict("index")
    return Public(release_id, datetime.date.fromisoformat(line["as_of"]), places, stages)


def recovered(outsider: Outsider, public: list[Public], measure: str, year: int, truths: Mapping) -> list[str]:
    attacker, parts = attack(outsider.shown, public, measure, year)
    return attacker.recovered({firm: (parts[firm], truths[firm]) for firm in truths}, PROTECT)


def test_a_release_opens_on_its_own_day_where_a_list_is_older(home):
    with warehouse.open_release(home) as release:
        assert default_as_of(release, datetime.date(2026, 1, 1)) == AS_OF
        assert default_as_of(release, datetime.date(2020, 1, 1)) == datetime.date(2020, 1, 1)


def test_what_was_released_without_care_is_worked_out(outsider, public):
    assert len(recovered(outsider, public, PLANTED, YEAR, secrets(PLANTED, YEAR))) > 0


@pytest.mark.parametrize("measure", CAREFUL)
def test_no_firm_is_worked_out_from_what_the_council_received(outsider, public, measure):
    cells = [each for each in outsider.shown if each.measure == measure]
    assert len({each.release for each in cells}) == 2 and len({each.dimension for each in cells}) >= 3
    assert recovered(outsider, public, measure, YEAR, secrets(measure, YEAR)) == []


def test_no_message_and_no_file_holds_the_amount_of_a_firm(outsider):
    amounts = secrets("exports_usd", YEAR)
    assert written_amounts(outsider.received, amounts.values()) == []
    total = sum(amounts.values())
    assert written_amounts(outsider.received, [total]) == [total]  # it would have been seen


@pytest.mark.long  # minutes: 420 firms, four measures, every choice of two releases
def test_no_firm_of_the_sample_is_worked_out_from_what_the_council_received(sample_home, tmp_path):
    home, year = tmp_path / "home", 2018
    shutil.copytree(sample_home, home)
    days = (datetime.date(year, 6, 30), datetime.date(year, 12, 31))  # firms rose in the months between
    for day in days:
        release(home, *MEASURES, year=year, as_of=day)
    outsider, public = read_all(home, tmp_path / "log"), lists(home)
    with warehouse.open_snapshot(home) as snapshot:
        for measure in MEASURES:
            truths = facts_of(snapshot, measure, year, days[-1]).firms().to_dict()
            assert recovered(outsider, public, measure, year, truths) == [], measure
