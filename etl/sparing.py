"""What the processes that load files do without."""

import sys


def spare_pandas() -> None:
    """Arrow looks for pandas when it is first given a value: half a second of every act, for nothing.

    For processes that load files and do nothing else.
    """
    sys.meta_path.insert(0, _NoPandas)


class _NoPandas:
    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name=name)
