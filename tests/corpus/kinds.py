"""What is no table: each kind is refused by its name."""

import io
import json
import zipfile
from collections.abc import Iterator

from tests.corpus.case import Case, as_csv, bad
from tests.corpus.containers import compound

TOPS = {
    "PDF": b"%PDF-1.7\n%\xe2\xe3", "PNG": b"\x89PNG\r\n\x1a\n\x00\x00", "JPEG": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "GIF": b"GIF89a\x01\x00", "TIFF": b"II*\x00\x08\x00", "WEBP": b"RIFF\x24\x00\x00\x00WEBPVP8 ",
    "HEIC": b"\x00\x00\x00\x18ftypheic\x00\x00", "GZIP": b"\x1f\x8b\x08\x00\x00", "7z": b"7z\xbc\xaf\x27\x1c\x00\x04",
    "RAR": b"Rar!\x1a\x07\x01\x00", "ALZ": b"ALZ\x01\x0a\x00", "EGG": b"EGGA\x00\x01", "BZIP2": b"BZh91AY&SY",
    "XZ": b"\xfd7zXZ\x00\x00", "ZSTD": b"\x28\xb5\x2f\xfd\x00", "HWP 3": b"HWP Document File V3.00 \x1a\x01",
    "RTF": b"{\\rtf1\\ansi", "MHTML": b"MIME-Version: 1.0\r\nContent-Type: multipart/related",
    "Parquet": b"PAR1\x15\x04",
    "SQLite": b"SQLite format 3\x00", "EXE": b"MZ\x90\x00\x03", "Excel 4": b"\x09\x04\x06\x00\x00\x00\x10\x00",
}  # fmt: skip
DRM = {
    "Fasoo": b"\x9b DRMONE  This Document is encrypted and protected by Fasoo DRM", "Softcamp": b"SCDSA002\x00\x00\x04",
    "MarkAny": b"<## MarkAny DRM ##>\x00\x01", "NASCA": b"<## NASCA DRM FILE - VER1.00 ##>\x00\x10",
    "DRM": b"\x01\x02XX DRM wrapped\x00\x00",
}  # fmt: skip
ZIPS = {
    "HWPX": {"mimetype": b"application/hwp+zip", "Contents/content.hpf": b"<x/>"},
    "DOCX": {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"},
    "PPTX": {"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"},
    "XLSB": {"[Content_Types].xml": b"<x/>", "xl/workbook.bin": b"\x00"},
    "ODS": {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"},
    "ZIP": {"exports.csv": as_csv()},
}
XML = {
    "XML Spreadsheet 2003": '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="x"/>',
    "HWPML": '<?xml version="1.0" encoding="UTF-8"?>\n<HWPML Version="2.8"/>',
    "SVG": '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "XML": '<?xml version="1.0"?><rows><row>가</row></rows>',
}


def cases() -> Iterator[Case]:
    """One file of each kind."""
    for kind, top in TOPS.items():
        yield bad(f"kind {kind}", top + b"\x00\x01\x02" * 200, "file_kind_refused", params={"kind": kind})
    picture = b"BM" + (1000).to_bytes(4, "little")
    yield bad("kind BMP", picture + b"\x00" * 994, "file_kind_refused", params={"kind": "BMP"})
    yield bad("kind TAR", b"exports.csv".ljust(257, b"\x00") + b"ustar\x0000" + b"\x00" * 900, "file_kind_refused")
    for kind, top in DRM.items():
        yield bad(f"protection {kind}", top + b"\x00\x93\x81" * 300, "file_drm", params={"kind": kind})
    for kind, parts in ZIPS.items():
        yield bad(f"archive {kind}", archive(parts), "file_kind_refused", params={"kind": kind})
    for kind, words in XML.items():
        yield bad(f"text {kind}", words.encode(), "file_kind_refused", params={"kind": kind})
    rows = json.dumps([{"기업명": "가람"}]).encode()
    yield bad("text JSON", rows, "file_kind_refused", params={"kind": "JSON"})
    yield bad("brackets without end", b"[" * 100_000, "columns_missing")
    yield from _compounds()


def _compounds() -> Iterator[Case]:
    hwp = compound({"FileHeader": b"HWP Document File" + b"\x00" * 240, "DocInfo": b"\x00" * 100})
    yield bad("kind HWP 5", hwp, "file_kind_refused", params={"kind": "HWP"})
    locked = compound({"EncryptedPackage": b"\x01" * 5000, "EncryptionInfo": b"\x04\x00\x04\x00"})
    yield bad("a workbook with a password", locked, "workbook_locked")
    wrapped = compound({"EncryptedPackage": b"\x01" * 5000, "DRMEncryptedDataSpace": b"\x00"})
    yield bad("a workbook with rights management", wrapped, "file_drm", params={"kind": "Microsoft"})
    for kind, name in {"DOC": "WordDocument", "PPT": "PowerPoint Document", "MSG": "__properties_version1.0"}.items():
        yield bad(f"kind {kind}", compound({name: b"\x00" * 100}), "file_kind_refused", params={"kind": kind})
    yield bad("an unknown container", compound({"Other": b"\x00"}), "file_kind_refused", params={"kind": "OLE"})
    macros = compound({"Workbook": b"\x09\x08", "_VBA_PROJECT_CUR": b"\x00"})
    yield bad("an old workbook with macros", macros, "workbook_macros")


def archive(parts: dict[str, bytes], level: int = 6) -> bytes:
    """A ZIP file of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()
