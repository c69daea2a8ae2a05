"""Where a figure comes from: the file that was uploaded, beside its row."""

import pandas as pd

from web.session import Visit


def with_files(visit: Visit, table: pd.DataFrame) -> pd.DataFrame:
    """The table with the name of each row's file before its source_row; the upload's id where no name is known."""
    files = visit.snapshot.manifest.get("input_files", {})
    named = [files.get(upload_id) or upload_id for upload_id in table["upload_id"]]
    told = table.copy()
    told.insert(table.columns.get_loc("source_row"), "file", named)
    return told
