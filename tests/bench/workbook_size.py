"""A process of its own: writes sheets of a year's workbook and says how long that took and its peak of memory.

python -m tests.bench.workbook_size FOLDER YEAR [SHEET ...]
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from desktop_app.exchange import workbook
from desktop_app.records import ledger

MEGABYTE = 1 << 20


def main(folder: Path, year: int, sheets: list[str]) -> None:
    ledger.open_(folder)
    try:
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "book.xlsx"
            started = time.perf_counter()
            workbook.write(workbook.Order(year, sheets=sheets or None), path)
            took, size = time.perf_counter() - started, path.stat().st_size / MEGABYTE
    finally:
        ledger.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"took": took, "peak": peak, "size": size}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
