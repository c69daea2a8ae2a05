"""What an institution did: amounts by year and programme, where the firms it recommended stand; and both in words."""

import pandas as pd
import plotly.graph_objects as go

from charts import draw
from charts.draw import Trace
from charts.money import bare, scaled, told
from charts.theme import OUTSIDE, STAGES, Drawing, Look, empty_figure, safe, unfaded

HEIGHT = 300
_ROW, _FOOT, _EMPTY = 34, 20, 160  # pixels of a bar, of both margins, of nothing to draw
Codes = tuple[tuple[str, object], ...]


def institution_support_bars(support: pd.DataFrame, look: Look) -> go.Figure:
    """Amounts of each year stacked by support programme, the sum above. `support`: institution_support of one."""
    if support.empty:
        return empty_figure(HEIGHT, look)
    years = list(range(int(support["year"].min()), int(support["year"].max()) + 1))
    sums = [float(support.loc[support["year"] == year, "support_krw"].sum(min_count=1)) for year in years]
    top = max((value for value in sums if value == value), default=0.0)
    bars = [
        _programme_bar(support[support["support_programme"] == name], years, colour, look)
        for name, colour in _coloured(support, look).items()
    ]
    legend = {"orientation": "h", "x": 0, "y": 1.04, "yanchor": "bottom", "traceorder": "normal", "font": {"size": 12}}
    return Drawing([*bars, _sums(years, sums, top, look)]).figure(
        HEIGHT,
        look,
        barmode="stack",
        bargap=0.45,
        showlegend=True,
        legend=legend | {"itemclick": False, "itemdoubleclick": False},
        xaxis={"type": "category", "tickangle": 0},
        yaxis={"range": [0, scaled(top, "krw", look) * 1.16 or 1], "nticks": 4, "tickformat": ",~r"},
    )


def _programme_bar(rows: pd.DataFrame, years: list[int], colour: str, look: Look) -> Trace:
    by_year = {row.year: row for row in rows.itertuples()}
    held = [by_year.get(year) for year in years]
    return draw.bar(
        name=safe(rows["support_programme"].iloc[0]),
        x=[str(year) for year in years],
        y=[scaled(_known(row), "krw", look) for row in held],
        customdata=[[row.institution, row.year, row.support_programme] if row else None for row in held],
        marker={"color": colour, "line": {"color": look.ink.background, "width": 1}},
        **unfaded(look),
        hovertemplate=[f"{_words(row, look)}<extra></extra>" if row else "" for row in held],
    )


def _sums(years: list[int], sums: list[float], top: float, look: Look) -> Trace:
    """A trace and no notes: Plotly takes the year of a note for a place on the axis."""
    return draw.scatter(
        name="total",
        mode="text",
        x=[str(year) for year in years],
        y=[scaled(value, "krw", look) if value == value else None for value in sums],
        text=[bare(value, "krw", top, look) if value == value else "" for value in sums],
        textposition="top center",
        textfont={"size": 13, "weight": 600},
        hoverinfo="skip",
        showlegend=False,
    )


def institution_recommendations_bars(recommended: pd.DataFrame, look: Look) -> go.Figure:
    """Firms by where they stand now, in stage order from the highest. `recommended`: institution_recommendations."""
    if recommended.empty:
        return empty_figure(_EMPTY, look)
    counted = recommended.groupby("state")["firms"].sum()
    codes = [code for code in (*OUTSIDE[::-1], *STAGES) if code in counted.index]
    codes = [*(code for code in counted.index if code not in codes), *codes]
    bar = draw.bar(
        name="firms",
        orientation="h",
        x=[int(counted[code]) for code in codes],
        y=[look.label("stage", code) for code in codes],
        marker={
            "color": [look.stage_colour(code) for code in codes],
            "line": {"color": [look.stage_edge(code) for code in codes], "width": 1},
        },
        **unfaded(look),
        text=[look.firms(int(counted[code])) for code in codes],
        textposition="outside",
        textfont={"size": 13, "weight": 600},
        cliponaxis=False,
        hoverinfo="skip",
    )
    return Drawing([bar]).figure(
        _FOOT + _ROW * max(len(codes), 3),
        look,
        bargap=0.4,
        xaxis={"visible": False, "range": [0, int(counted.max()) * 1.25]},
        yaxis={"type": "category", "showgrid": False, "tickfont": {"size": 13, "color": look.ink.text}},
    )


def institution_support_message(support: pd.DataFrame, firms: int, look: Look) -> str:
    """How many firms in which years and, where every amount is known, for how much. `firms`: distinct ones."""
    first, last = int(support["year"].min()), int(support["year"].max())
    about = {"years": f"{first}" if first == last else f"{first}–{last}", "firms": look.firms(firms)}
    if support["priced_participations"].sum() < support["participations"].sum():
        return look.say("chart.message.institution.support_plain", **about)
    amount = told(float(support["support_krw"].sum()), "krw", look)
    return look.say("chart.message.institution.support", amount=amount, **about)


def institution_recommendations_message(recommended: pd.DataFrame, look: Look) -> str:
    """How many of those recommended have risen."""
    risen, firms = int(recommended["risen_firms"].sum()), int(recommended["firms"].sum())
    return look.say("chart.message.institution.recommended", firms=look.firms(firms), risen=look.number(risen))


def institution_list_message(summary: pd.DataFrame, look: Look) -> str:
    """How many members of the council have supported firms."""
    members = summary[summary["member_since"].notna()]
    supporting = int((members["supported_firms"] > 0).sum())
    return look.say("institution.list", members=look.number(len(members)), supporting=look.number(supporting))


def institution_cards(own: pd.Series, support: pd.DataFrame, owed: int, overdue: int, look: Look) -> list[dict]:
    """The institution's figures as cards. `own`: its row of institution_summary."""
    firms = {name: look.firms(own[name]) for name in ("supported_firms", "recommended_firms", "risen_firms")}
    money = None if pd.isna(own["support_krw"]) else float(own["support_krw"])
    values = {
        "supported_firms": firms["supported_firms"],
        "participations": look.say("meetings.count", number=look.number(own["participations"])),
        "support_krw": told(money, "krw", look) if money is not None else look.number(None),
        "recommended_firms": firms["recommended_firms"],
        "risen_firms": firms["risen_firms"],
        "owed": look.say("meetings.count", number=look.number(owed)),
    }
    cards = {name: {"label": look.say(f"institution.card.{name}"), "value": value} for name, value in values.items()}
    known, every = int(support["priced_participations"].sum()), int(support["participations"].sum())
    if known < every:
        cards["support_krw"]["change"] = look.say("institution.card.priced", known=known, all=every)
    if overdue:
        cards["owed"]["change"] = look.say("institution.card.overdue", number=look.number(overdue))
    return list(cards.values())


def total_numbers(own: pd.Series, look: Look) -> dict[Codes, str]:
    """All firms that it supported, and all that it recommended. `own`: its row of institution_summary."""
    return {
        (("institution", own["institution"]), ("counted_in", kind)): look.say(
            "chart.message.institution.total_number",
            what=look.name("counted_in", kind),
            firms=look.firms(own[f"{kind}_firms"]),
        )
        for kind in ("supported", "recommended")
        if own[f"{kind}_firms"]
    }


def risen_numbers(own: pd.Series, look: Look) -> dict[Codes, str]:
    """Those that have risen since it recommended them."""
    if not own["risen_firms"]:
        return {}
    what = look.say("institution.card.risen_firms")
    told = look.say("chart.message.institution.total_number", what=what, firms=look.firms(own["risen_firms"]))
    return {(("institution", own["institution"]), ("has_risen", True)): told}


def supported_numbers(support: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """Each number of supported firms, the latest year first, under the codes that find its firms."""
    return {
        (("institution", row.institution), ("year", row.year), ("support_programme", row.support_programme)): look.say(
            "chart.message.institution.supported_number",
            year=row.year,
            programme=row.support_programme,
            firms=look.firms(row.firms),
        )
        for row in support.sort_values("year", ascending=False, kind="stable").itertuples()
    }


def recommended_numbers(recommended: pd.DataFrame, look: Look) -> dict[Codes, str]:
    """Each number of recommended firms, by where they stood and stand."""
    return {
        (("institution", row.institution), ("stage_then", row.stage_then), ("state", row.state)): look.say(
            "chart.message.institution.recommended_number",
            then=look.name("stage", row.stage_then),
            now=look.name("stage", row.state),
            firms=look.firms(row.firms),
        )
        for row in recommended.itertuples()
    }


def _coloured(support: pd.DataFrame, look: Look) -> dict[str, str]:
    """A colour for each programme, the one with the most participations first; the small ones share the last."""
    inks = look.ink
    colours = (inks.stages[3], inks.stages[1], inks.stages[4], inks.stages[2], inks.stages[0], inks.outside[1])
    named = support.groupby("support_programme")["participations"].sum().sort_values(ascending=False).index
    return {name: colours[min(nth, len(colours) - 1)] for nth, name in enumerate(named)}


def _known(row) -> float:
    return 0.0 if row is None or pd.isna(row.support_krw) else float(row.support_krw)


def _words(row, look: Look) -> str:
    about = {"programme": safe(row.support_programme), "participations": look.number(row.participations)}
    lines = look.say("chart.message.institution.hover", year=row.year, firms=look.firms(row.firms), **about)
    return lines if pd.isna(row.support_krw) else f"{lines}<br><b>{told(float(row.support_krw), 'krw', look)}</b>"
