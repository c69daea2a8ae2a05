"""Invented names and addresses. Any likeness to a real firm is chance."""

from dice import Dice
from profiles import NAME_ENDINGS

FIRST = "가나다도라로루마모미바보새서세소솔수아에여연예유은이자제주지초태하한해호효휘"
SECOND = "람온율담별찬결빛빈린원솜영봄루늘울든림솔샘현윤언건평"
THIRD = ("누리", "나래", "마루", "다솜")
# Stems that well-known firms bear, or that mean something one would not call a firm
AVOIDED = {
    "가결", "가담", "가든", "나빈", "나온", "다결", "도루", "라온", "로건", "마늘", "마담",
    "마루", "마린", "마영", "모든", "모린", "모빈", "미결", "미담", "미원", "바늘", "바람",
    "바울", "부결", "새누리", "서늘", "서울", "서원", "소결", "소영", "소원", "수건", "수결",
    "수영", "수온", "수원", "아결", "아담", "여건", "여결", "여담", "여린", "여울", "연평",
    "오늘", "요건", "유림", "유별", "유언", "이건", "이든", "이루", "이별", "이온", "자건",
    "자결", "자빈", "자원", "제빈", "제언", "주린", "주빈", "주언", "주원", "지린", "지원",
    "초빈", "초언", "하늘", "하루", "하림", "하언", "한누리", "한마루", "한빛", "한샘", "한솔",
    "한평", "해결", "해림", "호언", "호평", "효빈", "휘영",
}  # fmt: skip

ROADS = {
    "bukgu": ("첨단벤처로", "첨단과기로", "첨단연신로", "추암로", "하서로", "동문대로", "양산택지로"),
    "gwangsangu": ("하남산단 3번로", "하남산단 9번로", "진곡산단 4번로", "평동산단 1번로", "평동로", "빛그린산단로"),
    "donggu": ("금남로", "동계천로", "예술길", "제봉로"),
    "seogu": ("상무자유로", "상무중앙로", "경열로", "무진대로"),
    "namgu": ("에너지밸리로", "송암로", "봉선로", "서문대로"),
}
DISTRICT_KO = {"bukgu": "북구", "gwangsangu": "광산구", "donggu": "동구", "seogu": "서구", "namgu": "남구"}
DISTRICT_WEIGHTS = (("bukgu", 43), ("gwangsangu", 36), ("donggu", 7), ("seogu", 8), ("namgu", 6))
OUTSIDE = (
    "전라남도 장성군 나노산단로", "전라남도 나주시 혁신산단로", "전라남도 함평군 해보산단길",
    "경기도 화성시 동탄첨단산업로", "전북특별자치도 정읍시 첨단과학로",
)  # fmt: skip

INITIALS = (
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
)  # fmt: skip
VOWELS = (
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi",
    "yu", "eu", "ui", "i",
)  # fmt: skip
FINALS = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "p", "l", "l", "p", "l", "m", "p", "p", "t",
    "t", "ng", "t", "t", "k", "t", "p", "t",
)  # fmt: skip


def romanise(text: str) -> str:
    """Hangul in Latin letters, syllable by syllable (Revised Romanization without assimilation)."""
    letters = []
    for syllable in text:
        code = ord(syllable) - 0xAC00
        initial, vowel, final = code // 588, code // 28 % 21, code % 28
        letters.append(INITIALS[initial] + VOWELS[vowel] + FINALS[final])
    return "".join(letters).capitalize()


def invent_names(kinds: list[str]) -> list[tuple[str, str]]:
    """One (Korean, English) name per kind, without the legal form, all different."""
    dice, taken, names = Dice("names"), set(AVOIDED), []
    for kind in kinds:
        while True:
            stem = dice.pick(FIRST) + (dice.pick(THIRD) if dice.chance(0.05) else dice.pick(SECOND))
            ending, english = dice.pick(NAME_ENDINGS[kind])
            if stem not in taken:
                break
        taken.add(stem)
        names.append((stem + ending, f"{romanise(stem)} {english}"))
    return names


def with_legal_form(name: str, dice: Dice) -> str:
    """The name as somebody writes it that day: ㈜, (주), 주식회사, before or behind."""
    return dice.weighted(((f"㈜{name}", 34), (f"(주){name}", 28), (f"{name}㈜", 10), (f"{name}(주)", 8),
                          (f"주식회사 {name}", 14), (f"{name} 주식회사", 6)))  # fmt: skip


def invent_address(district: str, dice: Dice) -> str:
    """A road of that district with an invented number; `outside` lies beyond the city."""
    if district == "outside":
        return f"{dice.pick(OUTSIDE)} {dice.whole(3, 180)}"
    city = dice.weighted((("광주광역시", 7), ("광주", 3)))
    address = f"{city} {DISTRICT_KO[district]} {dice.pick(ROADS[district])} {dice.whole(3, 420)}"
    return address + (f", {dice.whole(1, 9)}{dice.whole(0, 1)}{dice.whole(1, 9)}호" if dice.chance(0.25) else "")
