"""A file of a provider that nobody has met is mapped on the page once, and the next one is known."""

from etl.remembered import remembered
from tests.pages_analyst.visitor import FIRMS, Visitor
from texts import say

BROKER = """회원사 통관 내역,,,,,
업체,식별번호,선적월,세번,도착지,신고금액
㈜가람테크,999-01-00009,2024-{month},850440,US,{usd}
"""


def field(visitor: Visitor, start: str):
    boxes = [*visitor.app.selectbox, *visitor.app.text_input]
    return next(box for box in boxes if box.key and box.key.startswith(start))


def test_a_strange_header_is_mapped_once_and_known_the_next_time(home, visitor):
    visitor.drop(("firms.csv", FIRMS))
    visitor.publish()
    visitor.drop(("broker.csv", BROKER.format(month="05", usd=7)))
    assert say("ko", "upload.unread") in visitor.said
    field(visitor, "map_source_").select("exports").run()
    assert field(visitor, "map_business_no_").value == "식별번호"  # by what stands below
    assert field(visitor, "map_exports_usd_").value == "신고금액"  # by its words
    field(visitor, "map_unit_exports_usd_").select("천불").run()
    go = next(button.key for button in visitor.app.button if button.key and button.key.startswith("map_go_"))
    assert visitor.app.button(key=go).disabled  # no name yet
    field(visitor, "map_name_").input("관세사 양식").run()
    visitor.press(go)
    assert visitor.accidents == []
    assert say("ko", "upload.map_used", name="관세사 양식") in visitor.said
    assert "7,000 USD" in visitor.said  # one converted example
    visitor.publish()
    assert list(remembered(home)) == ["관세사 양식"]
    visitor.drop(("broker-6.csv", BROKER.format(month="06", usd=8)))
    assert say("ko", "upload.map_used", name="관세사 양식") in visitor.said and "8,000 USD" in visitor.said
