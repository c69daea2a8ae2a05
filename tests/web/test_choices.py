"""Choices of a page: what the browser is told of them."""

from streamlit.testing.v1 import AppTest


def narrowed() -> None:
    import streamlit as st

    from web.choices import choose_code

    market = st.text_input("market", key="market")
    lost = {2024: "2024: 4", 2023: "2023: 9"} if not market else {2024: "2024: 1", 2023: "2023: 2"}
    st.text(choose_code("number", lost, key="number"))


def test_a_number_that_a_filter_moved_is_told_to_the_browser_anew():
    app = AppTest.from_function(narrowed).run()
    app.selectbox(key="number").select("2023: 9").run()
    app.text_input(key="market").input("CN").run()
    told = app.selectbox(key="number").proto
    assert (app.text[0].value, told.set_value, told.raw_value) == ("2023", True, "2023: 2")
