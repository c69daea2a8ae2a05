"""What the walk lets pass, each line with its reason. Nothing here is a pattern that fits everything."""

# Streamlit 1.67 asks for these two beneath a deep link before it finds them at the root; no others are known.
CONSOLE = (
    r"404 .*/[a-z_]+/_stcore/health$",
    r"404 .*/[a-z_]+/_stcore/host-config$",
)

# Words that Korean offices write in Latin letters, as they stand in Korean reports.
LATIN = {"PRE", "KPI", "CSV", "XLSX", "USD", "ID", "HS", "R&D", "KIAT", "IP", "EN", "UTF", "BOM", "CP", "English",
         "Parquet", "HHI", "kg", "EU", "CIS"}  # fmt: skip
LATIN_SHAPES = (
    r"^Skip to main content$",  # Streamlit's own link for keyboards, put there by its script; no setting
    r"\bK-stat\b",  # the name of the statistics of the trade association
    r"https?://\S+",  # the link to pass on
    r"GANGSO_DATA=\S+( make run)?",  # the command for a clean folder, to be typed as it stands
    r"\b(yyyy|mm|dd)\b",  # an empty date field; Streamlit has no setting for it
    r"\b[\w-]+\.(csv|xlsx)\b",  # names of files as people uploaded them
    r"\b(dictionary|manifest)\.json\b",  # names of files in the archive of the extract page
    r"\b[0-9a-f]{12,64}\b",  # fingerprints and upload ids
)

# Rules of axe, with the elements (as CSS selectors) that are Streamlit's own and cannot be mended from here.
AXE: dict[str, tuple[str, ...]] = {
    # The menu folded for phones: Streamlit puts the sections' headings between <ul> and <li>.
    "list": ("[data-testid=stSidebarNavItems]",),
    "listitem": ("[data-testid=stSidebarNavItems] li",),
    # The button's Korean words are its ::after (web/uploader.py). Browsers read them aloud, axe does not see them.
    "button-name": ("[data-testid=stFileUploaderDropzone] button",),
    # Streamlit gives the drop zone role=presentation and a label at once.
    "presentation-role-conflict": ("[data-testid=stFileUploaderDropzone]",),
}
