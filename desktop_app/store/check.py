"""Whether the data is whole: pages by their checksums, the tables among themselves, the journal by its chain and head.

SQLite's own check misses nearly every flipped bit; the checksum that the encryption keeps for each page misses none.
"""

from typing import Any

from desktop_app.store import anchor, journal, troubles
from desktop_app.store.cipher import connect, driver
from desktop_app.store.models import db


def check() -> list[str]:
    """Return what is wrong, as sentences; nothing when all is well. Reads every page: seconds for a large ledger."""
    connection = connect(db.path, db.raw_key)  # its own: one that met a damaged page is of no use any more
    try:
        found = damage(connection, "integrity_check")
    finally:
        connection.close()
    if found:
        return [found]
    return [problem for problem in (journal.verify().problem, anchor.compare()) if problem]


def damage(connection: Any, tables: str = "quick_check") -> str:
    """Return the first damage to a database file, as a sentence; empty when it is whole.

    `tables` is SQLite's check of the tables: integrity_check also compares every index with its table.
    """
    try:
        pages = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if pages:
            return f"数据文件有 {len(pages)} 处损坏（校验值不符），请用最近的备份恢复。"
        if connection.execute(f"PRAGMA {tables}").fetchall() != [("ok",)]:
            return "数据文件内部已损坏，请用最近的备份恢复。"
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    except driver.DatabaseError as error:
        if not troubles.is_damage(error):
            raise
        return "数据文件已损坏，读不出来，请用最近的备份恢复。"
    return f"有 {len(loose)} 条记录所指的记录不存在（如表 {loose[0][0]}），请用最近的备份恢复。" if loose else ""
