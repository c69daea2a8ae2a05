"""The history page: what was uploaded, what an undo would take away, and the undo itself."""

import hashlib
import shutil

import pytest

import warehouse
from tests.pages_analyst.visitor import FIRMS, Visitor, spells
from texts import say


@pytest.fixture
def loaded(with_designations, begin):
    """The seeded folder with a register and a list of designations, each its own upload."""
    return begin(with_designations)


def listed(visitor: Visitor) -> list[str]:
    return next(each.value for each in visitor.app.dataframe if each.key)["file"].tolist()


def test_uploads_are_listed_newest_first_and_the_seed_only_when_asked(loaded):
    visitor = Visitor("uploads")
    assert listed(visitor) == ["designations.csv", "firms.csv"]
    visitor.app.toggle(key="uploads_seed").set_value(True).run()
    assert len(listed(visitor)) > 10
    visitor.app.multiselect(key="uploads_source").select("firms").run()
    assert listed(visitor) == ["firms.csv"]
    visitor.app.multiselect(key="uploads_status").select("live").run()
    assert listed(visitor) == ["firms.csv"] and visitor.accidents == []


def test_an_upload_is_undone_after_a_look_at_what_goes_and_with_a_reason(loaded):
    before, oldest = warehouse.current_id(loaded), warehouse.list_snapshots(loaded)[-1]["id"]
    visitor = Visitor("uploads", snapshot=oldest)  # a link to the past
    visitor.choose_row(0)
    assert "tester" in visitor.said and "읽은 2행 가운데 2행 받음" in visitor.said
    visitor.press("undo_look")
    assert say("ko", "uploads.reason_missing") in visitor.said and "undo_go" not in visitor.keys
    next(each for each in visitor.app.text_input if each.key.startswith("reason_")).input("잘못 올림").run()
    visitor.press("undo_look")
    assert "2건 뺌" in visitor.said and "−1개사" in visitor.said
    assert warehouse.current_id(loaded) == before and visitor.app.button(key="undo_go").disabled
    visitor.tick("sure_")
    visitor.press("undo_go")
    assert visitor.accidents == [] and spells(loaded) == 0
    assert not "".join(visitor.app.query_params.get("snapshot", []))  # what is shown now is what is new
    table = next(each.value for each in visitor.app.dataframe if each.key)
    assert table["upload_status"].tolist() == [say("ko", f"uploads.status.{each}") for each in ("undone", "live")]
    visitor.choose_row(0)
    assert "잘못 올림" in visitor.said and "undo_look" not in visitor.keys


def test_the_original_is_offered_as_it_was_received(loaded):
    visitor = Visitor("uploads")
    visitor.choose_row(1)
    (button,) = [each for each in visitor.app.get("download_button") if "original" in each.proto.id]
    assert button.proto.label == say("ko", "uploads.download")
    kept = loaded / "landing" / hashlib.sha256(FIRMS.encode()).hexdigest()
    assert kept.read_bytes() == FIRMS.encode()


def test_without_uploads_the_page_shows_the_way_to_upload(home):
    visitor = Visitor("uploads")
    assert say("ko", "uploads.none") in visitor.said and visitor.accidents == []


def test_a_broken_ledger_is_told_in_words(loaded):
    ledger = loaded / "ledger.jsonl"
    ledger.write_bytes(b"{broken\n" + ledger.read_bytes())
    visitor = Visitor("uploads")
    assert say("ko", "problem.ledger_broken", number=1) in visitor.said and visitor.accidents == []


def test_an_upload_says_what_it_did_to_the_key_figures(loaded):
    visitor = Visitor("uploads")
    visitor.choose_row(0)
    assert say("ko", "uploads.effect_help") in visitor.said
    table = next(each for each in visitor.said.split("<table") if say("ko", "uploads.effect_before") in each)
    flagship = next(row for row in table.split("<tr") if ">명품강소기업<" in row)
    assert "0개사" in flagship and "1개사" in flagship and "+1개사" in flagship
    assert visitor.accidents == []


def test_of_an_upload_whose_snapshot_is_gone_no_effect_is_told(loaded):
    shutil.rmtree(loaded / "warehouse" / warehouse.list_snapshots(loaded)[1]["id"])
    visitor = Visitor("uploads")
    visitor.choose_row(0)
    assert say("ko", "uploads.effect_gone") in visitor.said and visitor.accidents == []


def test_any_two_snapshots_are_compared_table_by_table_and_on_one_day(loaded):
    visitor = Visitor("uploads")
    visitor.app.session_state["compare"] = True
    visitor.app.run()
    table = next(each.value for each in visitor.app.dataframe if "table_name" in each.value)
    spells = table[table["table_name"] == say("ko", "table.spells")].iloc[0]
    assert (spells["rows_added"], spells["rows_replaced"], spells["rows_withdrawn"]) == (2, 0, 0)
    assert "㈜가람테크" in spells["changed_keys"]  # a firm by its name, not its key
    newest, *_, oldest = visitor.app.selectbox(key="compare_newer").options
    assert newest.split(" · ")[0] == warehouse.current_id(loaded)
    visitor.app.selectbox(key="compare_newer").set_value(oldest.split(" · ")[0]).run()  # in whichever order
    assert visitor.accidents == [] and say("ko", "uploads.compare_same") not in visitor.said
    table = next(each.value for each in visitor.app.dataframe if "table_name" in each.value)
    assert table[table["table_name"] == say("ko", "table.firms")]["rows_added"].tolist() == [2]
