"""What a person does on the analysts' pages: drop files, read what is said, tick, press, choose a row."""

from streamlit.testing.v1 import AppTest

import warehouse
from tests.conftest import ROOT
from tests.etl.acting import business_no

FIRMS = """사업자등록번호,기업명,자치구,업종
999-01-00009,㈜가람테크,북구,26
999-01-00012,나래정밀,광산구,29
"""
DESIGNATIONS = """기업명,사업자등록번호,지정단계,지정일
㈜가람테크,999-01-00009,명품강소기업,2024-01-01
나래정밀,999-01-00012,PRE-명품강소기업,2025-01-01
"""
# one name that may mean two firms, and one that is known by its name only
GARAM = business_no(1)
REGISTER = f"사업자등록번호,기업명,자치구\n{GARAM},㈜가람테크,북구\n{business_no(2)},가람테크,동구\n"
LIST = "기업명,지정단계,지정일,주소\n주식회사 가람테크,스타기업,2021-05-01,\n<b>다온</b>,pre,2022-01-01,광주 남구 1\n"


class Visitor:
    """One session in the shell, opened on one of the analysts' pages."""

    def __init__(self, page: str, **link: str) -> None:
        self.app = AppTest.from_file(str(ROOT / "web" / "main.py"), default_timeout=120)
        for name, value in link.items():
            self.app.query_params[name] = value
        self.app.run()
        self.go_to(page)

    def go_to(self, page: str) -> None:
        self.app.switch_page(f"../pages/analyst/{page}.py").run()

    def drop(self, *files: tuple[str, str | bytes]) -> None:
        """Drop files (name, content) on the page."""
        held = [(name, text if isinstance(text, bytes) else text.encode(), "text/csv") for name, text in files]
        self.app.file_uploader[0].set_value(held).run()

    def tick(self, start: str) -> None:
        """Tick the box whose key starts so."""
        next(box for box in self.app.checkbox if box.key.startswith(start)).check().run()

    def press(self, key: str) -> None:
        self.app.button(key=key).click().run()

    def publish(self) -> None:
        """Tick what must be ticked and publish."""
        if any(box.key.startswith("sure_") for box in self.app.checkbox):
            self.tick("sure_")
        self.press("publish")

    def choose_row(self, number: int) -> None:
        """Choose a row of the first table that can be chosen from."""
        key = next(table.key for table in self.app.dataframe if table.key)
        self.app.session_state[key] = {"selection": {"rows": [number], "columns": [], "cells": []}}
        self.app.run()

    @property
    def keys(self) -> set[str]:
        """Keys of the buttons and boxes that stand on the page."""
        return {each.key for each in [*self.app.button, *self.app.checkbox, *self.app.file_uploader] if each.key}

    @property
    def said(self) -> str:
        """Everything that the page says."""
        app = self.app
        told = [*app.markdown, *app.info, *app.warning, *app.success, *app.error, *app.caption]
        labels = [each.label for each in [*app.expander, *app.checkbox, *app.button]]
        return "\n".join([str(each.value) for each in told] + labels + [each.proto.body for each in app.get("html")])

    @property
    def accidents(self) -> list[str]:
        return [box.value for box in [*self.app.exception, *self.app.error]]


def spells(home) -> int:
    """How many designation spells the published snapshot holds."""
    with warehouse.open_snapshot(home) as snapshot:
        return snapshot.manifest["tables"]["spells"]["rows"]
