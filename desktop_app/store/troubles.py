"""What the database reports when the machine, not the program, is at fault: in the clerk's words.

peewee wraps the driver's errors, and an error while rolling back hides the first one: so the whole chain is walked.
"""

from collections.abc import Generator
from contextlib import contextmanager

from desktop_app.core.errors import UserError

DAMAGED = "数据文件已损坏，请关闭程序，用最近的备份恢复。"
BUSY, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB = 5, 8, 10, 11, 13, 14, 26  # SQLite's primary result codes
SENTENCES = {
    BUSY: "数据正被另一个操作占用，请稍等片刻再试一次。",
    READONLY: "数据文件是只读的，不能保存，请检查数据文件夹的权限。",
    IOERR: "读写数据文件时磁盘出错，这一步没有保存，请检查磁盘后再试。",
    CORRUPT: DAMAGED,
    FULL: "磁盘已满，这一步没有保存，请腾出空间后再试。",
    CANTOPEN: "数据文件打不开，请检查数据文件夹是否还在、能否写入。",
    NOTADB: DAMAGED,  # the checksum of the first page is wrong
}


WITHOUT_CODE = {"database or disk is full": FULL, "disk I/O error": IOERR}  # so the driver's backup() reports them


def code_of(error: BaseException) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF or WITHOUT_CODE.get(str(error), 0)


def is_damage(error: BaseException) -> bool:
    return code_of(error) in {CORRUPT, NOTADB}


def in_words(error: BaseException) -> str | None:
    """Return the sentence for the first fault of disk or file behind this error; None where it is a bug."""
    seen: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in seen:
        seen.append(cause)
        cause = cause.__cause__ or cause.__context__
    codes = map(code_of, reversed(seen))
    return next((SENTENCES[code] for code in codes if code in SENTENCES), None)


@contextmanager
def told() -> Generator[None, None, None]:
    """Turn such a fault inside the block into a UserError."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        sentence = in_words(error)
        if sentence is None:
            raise
        raise UserError(sentence) from error
