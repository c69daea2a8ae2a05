"""What reading and building found: codes and parameters. The sentences are in texts."""

from dataclasses import asdict, dataclass, field, replace

ERROR, WARNING, CORRECTION = "error", "warning", "correction"


@dataclass(frozen=True)
class Finding:
    """One thing found in a file: what (code), how grave, where, and the value it is about.

    `row` is the row as a person sees it in the file (header included), `column` the file's own header, `sheet` the
    workbook's; each is None when the finding is not about one.
    """

    code: str
    severity: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    params: dict[str, str] = field(default_factory=dict)
    sheet: str | None = None

    def on(self, sheet: str | None) -> "Finding":
        """The same finding on that sheet, unless it names one already."""
        return self if self.sheet or sheet is None else replace(self, sheet=sheet)

    def as_dict(self) -> dict:
        """Plain values, for JSON."""
        return asdict(self)


class FileRefused(Exception):
    """A file that cannot be read at all: holds the findings that say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(", ".join(finding.code for finding in findings))
        self.findings = findings


def error(
    code: str, row: int | None = None, column: str | None = None, value: str | None = None, **params: object
) -> Finding:
    """Nothing loads while this stands."""
    return Finding(code, ERROR, row, column, value, _told(params))


def warning(
    code: str, row: int | None = None, column: str | None = None, value: str | None = None, **params: object
) -> Finding:
    """A person confirms before it loads."""
    return Finding(code, WARNING, row, column, value, _told(params))


def correction(
    code: str, row: int | None = None, column: str | None = None, value: str | None = None, **params: object
) -> Finding:
    """Read otherwise than written; listed and loaded."""
    return Finding(code, CORRECTION, row, column, value, _told(params))


def _told(params: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in params.items()}
