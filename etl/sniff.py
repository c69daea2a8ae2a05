"""What a file is, by its bytes: a table that can be read, or a refusal that names what it is instead."""

import json
import re

from etl import ole
from etl.sheet import refuse

TOP = 4096  # bytes that tell the kind

_SIGNATURES = {
    b"%PDF": "PDF", b"HWP Document File": "HWP 3", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF",
    b"II*\x00": "TIFF", b"MM\x00*": "TIFF", b"\x1f\x8b": "GZIP", b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "RAR",
    b"ALZ\x01": "ALZ", b"EGGA": "EGG", b"BZh": "BZIP2", b"\xfd7zXZ": "XZ", b"\x28\xb5\x2f\xfd": "ZSTD",
    b"PAR1": "Parquet", b"SQLite format 3": "SQLite", b"{\\rtf": "RTF", b"MIME-Version:": "MHTML",
    b"\xff\xfe\x00\x00": "UTF-32", b"\x00\x00\xfe\xff": "UTF-32", b"MZ\x90\x00": "EXE", b"\x7fELF": "ELF",
    b"\x09\x00\x04\x00": "Excel 2", b"\x09\x02\x06\x00": "Excel 3", b"\x09\x04\x06\x00": "Excel 4",
    b"PK\x05\x06": "ZIP", b"wOF2": "WOFF", b"OggS": "OGG", b"ID3": "MP3",
}  # fmt: skip
_WRITTEN = {b"%PDF", b"HWP Document File", b"{\\rtf", b"MIME-Version:", b"\xff\xd8\xff", b"\x1f\x8b"}  # may be all text
_DRM = {
    b"\x9b DRMONE": "Fasoo", b"DRMONE": "Fasoo", b"SCDSA": "Softcamp", b"<## NASCA": "NASCA", b"MarkAny": "MarkAny",
    b"<## MarkAny": "MarkAny", b"MADOC": "MarkAny", b"<DOCUMENT SAFER": "MarkAny",
}  # fmt: skip
_XML = {"Workbook": "XML Spreadsheet 2003", "HWPML": "HWPML", "svg": "SVG", "wordDocument": "Word XML"}
_HTML = re.compile(
    r"(?:\ufeff|\s|<!--.*?-->|<\?xml[^>]*\?>)*"
    r"<(?:!doctype\s+html|html|head|meta|title|body|table|style|script|div|form|p|center|font|link|br|span)[\s>/]",
    re.I | re.S,
)


def kind_of(content: bytes) -> str:
    """`zip`, `xls`, `html` or `text`. Raises FileRefused for any other kind."""
    top = bytes(content[:TOP])
    if top.startswith(b"PK\x03\x04"):
        return "zip"
    if top.startswith(ole.SIGNATURE):
        _refuse_documents(content)
        return "xls"
    _refuse_drm(top)
    for signature, what in _SIGNATURES.items():
        if top.startswith(signature) and (is_binary(top) or signature in _WRITTEN):
            raise refuse("file_kind_refused", kind=what)
    if top[:2] == b"BM" and int.from_bytes(top[2:6], "little") == len(content):
        raise refuse("file_kind_refused", kind="BMP")
    for mark, place, what in ((b"RIFF", 0, "WEBP"), (b"ftyp", 4, "HEIC"), (b"ustar", 257, "TAR")):
        if top[place : place + len(mark)] == mark:
            raise refuse("file_kind_refused", kind=what)
    return "html" if _is_page(top, content) else "text"


def is_binary(top: bytes) -> bool:
    """Whether the bytes hold controls that no text has."""
    return re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", top) is not None


def _refuse_documents(content: bytes) -> None:
    """What hides in the container of old Office files, except workbooks."""
    names = ole.names(content)
    if {"DRMEncryptedDataSpace", "\tDRMContent", "DRMEncryptedTransform"} & names:
        raise refuse("file_drm", kind="Microsoft")
    if "EncryptedPackage" in names:
        raise refuse("workbook_locked")
    if "FileHeader" in names and b"HWP Document File" in content[:1_000_000]:
        raise refuse("file_kind_refused", kind="HWP")
    if names & {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA"}:
        raise refuse("workbook_macros")
    for name, what in {"WordDocument": "DOC", "PowerPoint Document": "PPT", "__properties_version1.0": "MSG"}.items():
        if name in names:
            raise refuse("file_kind_refused", kind=what)
    if not names & {"Workbook", "Book"}:
        raise refuse("workbook_broken" if not names else "file_kind_refused", kind="OLE")


def _refuse_drm(top: bytes) -> None:
    for mark, what in _DRM.items():
        if top.startswith(mark) and (is_binary(top) or mark[:1] in b"\x9b<"):
            raise refuse("file_drm", kind=what)
    found = re.search(rb"DRMONE|SCDSA|NASCA DRM|MarkAny|FASOO|DRM", top[:512]) if is_binary(top) else None
    if found and not top.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refuse("file_drm", kind=_DRM.get(found[0], found[0].decode()))


def _is_page(top: bytes, content: bytes) -> bool:
    codec = "utf-16" if top[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = top.decode(codec, errors="ignore")
    if _HTML.match(text):
        return True
    plain = text.lstrip("\ufeff \r\n\t")
    if plain.startswith(("<?xml", "<!DOCTYPE", "<!ENTITY")) or re.match(r"<\w+ xmlns", plain):
        if re.search(r"<!ENTITY|<!DOCTYPE\s+\w+\s*\[", text, re.I):
            raise refuse("xml_entities")
        root = re.search(r"<(?:\w+:)?(\w+)", re.sub(r"<\?.*?\?>|<!.*?>", "", plain, flags=re.S))
        raise refuse("file_kind_refused", kind=_XML.get(root[1] if root else "", "XML"))
    if plain.startswith(("{", "[")) and len(content) < 50_000_000 and _is_json(bytes(content)):
        raise refuse("file_kind_refused", kind="JSON")
    return False


def _is_json(content: bytes) -> bool:
    try:
        return isinstance(json.loads(content), (dict, list))
    except (ValueError, RecursionError):
        return False
