"""What people decide about who is who: the rows that are named change, no others, in whatever order."""

from itertools import permutations

import pytest

from etl import namesakes
from etl.assemble import Assembly
from etl.ledger import Line
from etl.money import Part
from etl.preview import broken_by
from etl.reader import read_one
from etl.reading import Request
from tests.etl.acting import business_no
from tests.etl.tables import Upload, assembled, table, told

A, B, C = (business_no(serial) for serial in (1, 2, 3))
REGISTER = Upload(
    "reg",
    ("기업명", "사업자등록번호", "자치구"),
    [("㈜가람", A, "북구"), ("가람", B, "동구"), ("나래", C, "")],
    "firms",
)
LIST = Upload(
    "list",
    ("기업명", "지정단계", "지정일", "주소"),
    [("가람", "명품강소기업", "2024-01-01", ""), ("나래(주)", "pre", "2023-01-01", "광주 남구 1"),
     ("다온", "스타기업", "2020-01-01", "")],
)  # fmt: skip
HEAD = ("적힌 기업명", "적힌 자치구", "적힌 사업자등록번호", "매칭 결정", "이을 기업의 사업자등록번호",
        "이을 기업의 ID", "결정한 까닭")  # fmt: skip


def decisions(*rows: tuple[str, ...], name: str = "dec") -> Upload:
    return Upload(name, HEAD, [(*row, *("",) * (6 - len(row)), "등기 확인") for row in rows])


def found(made: Assembly) -> dict[str, tuple]:
    """Row of the list → its firm's number (or id) and how it was found; rows without a firm are left out."""
    numbers = {firm["firm_id"]: firm["business_no"] or firm["firm_id"] for firm in table(made, "firms")}
    rows = table(made, "designation_rows")
    return {row["written_name"]: (numbers[row["firm_id"]], row["match"]) for row in rows if row["upload_id"] == "list"}


def test_without_decisions_an_ambiguous_name_waits_and_the_others_are_provisional():
    made = assembled(REGISTER, LIST)
    assert {name: how for name, (_, how) in found(made).items()} == {"나래(주)": "name", "다온": "created"}
    assert told(made, "list") == ["name_ambiguous", "name_joined", "firm_created"]
    likely = {(row["name_key"], row["similarity"]) for row in table(made, "match_candidates")}
    assert ("가람", 1.0) in likely and len([name for name, _ in likely if name == "가람"]) == 1


def test_a_join_gives_the_rows_to_the_firm_for_good_and_stops_nobody_any_more():
    made = assembled(REGISTER, LIST, decisions(("가람주식회사", "", "", "잇기", B)))
    assert found(made)["가람"] == (B, "decided")
    assert told(made, "list") == ["name_joined", "firm_created"] and told(made, "dec") == []
    assert [row["written_name"] for row in table(made, "unmatched_rows")] == []
    again = Upload("next", LIST.head, [("㈜가람", "스타기업", "2022-01-01", "")])
    assert told(assembled(REGISTER, LIST, decisions(("가람", "", "", "join", B)), again), "next") == []


def test_kept_apart_a_name_is_a_firm_of_its_own_that_no_later_namesake_takes_over():
    apart = decisions(("나래", "남구", "", "따로 두기"), ("다온", "", "", "apart"))
    made = assembled(REGISTER, LIST, apart)
    assert {name: how for name, (_, how) in found(made).items() if how} == {"나래(주)": "apart", "다온": "apart"}
    assert found(made)["나래(주)"][0] not in (A, B, C)
    ours = [firm for firm in table(made, "firms") if firm["business_no"] is None]
    assert len(ours) == 2 and not any(firm["is_provisional"] for firm in ours)
    later = Upload("late", REGISTER.head, [("다온", business_no(9), "")], "firms")
    assert found(assembled(REGISTER, LIST, apart, later)) == found(made)


def test_a_decision_is_about_rows_of_its_district_only():
    made = assembled(REGISTER, LIST, decisions(("나래", "북구", "", "잇기", A)))
    assert found(made)["나래(주)"] == (C, "name")
    assert told(made, "dec") == ["decision_finds_nobody"]


def test_a_decision_changes_no_other_row_and_taking_it_back_restores_everything():
    before, after = assembled(REGISTER, LIST), assembled(REGISTER, LIST, decisions(("가람", "", "", "잇기", A)))
    assert {**found(after), "가람": None} == {**found(before), "가람": None}
    ids = [{firm["firm_id"] for firm in table(made, "firms")} for made in (before, after)]
    assert ids[0] == ids[1]
    assert found(assembled(REGISTER, LIST)) == found(before)


def test_confirming_a_join_keeps_the_firms_id():
    confirmed = assembled(REGISTER, LIST, decisions(("나래", "남구", "", "잇기", C)))
    ids = [[row["firm_id"] for row in table(made, "designation_rows") if row["written_name"] == "나래(주)"]
           for made in (assembled(REGISTER, LIST), confirmed)]  # fmt: skip
    assert ids[0] == ids[1]


def test_the_order_of_uploads_changes_no_answer():
    decided = decisions(("가람", "", "", "잇기", A), ("다온", "", "", "따로 두기"))
    answers = [found(assembled(*order)) for order in permutations((REGISTER, LIST, decided))]
    assert all(answer == answers[0] for answer in answers) and len(answers[0]) == 3


def test_a_firm_without_a_number_is_joined_by_its_id():
    more = Upload("more", LIST.head, [("다온테크", "pre", "2018-01-01", "")])
    (firm_id,) = {row["firm_id"] for row in table(assembled(REGISTER, LIST), "designation_rows") if "다온" in
                  row["written_name"]}  # fmt: skip
    made = assembled(REGISTER, LIST, more, decisions(("다온테크", "", "", "잇기", "", firm_id)))
    assert {row["firm_id"] for row in table(made, "designation_rows") if "다온" in row["written_name"]} == {firm_id}


def test_a_number_that_only_money_files_know_is_given_to_a_firm_and_counts_there(tmp_path):
    path, number = tmp_path / "sales.csv", business_no(9)
    path.write_text(f"사업자등록번호,기업명,연도,매출액(원)\n{number},가람산업,2024,5\n", "utf-8")
    read_one(Request(str(path), path.name, "sales", str(tmp_path / "sales.parquet"), "outcomes"))
    parts = {"outcomes": [Part("sales", tmp_path / "sales.parquet", is_fresh=True)]}
    alone, joined = (
        assembled(REGISTER, *more, parts=parts) for more in ((), (decisions(("", "", number, "잇기", A)),))
    )
    assert told(alone, "sales") == ["number_unknown"] and table(alone, "outcomes")[0]["firm_id"] is None
    assert table(alone, "unclaimed_names")[0]["name_key"] == "가람산업"
    (firm_id,) = {firm["firm_id"] for firm in table(joined, "firms") if firm["business_no"] == A}
    assert told(joined, "sales") == [] and table(joined, "outcomes")[0]["firm_id"] == firm_id
    assert table(joined, "unclaimed_names") == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("", "", "", "잇기", A), "decision_about_nobody"),
        (("가람", "", "", "잇기"), "decision_without_firm"),
        (("가람", "", "", "잇기", business_no(9)), "decision_firm_unknown"),
        (("가람", "", "", "잇기", "", "fno"), "decision_firm_unknown"),
        (("", "", A, "잇기", B), "decision_number_taken"),
    ],
)
def test_what_cannot_be_carried_out_is_an_error_at_its_row_and_changes_nothing(row, code):
    made = assembled(REGISTER, LIST, decisions(row))
    (finding,) = [each for each in made.findings["dec"] if each.severity == "error"]
    assert (finding.code, finding.row) == (code, 2)
    assert found(made) == found(assembled(REGISTER, LIST))


def test_two_decisions_that_disagree_are_an_error_and_two_that_agree_are_not():
    first = decisions(("가람", "", "", "잇기", A))
    made = assembled(REGISTER, LIST, first, decisions(("㈜가람", "", "", "잇기", B), name="dec2"))
    assert told(made, "dec2") == ["decision_contradicts"] and found(made)["가람"] == (A, "decided")
    made = assembled(REGISTER, LIST, first, decisions(("㈜가람", "", "", "같은 기업", A), name="dec2"))
    assert told(made, "dec2") == []


def test_what_would_break_a_decision_names_it_and_is_refused():
    number = business_no(9)
    given = decisions(("", "", number, "잇기", A))
    claimed = assembled(REGISTER, given, Upload("late", REGISTER.head, [("라온", number, "")], "firms"))
    line = Line(2, 1, "upload", "dec", "", "kim", file="결정.csv", source="match_decisions")
    (refused,) = broken_by(claimed, [line])
    assert (refused.code, refused.value, refused.params) == ("breaks_decision", number, {"file": "결정.csv", "at": "2"})
    assert broken_by(assembled(given), [line])[0].code == "breaks_decision"  # the firm that it joined is gone
    assert broken_by(assembled(REGISTER, given), [line]) == []


def test_a_name_leads_to_firms_with_most_of_its_syllables_and_a_flood_of_names_to_namesakes_only(monkeypatch):
    rows = [("가람테크", A, ""), ("가람테크놀로지", B, ""), ("나래테크", C, "")]
    register, waiting = (
        Upload("reg", REGISTER.head, rows, "firms"),
        Upload("list", LIST.head, [("㈜가람 테크", "pre", "2023", "")]),
    )
    likely = {row["similarity"] for row in table(assembled(register, waiting), "match_candidates")}
    assert likely == {1.0, 0.73}
    monkeypatch.setattr(namesakes, "MOST", 0)
    assert [row["similarity"] for row in table(assembled(register, waiting), "match_candidates")] == [1.0]
