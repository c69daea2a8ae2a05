"""How long a deck of fifteen slides takes as a PowerPoint file.

python -m bench.decks [--times 5]
"""

import argparse
import time
from datetime import UTC, datetime

from reports.pptx import as_pptx
from tests.reports.deck_contents import deck


def main(times: int) -> None:
    made_at = datetime(2025, 1, 22, tzinfo=UTC)
    for lang in ("ko", "en"):
        slides, spent = deck(lang), []
        for _ in range(times):
            began = time.process_time()
            size = len(as_pptx(slides, "deck", lang, "footer", made_at))
            spent.append(time.process_time() - began)
        print(f"{lang}: {len(slides)} slides, {size:,} bytes, {min(spent):.2f} to {max(spent):.2f} s of CPU")


if __name__ == "__main__":
    asked = argparse.ArgumentParser()
    asked.add_argument("--times", type=int, default=5)
    main(asked.parse_args().times)
