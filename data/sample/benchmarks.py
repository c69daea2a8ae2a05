"""What an invented city and nation exported in the months in which the invented firms did."""

from collections import Counter
from collections.abc import Iterable, Iterator

from council import MARK
from dice import Dice
from exports import EXPORT_HEADER

BENCHMARK_HEADER = ["지역", "기간", "수출액(USD)", "출처"]
_MONTH, _USD = EXPORT_HEADER.index("연월"), EXPORT_HEADER.index("수출액(USD)")
REGIONS = {"광주": 1, "전국": 41}  # the nation exports so many times as much as the city
FIRST_SHARE, YEARLY_GAIN = 0.072, 0.0012  # of the city's exports by the invented firms


def benchmark_rows(exports: Iterable[list[object]]) -> Iterator[list[object]]:
    """A row per region and month; the city grows a little slower than the firms."""
    months: Counter = Counter()
    for row in exports:
        months[row[_MONTH]] += row[_USD]
    first = int(min(months)[:4])
    for region, times in REGIONS.items():
        dice = Dice("benchmarks", region)
        for month in sorted(months):
            share = FIRST_SHARE + YEARLY_GAIN * (int(month[:4]) - first)
            # the firms' own ups and downs are only a part of the region's
            usd = months[month] / share * times * dice.between(0.95, 1.05)
            yield [region, month, round(usd / 1000) * 1000, MARK]
