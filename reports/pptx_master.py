"""The empty deck: its master, the four layouts that slides use, the page for notes. Nothing of a stock template."""

import io
import zipfile
from dataclasses import dataclass

from reports.pptx_package import package_parts
from reports.pptx_theme import theme_xml
from reports.pptx_words import INK, MUTED, Hand, quoted

WIDE, HIGH = 13.333, 7.5  # inches, 16:9
_LEFT, _SPAN = 0.6, 12.133
_SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_MAP = (
    'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"'
)
_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm>'
    "</p:grpSpPr>"
)


@dataclass(frozen=True)
class Place:
    """A placeholder: what it is to Office, its number, where it stands (inches) and how its words look."""

    name: str  # texts: pptx.place.<name>
    kind: str
    idx: int
    left: float
    top: float
    width: float
    height: float
    size: int = 20
    bold: bool = False
    colour: str = INK
    align: str = "l"
    anchor: str = "t"

    @property
    def points(self) -> tuple[float, float]:
        """Width and height that words can use, in points: no inner margins."""
        return self.width * 72, self.height * 72


MESSAGE = Place("message", "title", 0, _LEFT, 0.34, _SPAN, 1.0, size=28, bold=True, anchor="b")
ABOUT = Place("about", "body", 13, _LEFT, 1.42, 8.9, 0.32, size=14, colour=MUTED)
UNIT = Place("unit", "body", 14, _LEFT + 9.1, 1.42, _SPAN - 9.1, 0.32, size=14, colour=MUTED, align="r")
CHART = Place("chart", "chart", 15, _LEFT, 1.88, _SPAN, 4.6, size=16)
TABLE = Place("table", "tbl", 16, _LEFT, 1.92, _SPAN, 4.5, size=16)
LINES = Place("lines", "body", 1, _LEFT, 1.92, _SPAN, 4.5, size=24)
SOURCE = Place("source", "body", 17, _LEFT, 6.5, _SPAN, 0.44, size=12, colour=MUTED, anchor="b")
FOOTER = Place("footer", "ftr", 11, _LEFT, 7.04, 9.0, 0.26, size=11, colour=MUTED, anchor="ctr")
PAGE = Place("page", "sldNum", 12, _LEFT + _SPAN - 1.5, 7.04, 1.5, 0.26, size=11, colour=MUTED, align="r", anchor="ctr")
COVER = Place("message", "ctrTitle", 0, _LEFT, 1.7, 8.6, 1.9, size=40, bold=True, anchor="b")
UNDER = Place("lines", "subTitle", 1, _LEFT, 3.9, 8.6, 2.2, size=20, colour=MUTED)

# The order is the layouts' order in the file.
LAYOUTS: dict[str, tuple[Place, ...]] = {
    "title": (COVER, UNDER, FOOTER, PAGE),
    "chart": (MESSAGE, ABOUT, UNIT, CHART, SOURCE, FOOTER, PAGE),
    "table": (MESSAGE, ABOUT, UNIT, TABLE, SOURCE, FOOTER, PAGE),
    "lines": (MESSAGE, ABOUT, UNIT, LINES, SOURCE, FOOTER, PAGE),
}
_ON_MASTER = (MESSAGE, LINES, FOOTER, PAGE)


def emu(inches: float) -> int:
    """Inches as Office counts them."""
    return round(inches * 914400)


def box(left: float, top: float, width: float, height: float) -> str:
    """Where a shape stands, from inches."""
    return f'<a:xfrm><a:off x="{emu(left)}" y="{emu(top)}"/><a:ext cx="{emu(width)}" cy="{emu(height)}"/></a:xfrm>'


def empty_deck(hand: Hand) -> bytes:
    """A presentation without slides, as a file."""
    parts = package_parts(len(LAYOUTS), emu(WIDE), emu(HIGH), hand)
    parts["ppt/slideMasters/slideMaster1.xml"] = _master(hand)
    for nth, (name, places) in enumerate(LAYOUTS.items(), start=1):
        parts[f"ppt/slideLayouts/slideLayout{nth}.xml"] = _layout(name, places, hand)
    parts["ppt/notesMasters/notesMaster1.xml"] = _notes_master(hand)
    parts["ppt/theme/theme1.xml"] = parts["ppt/theme/theme2.xml"] = theme_xml(hand)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as package:
        for name, xml in parts.items():
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml)
    return held.getvalue()


def _master(hand: Hand) -> str:
    ids = "".join(f'<p:sldLayoutId id="{2147483649 + nth}" r:id="rId{nth + 1}"/>' for nth in range(len(LAYOUTS)))
    shapes = "".join(_placeholder(nth, place, hand) for nth, place in enumerate(_ON_MASTER, start=2))
    return (
        f"<p:sldMaster {_SPACES}>{_drawn(shapes)}<p:clrMap {_MAP}/><p:sldLayoutIdLst>{ids}</p:sldLayoutIdLst>"
        f"<p:txStyles><p:titleStyle>{_level(1, MESSAGE, hand)}</p:titleStyle>"
        f"<p:bodyStyle>{_levels(LINES, hand)}</p:bodyStyle><p:otherStyle>{_levels(LINES, hand)}</p:otherStyle>"
        "</p:txStyles></p:sldMaster>"
    )


def _layout(name: str, places: tuple[Place, ...], hand: Hand) -> str:
    kind = ' type="title"' if name == "title" else ""
    drawn = _steps() if name == "title" else _rule()
    shapes = "".join(_placeholder(nth, place, hand) for nth, place in enumerate(places, start=2))
    return (
        f'<p:sldLayout {_SPACES}{kind} preserve="1" userDrawn="1">'
        f"{_drawn(shapes + drawn, hand.say(f'pptx.layout.{name}'))}"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _drawn(shapes: str, name: str = "") -> str:
    ground = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    named = f" name={quoted(name)}" if name else ""
    return f"<p:cSld{named}>{ground}<p:spTree>{_GROUP}{shapes}</p:spTree></p:cSld>"


def _placeholder(number: int, place: Place, hand: Hand) -> str:
    name = hand.say(f"pptx.place.{place.name}")
    idx = f' idx="{place.idx}"' if place.idx else ""
    edges = 'lIns="0" tIns="0" rIns="0" bIns="0"'
    body = f'<a:bodyPr vert="horz" wrap="square" {edges} anchor="{place.anchor}"><a:normAutofit/></a:bodyPr>'
    said = f'<a:r><a:rPr lang="{hand.tag}">{hand.faces}</a:rPr><a:t>{name}</a:t></a:r>'
    if place.kind == "sldNum":
        said = page_field(hand)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoted(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{place.kind}"{idx}/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{box(place.left, place.top, place.width, place.height)}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f"<p:txBody>{body}<a:lstStyle>{_level(1, place, hand)}</a:lstStyle><a:p>{said}</a:p></p:txBody></p:sp>"
    )


def page_field(hand: Hand, number: int | None = None) -> str:
    """The field that shows the slide's own number."""
    told = "‹#›" if number is None else number
    return (
        '<a:fld id="{3F6C1E0B-5B0A-4E55-9B7C-6A5D2F0E8C41}" type="slidenum">'
        f'<a:rPr lang="{hand.tag}" dirty="0">{hand.faces}</a:rPr><a:t>{told}</a:t></a:fld>'
    )


def _level(nth: int, place: Place, hand: Hand) -> str:
    """How a level of words looks: no bullet; Korean does not break inside words (eaLnBrk)."""
    return (
        f'<a:lvl{nth}pPr marL="0" indent="0" algn="{place.align}" eaLnBrk="0" latinLnBrk="0" hangingPunct="1">'
        f'<a:lnSpc><a:spcPct val="{90 if place.bold else 100}000"/></a:lnSpc>'
        '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr lang="{hand.tag}" sz="{place.size * 100}" b="{int(place.bold)}" kern="1200">'
        f'<a:solidFill><a:schemeClr val="{place.colour}"/></a:solidFill>{hand.faces}</a:defRPr></a:lvl{nth}pPr>'
    )


def _levels(place: Place, hand: Hand) -> str:
    return "".join(_level(nth, place, hand) for nth in range(1, 10))


def _rule() -> str:
    """A hairline above the footer."""
    return _block(90, _LEFT, 6.98, _SPAN, 0.01, "E1E6EB")


def _steps() -> str:
    """The five steps of the ladder, in their colours."""
    steps = enumerate(("accent1", "accent2", "accent3", "accent4", "accent5"))
    return "".join(_block(90 + at, 9.75 + at * 0.62, 5.6 - at * 0.78, 0.5, 0.9 + at * 0.78, c) for at, c in steps)


def _block(number: int, left: float, top: float, width: float, height: float, colour: str) -> str:
    fill = f'<a:schemeClr val="{colour}"/>' if colour.startswith("accent") else f'<a:srgbClr val="{colour}"/>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="" descr=""/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{box(left, top, width, height)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f"<a:solidFill>{fill}</a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _notes_master(hand: Hand) -> str:
    said = Place("notes", "body", 1, 0.75, 5.3, 6.0, 5.4, size=12)
    picture = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name=""/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>'
        '</p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{box(0.75, 1.1, 6.0, 3.375)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:noFill/><a:ln w="9525"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:ln></p:spPr></p:sp>'
    )
    number = Place("page", "sldNum", 5, 5.25, 10.3, 1.5, 0.3, size=11, colour=MUTED, align="r")
    shapes = picture + _placeholder(3, said, hand) + _placeholder(4, number, hand)
    return (
        f"<p:notesMaster {_SPACES}>{_drawn(shapes)}<p:clrMap {_MAP}/>"
        f"<p:notesStyle>{_levels(said, hand)}</p:notesStyle></p:notesMaster>"
    )
