"""A town in which every text of every kind of file is an attack; numbers, codes and dates are as they should be."""

from pathlib import Path

from etl import act
from etl.proposal import CONFIRM, Incoming
from tests.etl.acting import business_no

NAMES = [
    "![x](http://evil.example/pixel.png)",
    "<img src=http://evil.example/x.png onerror=window.hacked=1>",
    "<script>window.hacked=1</script>",
    "[눌러](http://evil.example)",
    '=HYPERLINK("http://evil.example")',
    "<b>굵게</b> **굵게** $x^2$ :red[경고]",
    "가나다\u202e라마바",
    "&lt;img src=http://evil.example/e.png&gt; &#60;i&#62;",
    "x'); DROP TABLE firms; -- ' OR 1=1",
    "<a href='http://evil.example'>표</a>%{customdata}<extra>",
    ":material/delete: :blue-background[파랑] <br>",
    "@SUM(1+1)*cmd|' /C calc'!A0",
]
ACTS = ("http://evil.example/pixel.png)", "<img", "<script", "<b>", "<a href='http", "](http", "<extra>%")
STAGES = ("PRE-명품강소기업", "명품강소기업", "스타기업")
COUNTRIES = ("US", "DE", "JP", "VN")
YEARS = (2023, 2024)


def _text(at: int) -> str:
    return NAMES[at % len(NAMES)]


def _rows() -> dict[str, tuple[str, list[list[object]]]]:
    """By kind of file: its heading, its rows."""
    firms = range(len(NAMES))
    number = [business_no(at + 1) for at in firms]
    groups = ("g1", "g2")
    return {
        "industries": ("industry_code,name_ko,name_en,section,knowledge_service,source",
                       [["26", _text(1), _text(0), "C", "no", _text(0)]]),
        "market_groups": ("market_group,group_rank,name_ko,name_en,source",
                          [[code, at + 20, _text(at), _text(at + 1), _text(0)] for at, code in enumerate(groups)]),
        "markets": ("country,market_group,source",
                    [[code, groups[at % 2], _text(at)] for at, code in enumerate(COUNTRIES)]),
        "hs_names": ("hs_code,hs_section,name_ko,name_en,source",
                     [["8504", "XVI", _text(1), _text(0), _text(2)], ["850440", "XVI", _text(0), _text(1), _text(2)]]),
        "institutions": ("institution,role,export_package,valid_from,source",
                         [[_text(at), _text(at + 1), "yes", "2019-01-01", _text(0)] for at in range(4)]),
        "published_figures": ("measure,count_kind,value,unit,as_of,reason,source",
                              [["flagship", "current", 100, "firms", "2024-12-31", _text(1), _text(0)]]),
        "firms": ("business_no,firm_name,firm_name_en,industry,product,district,address,status",
                  [[number[at], _text(at), _text(at + 1), "26", _text(at + 2), "북구", f"북구 {_text(at + 3)}", "정상"]
                   for at in firms]),
        "designations": ("firm_name,business_no,programme,cohort,starts_on,ends_on,awarding_body,address,source",
                         [[_text(at), number[at], STAGES[at % 3], _text(at + 5), "2022-01-01", "2024-06-30",
                           _text(at + 1), _text(at + 2), _text(at + 4)] for at in firms]),
        "exports": ("firm_name,business_no,month,hs_code,country,exports_usd,weight_kg,channel",
                    [[_text(at), number[at], f"{year}-{month:02}", "850440", COUNTRIES[at % 4], 1000 * (at + month), 10,
                      "직접"] for at in firms for year in YEARS for month in range(1, 13)]),
        "outcomes": ("firm_name,business_no,fiscal_year,sales_krw,staff,rnd_krw",
                     [[_text(at), number[at], year, 10**9 + at * 10**7, 20 + at, 10**7] for at in firms
                      for year in YEARS]),
        "participation": ("firm_name,business_no,support_programme,fiscal_year,starts_on,agency,recommended_by,"
                          "support_krw",
                          [[_text(at), number[at], _text(at + 1), 2023, "2023-03-01", _text(at + 2), _text(at + 3),
                            1000000] for at in firms]),
    }  # fmt: skip


def _written(cells: list[object]) -> str:
    return ",".join('"' + str(cell).replace('"', '""') + '"' for cell in cells)


def fill(home: Path, folder: Path) -> None:
    """Load every kind of file, by somebody whose name is one, from files whose names are too."""
    files = []
    for kind, (head, rows) in _rows().items():
        path = folder / f"{kind} ![x](http:⁄⁄evil.example) <img src=x onerror=window.hacked=1>.csv"
        path.write_text("\n".join([head, *map(_written, rows)]), encoding="utf-8")
        files.append(Incoming(str(path), path.name, kind, None, {}))
    proposal = act.propose(home, files, NAMES[1])
    assert proposal.verdict == CONFIRM, proposal.findings  # markup and formulas stop once
    act.confirm(home, proposal.id, NAMES[1])
