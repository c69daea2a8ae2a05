"""An institution's bars and words say what its tables say."""

from charts import institutions
from charts.theme import Look
from tests.charts.institution_frames import RECOMMENDED, SUMMARY, SUPPORT

KO, EN = Look("ko"), Look("en")


def test_bars_stand_in_every_year_and_name_the_sum_above():
    figure = institutions.institution_support_bars(SUPPORT, KO)
    package, coaching, total = figure.data
    assert list(package.x) == ["2019", "2020", "2021"] and list(package.y) == [0.94, 0.0, 0.0]
    assert coaching.name == "coaching &lt;b&gt;" and list(coaching.y) == [0.1, 0.0, 0.0]
    assert list(total.text) == ["1", "", ""]  # 1.04: a missing amount is no 0
    assert list(package.customdata) == [["세관", 2019, "package"], None, ["세관", 2021, "package"]]


def test_recommended_firms_stand_in_stage_order():
    [bar] = institutions.institution_recommendations_bars(RECOMMENDED, KO).data
    assert list(zip(bar.y, bar.x, strict=True)) == [("지정 종료", 4), ("명품강소기업", 3)]


def test_the_words_count_what_the_table_counts():
    assert institutions.institution_support_message(SUPPORT, 5, KO) == "2019–2021에 5개사를 지원했다"
    assert institutions.institution_support_message(SUPPORT.head(1), 3, KO).endswith("· 0.94억 원")
    assert institutions.institution_recommendations_message(RECOMMENDED, KO).startswith("추천한 7개사 가운데 3개사가")
    assert institutions.institution_recommendations_message(RECOMMENDED, EN).startswith("3 of 7 firms")
    assert institutions.institution_list_message(SUMMARY, KO).startswith("협의회 기관 1곳 가운데 1곳")


def test_cards_say_how_much_of_the_money_is_known_and_what_is_late():
    cards = institutions.institution_cards(SUMMARY.iloc[0], SUPPORT, 3, 1, KO)
    assert [card["value"] for card in cards] == ["5개사", "7건", "1억 원", "7개사", "3개사", "3건"]
    assert [card.get("change") for card in cards] == [None, None, "7건 가운데 금액을 아는 4건", None, None,
                                                     "기한 지난 결정 1건"]  # fmt: skip
    assert institutions.institution_cards(SUMMARY.iloc[1], SUPPORT.head(0), 0, 0, KO)[2]["value"] == "–"


def test_each_number_is_found_by_its_codes():
    found = institutions.supported_numbers(SUPPORT, KO)
    assert next(iter(found)) == (("institution", "세관"), ("year", 2021), ("support_programme", "package"))
    assert set(institutions.total_numbers(SUMMARY.iloc[0], KO).values()) == {"지원한 기업 5개사", "추천한 기업 7개사"}
    assert institutions.risen_numbers(SUMMARY.iloc[1], KO) == institutions.total_numbers(SUMMARY.iloc[1], KO) == {}
    assert (("institution", "세관"), ("has_risen", True)) in institutions.risen_numbers(SUMMARY.iloc[0], KO)
    assert list(institutions.recommended_numbers(RECOMMENDED, KO).values())[0] == "미지정 → 명품강소기업 2개사"
