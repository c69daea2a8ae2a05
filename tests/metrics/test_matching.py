"""The queue of firm matching: what waits, what may be meant, what was decided."""

import pytest

from metrics.matching import firm_identity, match_candidates, match_decisions, match_queue, match_rows
from metrics.selection import Selection
from tests.warehouse.clean_tables import day, export, firm, report, snapshot_of, spell

EVERYTHING = Selection(day("2024-12-31"))
JOINED = {"written_name": "가(주)", "name_key": "가", "district_code": "bukgu", "starts_on": day("2024-01-01")}
SPELL = {"programme_code": "pre", "cohort": "2024-01-01"}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    tables = {
        "firms": [
            firm("a", business_no="1", firm_name="가", district_code="bukgu"),
            firm("b", firm_name="나"),
            firm("c", firm_name="나"),
        ],
        "designation_rows": [
            {"firm_id": "a", "match": "name", "is_provisional": True, **SPELL, **JOINED},
            {
                "firm_id": "b",
                "match": "created",
                "is_provisional": True,
                "written_name": "나",
                "name_key": "나",
                **SPELL,
            },
            # left out: its number says who it is, a person decided
            {"firm_id": "a", "match": "business_no", "is_provisional": False, "written_name": "가", "name_key": "가"},
            {"firm_id": "a", "match": "decided", "is_provisional": False, "written_name": "다", "name_key": "다"},
        ],
        "unmatched_rows": [
            {"upload_id": each, "written_name": "나", "name_key": "나", "reason": "ambiguous"} for each in ("u2", "u3")
        ],
        "exports": [export(None, "2024-01", 5, business_no="77", firm_name="라"), export("a", "2024-01", 7)],
        "outcomes": [report(None, 2023, business_no="77", firm_name="라"), report(None, 2023, business_no="88")],
        "unclaimed_names": [{"business_no": "77", "written_name": "라", "name_key": "라"}],
        "match_candidates": [
            *({"name_key": "나", "firm_id": each, "similarity": 1.0} for each in "bc"),
            {"name_key": "가", "firm_id": "a", "similarity": 1.0},
        ],
        "firm_names": [{"firm_id": "a", "written_name": each, "name_key": "가"} for each in ("㈜가", "가(주)")],
        "match_decisions": [
            {"business_no": "88", "decision": "apart", "reason": "남"},  # 88 leaves the queue
            {"firm_name": "다", "decision": "join", "joined_business_no": "1", "reason": "등기", "decided_by": "kim"},
        ],
    }
    folder = tmp_path_factory.mktemp("matching")
    with snapshot_of(folder, [spell("a", "pre", "2024-01-01"), spell("b", "pre", "2024-01-01")], **tables) as opened:
        yield opened


def test_the_queue_names_what_waits_first_and_leaves_out_what_was_decided(snapshot):
    found = match_queue(snapshot, EVERYTHING).astype(object)
    found = found.where(found.notna(), None)
    columns = ["queue_kind", "written_name", "district", "business_no", "rows", "firm_name", "candidates"]
    assert found[columns].values.tolist() == [
        ["waiting", "나", None, None, 2, None, 2],
        ["unclaimed", "라", None, "77", 2, None, 0],
        ["joined", "가(주)", "북구", None, 1, "가", 0],  # nobody else bears the name
        ["created", "나", None, None, 1, "나", 1],  # not itself
    ]


def test_a_name_leads_to_its_rows_and_to_the_firms_that_it_may_mean(snapshot):
    assert match_candidates(snapshot, EVERYTHING, name_key="나")["firm_id"].tolist() == ["b", "c"]
    assert match_rows(snapshot, EVERYTHING, name_key="가")["firm_id"].tolist() == ["a"]
    assert match_rows(snapshot, EVERYTHING)["written_name"].tolist() == ["가(주)", "나", "나", "나"]


def test_a_firm_is_known_by_every_name_it_bore(snapshot):
    (known,) = firm_identity(snapshot, EVERYTHING, firm_id="a").to_dict("records")
    assert (known["business_no"], known["district"], known["written_names"]) == ("1", "북구", "㈜가, 가(주)")


def test_a_decision_names_the_firm_that_it_joined(snapshot):
    found = match_decisions(snapshot, EVERYTHING).set_index("reason")
    assert found.loc["등기", ["decision", "firm_name", "decided_by"]].tolist() == ["join", "가", "kim"]
    assert found.loc["남", ["decision", "business_no"]].tolist() == ["apart", "88"]
