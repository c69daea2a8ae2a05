"""Text that comes from files people hold: it is shown, and never acts."""

import re
from html import escape

# A backslash before any of these shows it and starts no markdown: no image, link, formula, directive or HTML.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&^=])")
# An address becomes a link after the signs were taken for text, so it is parted where nobody sees it.
_ADDRESS = re.compile(r"(https?:/(?=/)|www(?=\.)|@(?=[\w-]))", re.I)
_PARTED = "\u2060"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}[-.\d]*")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def safe_text(text: object) -> str:
    """A label from data, safe in markdown and labels of widgets: "![x](http://…)" is shown as it is written."""
    shown = _ADDRESS.sub(rf"\1{_PARTED}", _UNSEEN.sub(" ", str(text)))
    return _MARKDOWN.sub(r"\\\1", shown)


def safe_html(text: object) -> str:
    """A label from data, safe inside HTML of ours and in Plotly's texts."""
    return escape(_UNSEEN.sub(" ", str(text)), quote=True)


def safe_line(text: object) -> str:
    """The same for a line that may wrap: a date stays whole."""
    return _DAY.sub(r"<span class='day'>\g<0></span>", safe_html(text))
