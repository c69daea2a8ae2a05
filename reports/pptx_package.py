"""The parts of an empty presentation that say how the others hang together."""

from reports.pptx_words import Hand

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHOW = "http://schemas.openxmlformats.org/presentationml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument"
_NO_TABLE_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # built into Office: no style, no grid
_SPACES = f'xmlns:a="{_MAIN}" xmlns:r="{_OFFICE}" xmlns:p="{_SHOW}"'


def package_parts(layouts: int, width: int, height: int, hand: Hand) -> dict[str, str]:
    """Content types, relations, the presentation itself and its small settings, by the name of the part."""
    names = [f"slideLayouts/slideLayout{nth}.xml" for nth in range(1, layouts + 1)]
    to_layouts = [("slideLayout", f"../{name}") for name in names]
    settings = ["presProps", "viewProps", "tableStyles"]
    of_deck = [("slideMaster", "slideMasters/slideMaster1.xml"), ("notesMaster", "notesMasters/notesMaster1.xml")]
    of_deck += [(name, f"{name}.xml") for name in settings] + [("theme", "theme/theme1.xml")]
    deck = "ppt/presentation.xml"
    return {
        "[Content_Types].xml": _content_types(names, settings),
        "_rels/.rels": _relations([("officeDocument", deck), ("extended-properties", "docProps/app.xml")]),
        deck: _presentation(width, height, hand),
        "ppt/_rels/presentation.xml.rels": _relations(of_deck),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations([*to_layouts, ("theme", "../theme/theme1.xml")]),
        **{
            f"ppt/slideLayouts/_rels/slideLayout{nth}.xml.rels": _relations(
                [("slideMaster", "../slideMasters/slideMaster1.xml")]
            )
            for nth in range(1, layouts + 1)
        },
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": _relations([("theme", "../theme/theme2.xml")]),
        "ppt/presProps.xml": f"<p:presentationPr {_SPACES}/>",
        "ppt/viewProps.xml": f"<p:viewPr {_SPACES}/>",
        "ppt/tableStyles.xml": f'<a:tblStyleLst xmlns:a="{_MAIN}" def="{_NO_TABLE_STYLE}"/>',
        "docProps/app.xml": _properties(),
    }


def _content_types(layouts: list[str], settings: list[str]) -> str:
    kinds = {"presentation.xml": "presentation.main", "slideMasters/slideMaster1.xml": "slideMaster"}
    kinds |= {"notesMasters/notesMaster1.xml": "notesMaster"} | {name: "slideLayout" for name in layouts}
    kinds |= {f"{name}.xml": name for name in settings}
    types = {f"/ppt/{part}": f"{_TYPE}.presentationml.{kind}+xml" for part, kind in kinds.items()}
    types |= {f"/ppt/theme/theme{nth}.xml": f"{_TYPE}.theme+xml" for nth in (1, 2)}
    types["/docProps/app.xml"] = f"{_TYPE}.extended-properties+xml"
    told = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in types.items())
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{told}</Types>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="rId{nth}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for nth, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _presentation(width: int, height: int, hand: Hand) -> str:
    levels = "".join(
        f'<a:lvl{nth}pPr marL="0" algn="l" eaLnBrk="0" latinLnBrk="0" hangingPunct="1"><a:defRPr sz="1800" kern="1200">'
        f'<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>{hand.faces}</a:defRPr></a:lvl{nth}pPr>'
        for nth in range(1, 10)
    )
    return (
        f'<p:presentation {_SPACES} saveSubsetFonts="1" autoCompressPictures="0">'
        '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
        '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst><p:sldIdLst/>'
        f'<p:sldSz cx="{width}" cy="{height}"/><p:notesSz cx="6858000" cy="9906000"/>'
        f'<p:defaultTextStyle><a:defPPr><a:defRPr lang="{hand.tag}"/></a:defPPr>{levels}</p:defaultTextStyle>'
        "</p:presentation>"
    )


def _properties() -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    return f'<Properties xmlns="{space}"><Application>Microsoft Office PowerPoint</Application></Properties>'
