"""The one way in which a cell is refused."""


class BadCell(ValueError):
    """A cell that cannot be read; `code` names why, `params` what the sentence needs."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code, self.params = code, params
