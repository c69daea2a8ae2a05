"""Products as marts: each level of the HS once, named after the nearest that has a name."""

from tests.warehouse.clean_tables import export, snapshot_of

NAMES = [
    {"hs_code": "XVI", "name_ko": "기계·전기기기", "name_en": "Machinery"},
    {"hs_code": "85", "hs_section": "XVI", "name_ko": "전기·전자기기", "name_en": "Electronics"},
    {"hs_code": "8504", "hs_section": "XVI", "name_ko": "변압기", "name_en": "Transformers"},
]
SOLD = [
    export("a", "2024-01", 10, hs="850440"),
    export("a", "2024-01", 10, hs="8504409000"),
    export("a", "2024-01", 0, hs="853400"),  # reported, though nothing was sold
    export(None, "2024-01", 10, hs="330499"),  # left out: nobody's
]


def products(folder, **tables):
    with snapshot_of(folder, [], exports=SOLD, **tables) as snapshot:
        rows = snapshot.query("SELECT hs_product, hs_level, hs_within, name_ko, has_own_name FROM marts.hs_products")
        return {row.hs_product: tuple(row)[1:] for row in rows.itertuples(index=False)}


def test_a_product_stands_within_the_level_above_and_bears_the_nearest_name(tmp_path) -> None:
    assert products(tmp_path, hs_names=NAMES) == {
        "XVI": ("section", None, "기계·전기기기", True),
        "85": ("chapter", "XVI", "전기·전자기기", True),
        "8504": ("heading", "85", "변압기", True),
        "8534": ("heading", "85", "전기·전자기기", False),
        "850440": ("code", "8504", "변압기", False),
        "8504409000": ("code", "8504", "변압기", False),
        "853400": ("code", "8534", "전기·전자기기", False),
    }


def test_a_folder_without_names_keeps_its_products_under_no_known_section(tmp_path) -> None:
    found = products(tmp_path)
    assert found["unknown"] == ("section", None, None, False)
    assert found["85"] == ("chapter", "unknown", None, False)
