"""The rows that stand, as one table: what stands whole is handed on as it was written, the rest is asked for."""

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from etl import standing as questions
from etl.clean import ARROW, numbered
from etl.contract import Contract


def rows_kept(
    connection: duckdb.DuckDBPyConnection, contract: Contract, files: dict[str, Path], firms: dict[str, str]
) -> pa.Table:
    """The standing rows of these uploads (id → clean Parquet), with firm_id where the contract has numbers of firms.

    Texts are numbered words. The tables and views of etl.standing are there already.
    """
    schema = pa.schema({name: numbered(ARROW[kind]) for name, kind in contract.clean_columns.items()}
                       | {"upload_id": numbered(pa.string()), "source_row": pa.int64()})  # fmt: skip
    whole = [upload_id for (upload_id,) in connection.sql(questions.WHOLE_ONES).fetchall()]
    tables = [_as_written(files[upload_id], schema) for upload_id in whole]
    if len(whole) < len(files):
        tables.append(connection.sql(questions.OTHERS).select(*schema.names).to_arrow_table().cast(schema))
    table = pa.concat_tables(tables).unify_dictionaries()
    if "business_no" not in contract.clean_columns:
        return table
    return table.append_column("firm_id", pa.chunked_array(_firms(table["business_no"].chunks, firms), pa.string()))


def _as_written(path: Path, schema: pa.Schema) -> pa.Table:
    # mapped: read into memory first, the same took three times as long; nor by pq.read_table, which imports pandas
    words = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    with pq.ParquetFile(path, read_dictionary=words, memory_map=True) as file:
        return file.read(schema.names, use_threads=False).cast(schema)


def _firms(numbers: Iterable[pa.DictionaryArray], firms: dict[str, str]) -> list[pa.Array]:
    return [
        pa.array([firms.get(number) for number in each.dictionary.to_pylist()], pa.string()).take(each.indices)
        for each in numbers
    ]
