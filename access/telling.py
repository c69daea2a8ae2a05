"""What a person reads of the audit log's verdict."""

from access.chain import Broken, Verdict
from texts import say


def sentences(verdict: Verdict, lang: str) -> list[str]:
    """What is wrong, whether all is well, how much of it is proven, and the head: a sentence each."""
    told = [say(lang, f"audit.broken.{each.code}", lines=_lines(each, lang)) for each in verdict.broken]
    told.append(say(lang, "audit.is_broken" if told else "audit.is_whole", lines=f"{verdict.lines:,}"))
    if verdict.unchained:
        told.append(say(lang, "audit.unchained", lines=f"{verdict.unchained:,}"))
    if verdict.head:
        told.append(say(lang, "audit.head", head=f"{verdict.head.number}:{verdict.head.sha256}"))
    return told


def _lines(broken: Broken, lang: str) -> str:
    if broken.first is None:
        return ""
    if broken.last in (None, broken.first):
        return say(lang, "audit.line", line=f"{broken.first:,}")
    return say(lang, "audit.lines", first=f"{broken.first:,}", last=f"{broken.last:,}")
