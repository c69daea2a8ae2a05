"""The row of cards at the top of a page: figure, target, change, spark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from texts import say
from web.safe import safe_html
from web.session import Visit

_SIGNS = {"met": "●", "watch": "!", "missed": "■"}  # a sign and a word: colour alone tells some readers nothing
MOST_CARDS = 8
_NUMBER = re.compile(r"(\D*?)([+−]?\d[\d.,]*)(.*)", re.DOTALL)  # the unit before or after it is set smaller
_SPARK_FLOOR = 0.08  # a bar of nothing still shows that there was a year


@dataclass(frozen=True)
class Card:
    """One figure, already in words: "96개사", target "총량 100개사", change "+2개사 (전년 같은 날)"."""

    label: str
    value: str
    target: str | None = None
    change: str | None = None
    status: str = "none"
    spark: Sequence[float] = ()
    spark_label: str | None = None
    exact: str | None = None  # shown on hover where the figure is rounded


def show_kpis(visit: Visit, cards: Sequence[Card], *, head: str = "") -> None:
    """Draw at most eight cards in one row, under a heading where there is one; they wrap where it is narrow."""
    items = "".join(_card(visit.lang, card) for card in cards[:MOST_CARDS])
    above = f"<h2 class='kpis-head'>{safe_html(head)}</h2>" if head else ""
    st.html(f"{above}<ul class='kpis' style='--cards:{min(len(cards), MOST_CARDS)}'>{items}</ul>")


def _card(lang: str, card: Card) -> str:
    sign = ""
    if card.status in _SIGNS:
        word = safe_html(say(lang, f"figure.status.{card.status}"))
        sign = f"<span class='status {card.status}'><b aria-hidden='true'>{_SIGNS[card.status]}</b> {word}</span>"
    exact = f" title='{safe_html(card.exact)}'" if card.exact else ""
    lines = "".join(f"<span>{safe_html(text)}</span>" for text in (card.target, card.change) if text)
    return (
        f"<li class='kpi'><p class='kpi-label'>{safe_html(card.label)}</p>"
        f"<p class='kpi-value'{exact}>{_figure(card.value)}</p>"
        f"<p class='kpi-about'>{lines}</p>{_spark(card)}{sign}</li>"
    )


def _figure(value: str) -> str:
    found = _NUMBER.fullmatch(value)
    if not found:
        return safe_html(value)
    before, number, after = found.groups()
    return "".join((_small(before), safe_html(number), _small(after)))


def _small(unit: str) -> str:
    return f"<small>{safe_html(unit)}</small>" if unit else ""


def _spark(card: Card) -> str:
    points = [point for point in card.spark if point == point]
    if len(points) < 2:
        return ""
    top = max(max(points), 1e-9)
    bars = "".join(f"<i style='height:{max(point / top, _SPARK_FLOOR):.0%}'></i>" for point in points)
    label = safe_html(card.spark_label or card.label)
    return f"<div class='spark' role='img' aria-label='{label}'>{bars}</div>"
