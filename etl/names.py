"""Firm names compared without what writers vary: legal forms, blanks, width, composition, & for 앤."""

import hashlib
import re
import unicodedata

_WORDS = (
    r"주식회사|유한책임회사|유한회사|합자회사|합명회사|농업회사법인|어업회사법인|영농조합법인|영어조합법인"
    r"|사회적협동조합|협동조합|사단법인|재단법인"
)
_LEGAL_FORMS = re.compile(rf"\((주|유|유한|합|합자|사|재|농|농업|영농|{_WORDS})\)|{_WORDS}|(coltd)+$")
# Also the three dots that Korean keyboards offer for ·: ㆍ (NFKC makes it ᆞ), ‧ and ・.
_BLANKS = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff\u318d\u119e\u2027\u30fb·.,'\"]+")


def normal_name(written: str) -> str:
    """The name that two spellings of one firm share. A name of nothing but legal forms stays as it is."""
    plain = _BLANKS.sub("", unicodedata.normalize("NFKC", written).lower())
    bare, before = plain, ""
    while bare != before:  # one form may stand within another: ((주)주)
        bare, before = _BLANKS.sub("", _LEGAL_FORMS.sub("", bare)), bare
    return bare.replace("&", "앤") or plain


class Aliases:
    """Other spellings of a firm, from reference rows (written, means)."""

    def __init__(self, rows: list[dict]) -> None:
        self._means = {normal_name(row["written"]): normal_name(row["means"]) for row in rows}

    def resolve(self, written: str) -> tuple[str, bool]:
        """The normal name after aliases, and whether an alias was needed."""
        name = normal_name(written)
        seen = {name}
        while (means := self._means.get(name, name)) not in seen:
            seen.add(means)
            name = means
        return name, len(seen) > 1

    def name_of(self, written: str) -> str:
        """The normal name after aliases."""
        return self.resolve(written)[0]


def firm_id_of(kind: str, text: str) -> str:
    """A firm's id: a hash of its business number or of its name, so that load order cannot change it."""
    return "f" + hashlib.sha256(f"{kind}:{text}".encode()).hexdigest()[:12]
