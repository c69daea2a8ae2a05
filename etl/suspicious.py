"""Text that would act elsewhere (formulas, markup, bidi controls), and text that was garbled before it came to us.

One rule set, asked once per distinct text of a column of words: by the slow reading and by the quick pass alike.
"""

import re

MOST_TEXT = 32_767  # characters: what a cell of Excel holds

_FORMULA = re.compile(r"[=+@＝＋＠]|[-－]+[^\s\-－]|[-－]+\s*[\d(=@+]")
_MARKUP = re.compile(
    r"<[/!?]?[a-z][^<>]*(>|$)|<!--"  # a tag, open or whole
    r"|&(#\w+|[a-z]{2,8});"  # an entity
    r"|\[[^\]]{0,300}\]\([^)]{0,300}\)|\*\*[^*]+\*\*|`[^`]+`"  # Markdown
    r"|:[a-z]+(-[a-z]+)?\[|:material/"  # Streamlit's own directives
    r"|\b(javascript|data|vbscript):\S",
    re.I,
)
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_ACTS = {"bidi": _BIDI, "control": _CONTROL, "markup": _MARKUP}

_HANGUL = re.compile(r"[\uac00-\ud7a3]")
# UTF-8 read as Windows Latin: lead bytes of two to four, then as many bytes of 80 to BF as Windows shows them
_LATIN_TRAIL = "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xC0))
_LATIN = re.compile(rf"(?:[\u00c2-\u00f4][{re.escape(_LATIN_TRAIL)}\u0080-\u00bf]+)+")
_LATIN_BYTE = {bytes([byte]).decode("cp1252", errors="ignore"): byte for byte in range(0x80, 0x100)}
# UTF-8 read as CP949: Hangul of UTF-8 begins with EA to ED, which are Chinese characters in CP949
_THREE = re.compile(r"(?=([\u3400-\u9fff\uf900-\ufaff][^\x00-\x7f]{2}))")  # three such letters were two syllables


def acts(text: str) -> str | None:
    """`formula`, `markup`, `bidi` or `control` when the text would act in a spreadsheet or a page; else None."""
    if _FORMULA.match(text):
        return "formula"
    return next((kind for kind, pattern in _ACTS.items() if pattern.search(text)), None)


def damage(text: str) -> tuple[str, str] | None:
    """Why a text is not what once was written: a finding's code and the text mended as far as that can be."""
    if "\ufffd" in text:
        return "replacement_character", text.replace("\ufffd", "?")
    if text.isascii():
        return None
    mended = _from_latin(text) or _from_cp949(text) or _beside_lost(text)
    return ("mojibake", mended) if mended else None


def _from_latin(text: str) -> str | None:
    runs = (bytes(_LATIN_BYTE.get(char, ord(char) & 0xFF) for char in run) for run in _LATIN.findall(text))
    mended = "".join(raw.decode("utf-8", errors="ignore") for raw in runs)
    return mended if _HANGUL.search(mended) else None


def _from_cp949(text: str) -> str | None:
    for three in _THREE.findall(text):
        raw = three.encode("cp949", errors="ignore")
        mended = raw.decode("utf-8", errors="ignore")
        if len(raw) == 6 and len(_HANGUL.findall(mended)) == 2:
            whole = text.encode("cp949", errors="ignore").decode("utf-8", errors="ignore")
            return whole if mended in whole else mended
    return None


def _beside_lost(text: str) -> str | None:
    """A letter lost as `?` beside a syllable that is not of the 2,350 in common use (KS X 1001): 나래 → ?섎옒."""
    if "?" not in text:
        return None
    beside = {pair.strip("?") for pair in re.findall(r"(?=(\?[\uac00-\ud7a3]|[\uac00-\ud7a3]\?))", text)}
    return "–" if any(len(syllable.encode("euc_kr", errors="ignore")) != 2 for syllable in beside) else None
