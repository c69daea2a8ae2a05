"""Layouts that a person made by saying once which column is which; kept in the data folder, found by their header."""

import hashlib
from pathlib import Path

from etl.folder import sync
from etl.layouts import Layout, LayoutBroken, as_text, layout_from


def remembered(home: Path) -> dict[str, str]:
    """Every layout of the data folder, by name, as TOML; what is none is passed over."""
    found = {}
    for path in sorted(_folder(home).glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        try:
            found[layout_from(text, path.stem).name] = text
        except LayoutBroken:
            continue
    return found


def remember(home: Path, layout: Layout) -> Path:
    """Keep a layout; one of the same name is replaced. Returns its file."""
    folder = _folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    # never the name itself: people write what no file system takes
    path = folder / f"{hashlib.sha256(layout.name.encode()).hexdigest()[:12]}.toml"
    part = path.with_suffix(".part")
    part.write_text(as_text(layout), encoding="utf-8")
    sync(part)
    part.replace(path)
    sync(folder)
    return path


def forget(home: Path, name: str) -> None:
    """Remove a layout; uploads that were read by it keep their own copy in the ledger."""
    for path in _folder(home).glob("*.toml"):
        if layout_from(path.read_text(encoding="utf-8"), path.stem).name == name:
            path.unlink()


def _folder(home: Path) -> Path:
    return home / "layouts"
