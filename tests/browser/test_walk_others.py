"""A real browser opens every page from a cold deep link, in every language and size: the other half."""

from tests.browser import standing
from texts import languages


@standing.pages(1)
@standing.sizes_and_languages(1, languages())
def test_a_page_stands_when_its_link_is_the_first_request(browser, fresh, names_of_firms, size, lang):
    page, server = fresh
    wrong = standing.what_is_wrong(browser, page, server, names_of_firms, lang, size)
    assert not wrong, "\n".join(wrong)


@standing.pages_in_the_dark(1)
def test_a_page_can_be_read_in_the_dark(browser, fresh):
    page, server = fresh
    wrong = standing.what_is_wrong_in_the_dark(browser, page, server)
    assert not wrong, "\n".join(wrong)
