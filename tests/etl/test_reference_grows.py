"""A reference file as it was landed before its contract had grown a column is read, and says nothing in the new one."""

from etl.clean import clean
from etl.decode import decode
from etl.recognise import recognise
from tests.conftest import ROOT

OLD = "industry_code,name_ko,name_en,section\n28,전기장비 제조업,Electrical equipment,C\n"


def read(text: bytes):
    return clean(recognise(decode(text).sheets), {})


def rows_of(cleaned) -> list[dict]:
    return cleaned.table("u1").to_pylist()


def test_industries_of_an_older_seed_leave_open_whether_they_are_knowledge_services():
    cleaned = read(OLD.encode())
    assert (cleaned.rows_read, cleaned.rejected_rows) == (1, [])
    assert [row["knowledge_service"] for row in rows_of(cleaned)] == [None]


def test_the_seed_says_yes_no_or_nothing_of_each_industry():
    cleaned = read((ROOT / "data" / "reference" / "industries.csv").read_bytes())
    said = {row["industry_code"]: row["knowledge_service"] for row in rows_of(cleaned)}
    assert (said["62"], said["28"], said["75"]) == ("yes", "no", None)
    assert all("확인 필요" in row["source"] for row in rows_of(cleaned))  # nobody has read the list itself
