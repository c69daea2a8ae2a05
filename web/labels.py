"""Words that pages share: names of reference rows, tables, units, and the definitions of measures."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from texts import has, names_under, say
from texts.columns import Names, names_in
from warehouse import Snapshot, reference_rows

_COHORTS = "SELECT DISTINCT programme_code, cohort FROM spells ORDER BY programme_code, cohort"
_DEFINED = ("name", "definition", "formula", "example")  # texts of a measure; lists of rows need no formula


def reference_names(snapshot: Snapshot | None, lang: str) -> Names:
    """Names of stages, programmes, districts and industries by code, in reference order."""
    return _read_names(snapshot.id, str(snapshot.folder), lang, snapshot) if snapshot else {}


@st.cache_resource(max_entries=16, show_spinner=False)
def _read_names(snapshot_id: str, folder: str, lang: str, _snapshot: Snapshot) -> Names:
    return names_in(lang, reference_rows(_snapshot))


def every_cohort(snapshot: Snapshot) -> list[tuple[str, str]]:
    """Programme and cohort of every designation that the snapshot knows, whatever the filters."""
    return list(snapshot.query(_COHORTS).itertuples(index=False, name=None))


def unit_label(word: str, lang: str) -> str:
    """A unit as files write it, and what it means to readers of another language."""
    return say(lang, f"unit_word.{word}") if has(lang, f"unit_word.{word}") else word


def table_label(lang: str, name: str, sources: Mapping[str, str]) -> str:
    """What a table of a snapshot is called; `sources` names kinds of upload that texts does not know."""
    return say(lang, f"table.{name}") if has(lang, f"table.{name}") else sources.get(name, name)


def table_about(lang: str, name: str, about: str) -> str:
    """What a table of a snapshot holds; `about` where texts does not know the table."""
    return say(lang, f"table_about.{name}") if has(lang, f"table_about.{name}") else about


def list_definitions(lang: str, words: str = "") -> pd.DataFrame:
    """Every measure whose name or meaning holds the words: what it is, how it is worked out, an example."""
    found = [
        (*(_told(lang, f"metric.{metric}.{part}") for part in _DEFINED), metric)
        for metric in names_under(lang, "metric")
        if has(lang, f"metric.{metric}.definition")
    ]
    wanted = words.casefold().split()
    kept = [row for row in found if all(word in " ".join(row).casefold() for word in wanted)]
    return pd.DataFrame(kept, columns=[say(lang, f"definitions.{part}") for part in (*_DEFINED, "code")])


def _told(lang: str, key: str) -> str:
    return say(lang, key) if has(lang, key) else ""
