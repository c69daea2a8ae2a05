"""A file of a provider that nobody has met is mapped on the page once, and the next one is known."""

from etl.remembered import remembered
from tests.pages_analyst.visitor import Visitor
from texts import say

BROKER = """회원사 통관 내역,,,,,
업체,식별번호,선적월,세번,도착지,신고금액
㈜가람테크,999-01-00009,2024-{month},850440,US,{usd}
"""


def field(visitor: Visitor, start: str):
    boxes = [*visitor.app.selectbox, *visitor.app.text_input]
    return next(box for box in boxes if box.key and box.key.startswith(start))


def go(visitor: Visitor) -> str:
    return next(button.key for button in visitor.app.button if button.key and button.key.startswith("map_go_"))


def test_a_strange_header_is_mapped_once_and_known_the_next_time(register):
    visitor = Visitor("upload")
    visitor.drop(("broker.csv", BROKER.format(month="05", usd=7)))
    assert say("ko", "upload.unread") in visitor.said
    field(visitor, "map_source_").select("exports").run()
    assert field(visitor, "map_business_no_").value == "식별번호"  # by what stands below
    assert field(visitor, "map_exports_usd_").value == "신고금액"  # by its words
    field(visitor, "map_unit_exports_usd_").select("천불").run()
    field(visitor, "map_name_").input("").run()
    assert visitor.app.button(key=go(visitor)).disabled  # no name
    field(visitor, "map_name_").input("관세사 양식").run()
    visitor.press(go(visitor))
    assert visitor.accidents == []
    assert say("ko", "upload.map_used", name="관세사 양식") in visitor.said
    assert "7,000 USD" in visitor.said  # one converted example
    visitor.publish()
    assert list(remembered(register)) == ["관세사 양식"]
    visitor.drop(("broker-6.csv", BROKER.format(month="06", usd=8)))
    assert say("ko", "upload.map_used", name="관세사 양식") in visitor.said and "8,000 USD" in visitor.said


WIDE = """회원사 실적 (단위: 백만원),,,,
업체,식별번호,매출 {old}년,매출 {new}년,직원 {new}년
㈜가람테크,999-01-00009,7,{sales},12
"""
NO_MONTH = """기업명,사업자등록번호,HS코드,국가,수출액(천불)
㈜가람테크,999-01-00009,8504409000,US,7
"""


def test_a_file_of_odd_headings_takes_one_click(register):
    visitor = Visitor("upload")
    odd = "업체,등록No,기준월,품목부호,상대국,금액[천$]\n㈜가람테크,999-01-00009,2024.05,8504.40,미국,7\n"
    visitor.drop(("odd.csv", odd))
    assert field(visitor, "map_source_").value == "exports"
    assert field(visitor, "map_unit_exports_usd_").value == "천불"
    visitor.press(go(visitor))
    assert say("ko", "upload.map_used", name="odd") in visitor.said and "7,000 USD" in visitor.said


def test_periods_side_by_side_are_mapped_once_and_next_years_file_is_known(register):
    visitor = Visitor("upload")
    visitor.drop(("wide.csv", WIDE.format(old=2022, new=2023, sales=8)))
    assert field(visitor, "map_source_").value == "outcomes"
    assert field(visitor, "map_unit_sales_krw_").value == "백만원"
    result = next(table.value for table in visitor.app.dataframe if "연도" in table.value)
    assert list(result["연도"]) == ["2022", "2023"] and list(result["매출액(원)"]) == ["7,000,000", "8,000,000"]
    visitor.press(go(visitor))
    assert visitor.accidents == [] and say("ko", "upload.map_used", name="wide") in visitor.said
    visitor.publish()
    visitor.drop(("wide-2024.csv", WIDE.format(old=2023, new=2024, sales=9)))
    assert say("ko", "upload.map_used", name="wide") in visitor.said and "2023~2024" in visitor.said


def test_a_file_without_its_period_asks_for_it(register):
    visitor = Visitor("upload")
    visitor.drop(("may.csv", NO_MONTH))
    assert say("ko", "upload.nearly", source="수출 실적") in visitor.said
    field(visitor, "period_").input("2024-05").run()
    assert visitor.accidents == [] and "2024-05" in visitor.said and "publish" in visitor.keys
