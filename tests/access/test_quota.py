"""A person's uploads of one day."""

import pytest

from access.quota import DAY, FILE, LIMIT, QuotaUsedUp, use


@pytest.fixture(autouse=True)
def ten_megabytes(monkeypatch):
    monkeypatch.setenv(LIMIT, "10")


def test_a_person_uploads_up_to_the_limit_and_others_still_may(tmp_path):
    use(tmp_path, "kim", 6_000_000, now=0)
    with pytest.raises(QuotaUsedUp) as refused:
        use(tmp_path, "kim", 5_000_000, now=10)
    assert (refused.value.limit, refused.value.left) == (10_000_000, 4_000_000)
    use(tmp_path, "kim", 4_000_000, now=20)  # what was refused was not counted
    use(tmp_path, "lee", 10_000_000, now=30)


def test_a_day_later_the_quota_is_whole_again(tmp_path):
    use(tmp_path, "kim", 10_000_000, now=0)
    use(tmp_path, "kim", 10_000_000, now=DAY + 1)


def test_a_spoilt_count_begins_anew(tmp_path):
    (tmp_path / FILE).write_text("?")
    use(tmp_path, "kim", 10_000_000)
    with pytest.raises(QuotaUsedUp):
        use(tmp_path, "kim", 1)
