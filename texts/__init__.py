"""Every word a reader sees, in each language, and how numbers and dates are written in it."""

from texts.formats import country_alpha3, country_names, show_business_no, show_date, show_number
from texts.words import UnknownText, has, languages, names_under, say

__all__ = [
    "UnknownText",
    "country_alpha3",
    "country_names",
    "has",
    "languages",
    "names_under",
    "say",
    "show_business_no",
    "show_date",
    "show_number",
]
