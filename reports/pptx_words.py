"""Words on a slide: cleaned, measured without a typeface at hand, and written with both their typefaces."""

from dataclasses import dataclass
from unicodedata import category, east_asian_width
from xml.sax.saxutils import escape, quoteattr

from charts.theme import LIGHT
from texts import say

_TAGS = {"ko": "ko-KR", "en": "en-US"}
_WIDE, _BROAD, _NARROW, _THIN = 0.96, 0.7, 0.57, 0.36  # in type sizes: Hangul, capitals, other letters, points
_THIN_LETTERS = frozenset(" .,:;·()'’|fijlrtI-")
_BOLD = 1.05
_LEADING = 1.33  # one line's height, in type sizes: 맑은 고딕 stands wide apart
_UNSAFE = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF}  # turns of direction; no character at all
MUTED, INK = "tx2", "tx1"


@dataclass(frozen=True)
class Hand:
    """How a deck's words are written: the language and its typeface."""

    lang: str

    @property
    def face(self) -> str:
        """The typeface by the name that this language's Windows shows."""
        return say(self.lang, "pptx.typeface")

    @property
    def faces(self) -> str:
        """The typeface for Latin, East Asian and other letters: without the second Office takes its own for Hangul."""
        name = quoteattr(self.face)
        return f"<a:latin typeface={name}/><a:ea typeface={name}/><a:cs typeface={name}/>"

    @property
    def tag(self) -> str:
        """The language as Office writes it."""
        return _TAGS.get(self.lang, self.lang)

    def say(self, key: str, **params: object) -> str:
        """The sentence under this key."""
        return say(self.lang, key, **params)


def clean(text: object) -> str:
    """Text that XML can hold: a line break is a space, other control characters are dropped."""
    return "".join(
        " " if each in "\t\n\v\f\r\x85" else each
        for each in str(text)
        if each in "\t\n\v\f\r\x85" or (category(each) not in {"Cc", "Cs"} and ord(each) not in _UNSAFE)
    )


def written(text: object) -> str:
    """Cleaned text as the content of an element."""
    return escape(clean(text))


def quoted(text: object) -> str:
    """Cleaned text as an attribute, with its quotes."""
    return quoteattr(clean(text))


def ems(text: str, *, bold: bool = False) -> float:
    """How wide text is, in type sizes: a little more than it will need."""
    wide = sum(_width(each) for each in text)
    return wide * (_BOLD if bold else 1)


def _width(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return _WIDE
    if letter in _THIN_LETTERS:
        return _THIN
    return _BROAD if letter.isupper() or letter in "%@mw—→…" else _NARROW


def lines_needed(text: str, width: float, *, bold: bool = False) -> int:
    """How many lines text takes in this many ems, broken between words, and within one only if it is longer."""
    lines, filled = 1, 0.0
    for word in clean(text).split():
        needed = ems(word, bold=bold)
        if filled and filled + _THIN + needed > width:
            lines, filled = lines + 1, 0.0
        if needed > width:
            lines += int(needed / width)
            needed %= width
        filled += needed + (_THIN if filled else 0)
    return lines


def height(text: str, size: float, width: float, *, bold: bool = False) -> float:
    """How high text stands, in points, at this size in this many points of width."""
    return lines_needed(text, width / size, bold=bold) * size * _LEADING


def fitting(text: str, sizes: tuple[int, ...], width: float, lines: int, *, bold: bool = False) -> int:
    """The first of the sizes at which text takes no more lines than these; else the last."""
    return next((each for each in sizes if lines_needed(text, width / each, bold=bold) <= lines), sizes[-1])


def message_size(text: str, sizes: tuple[int, ...], one_line: tuple[int, ...], width: float) -> int:
    """The size of a message: one line if a little smaller will do, else two lines as large as they can be."""
    size = fitting(text, one_line, width, 1, bold=True)
    fits = lines_needed(text, width / size, bold=True) == 1
    return size if fits else fitting(text, sizes, width, 2, bold=True)


def run_looks(hand: Hand, size: float, *, bold: bool = False, colour: str = INK, tag: str = "a:rPr") -> str:
    """The properties of letters: a colour is a name of the theme or a value."""
    fill = f'<a:srgbClr val="{colour[1:]}"/>' if colour.startswith("#") else f'<a:schemeClr val="{colour}"/>'
    return (
        f'<{tag} lang="{hand.tag}" sz="{round(size * 100)}" b="{int(bold)}" dirty="0">'
        f"<a:solidFill>{fill}</a:solidFill>{hand.faces}</{tag}>"
    )


def paragraph(
    text: str,
    hand: Hand,
    size: float,
    *,
    bold: bool = False,
    colour: str = INK,
    align: str = "l",
    before: float = 0,
) -> str:
    """One paragraph of one run. Korean does not break inside words (eaLnBrk)."""
    spaced = f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef>' if before else ""
    looks = run_looks(hand, size, bold=bold, colour=colour)
    return (
        f'<a:p><a:pPr algn="{align}" eaLnBrk="0" latinLnBrk="0">{spaced}</a:pPr>'
        f"<a:r>{looks}<a:t>{written(text)}</a:t></a:r></a:p>"
    )


def chart_type(hand: Hand, size: float, *, bold: bool = False, colour: str = LIGHT.text, turn: str = "") -> str:
    """The type of a chart's labels; `turn` holds them level (rot) where Office would slant them."""
    looks = run_looks(hand, size, bold=bold, colour=colour, tag="a:defRPr")
    end = f'<a:endParaRPr lang="{hand.tag}"/>'
    return f"<c:txPr><a:bodyPr{turn}/><a:lstStyle/><a:p><a:pPr>{looks}</a:pPr>{end}</a:p></c:txPr>"
