"""A real browser opens every page by its link, in every language and size: one half of them."""

from tests.browser import standing
from texts import languages


@standing.pages(0)
def test_a_deep_link_sends_nothing_to_a_role_without_right(fresh, secrets):
    page, server, _ = fresh
    wrong = standing.what_is_sent_to_others(page, server, secrets)
    assert not wrong, "\n".join(wrong)


@standing.pages(0)
@standing.sizes_and_languages(0, languages())
def test_a_page_stands_when_its_link_is_all_that_a_browser_asks(browser, fresh, names_of_firms, size, lang):
    page, server, is_new = fresh
    wrong = standing.what_is_wrong(browser, page, server, names_of_firms, lang, size, is_new=is_new)
    assert not wrong, "\n".join(wrong)


@standing.pages_in_the_dark(0)
def test_a_page_can_be_read_in_the_dark(browser, fresh):
    page, server, _ = fresh
    wrong = standing.what_is_wrong_in_the_dark(browser, page, server)
    assert not wrong, "\n".join(wrong)
