"""The sample year: four workbooks of a fictitious bureau, brought in the way she brings in her own."""

from desktop_app.core.errors import UserError
from desktop_app.core.progress import Report, silent
from desktop_app.exchange import importing
from desktop_app.records import known, ledger, settings
from desktop_app.records.settings import Settings

YEAR = 2022


def add(report: Report = silent) -> set[str]:
    """Import the sample year and say so in the settings, so that every page can mark it."""
    reading = importing.read_files(sorted(ledger.SAMPLE.glob("*.xlsx")), known.now(), report)
    if reading.problems:
        raise UserError(f"示例数据有问题：{reading.problems[0]}")
    changed = importing.write_all(reading, report)
    return changed | settings.change(Settings(office="示例县司法局", sample=str(YEAR)))
