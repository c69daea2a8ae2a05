"""The three things that are handed out, by the word of the command line: each a draft and a language in, a file out."""

import datetime
from collections.abc import Callable

from reports.appendix import as_appendix
from reports.asking import title_of
from reports.brief import as_brief
from reports.draft import Draft, slides_of
from reports.pptx import as_pptx
from texts import say


def as_deck(draft: Draft, lang: str, made_at: datetime.datetime | None = None) -> bytes:
    """PPTX: the slides with native charts and tables."""
    title, moment = title_of(draft.about, lang), made_at or datetime.datetime.now(datetime.UTC)
    return as_pptx(slides_of(draft, lang), title, lang, f"{title} · {say(lang, 'shell.product')}", made_at=moment)


HANDOUTS: dict[str, Callable[[Draft, str], bytes]] = {"deck": as_deck, "appendix": as_appendix, "brief": as_brief}
