"""The deck's theme: VISUAL.md's colours and one typeface, so that whatever is added by hand later looks the same."""

from charts.theme import LIGHT
from reports.pptx_words import Hand, quoted

_NAMESPACE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_COLOURS = {
    "dk1": LIGHT.text,
    "lt1": LIGHT.background,
    "dk2": LIGHT.muted,
    "lt2": LIGHT.surface,
    **{f"accent{nth}": colour for nth, colour in enumerate((*LIGHT.stages, LIGHT.exports), start=1)},
    "hlink": LIGHT.met,
    "folHlink": LIGHT.benchmark,
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="9525" cap="flat" cmpd="sng" algn="ctr">{_FILL}<a:prstDash val="solid"/></a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme_xml(hand: Hand) -> str:
    """The theme part: colours, type, and flat fills, lines and effects."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value[1:]}"/></a:{name}>' for name, value in _COLOURS.items())
    face = quoted(hand.face)
    type_ = (
        f'<a:latin typeface={face}/><a:ea typeface={face}/><a:cs typeface=""/><a:font script="Hang" typeface={face}/>'
    )
    name = quoted(hand.say("shell.product"))
    return (
        f"<a:theme {_NAMESPACE} name={name}><a:themeElements>"
        f"<a:clrScheme name={name}>{colours}</a:clrScheme>"
        f"<a:fontScheme name={name}><a:majorFont>{type_}</a:majorFont><a:minorFont>{type_}</a:minorFont></a:fontScheme>"
        f"<a:fmtScheme name={name}><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )
