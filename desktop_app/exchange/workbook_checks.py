"""What a file is and whether it is safe to parse, looked at in the worker before any library sees it.

A file is told by its first bytes, not by its name. A workbook is a zip: its parts are inflated once here, counted,
so that a bomb ends early, and searched for what the fast reader passes over in silence.
"""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

MAX_FILE = 100 * 2**20
MAX_ENTRIES = 2_000
MAX_INFLATED = 200 * 2**20
CHUNK = 2**18

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
BEGINNINGS = (
    (b"\xff\xd8\xff", "一张图片"),
    (b"\x89PNG", "一张图片"),
    (b"GIF8", "一张图片"),
    (b"%PDF", "一个 PDF 文件"),
    (b"Rar!", "一个压缩包"),
    (b"7z\xbc\xaf", "一个压缩包"),
)
SAVE_AS = "请用 WPS 打开后另存为 .xlsx 再导入。"
NOT_A_WORKBOOK = "请换成 .xlsx 工作簿。"
DAMAGED = f"压缩结构已损坏，{SAVE_AS}"

_TELLING = (b't="e"', b"t='e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/", b"mergeCell ", b"hidden=")
_FROM_1904 = re.compile(rb"""\sdate1904=["'](?:1|true|on)["']""")
_OVERLAP = 64


class RefusedError(Exception):
    """The file is not read; the sentence ends with what to do, and names sheet and row where they are known."""

    def __init__(self, sentence: str, sheet: str = "", row: int = 0) -> None:
        super().__init__(sentence)
        self.sheet, self.row = sheet, row


@dataclass(frozen=True)
class Checked:
    """What was seen while inflating."""

    from_1904: bool
    has_margin: bool
    """Error cells, formulas, merged cells or hidden rows are in it, of which the readers do not tell."""


def check(path: Path) -> Checked:
    """Refuse what is no workbook or not safe to parse."""
    size = path.stat().st_size
    if size == 0:
        raise RefusedError(f"这是一个空文件，{NOT_A_WORKBOOK}")
    if size > MAX_FILE:
        raise RefusedError(f"文件有 {size // 2**20} MB，超过 {MAX_FILE // 2**20} MB，请分成几个文件再导入。")
    with path.open("rb") as file:
        beginning = file.read(1024)
    if beginning.startswith(OLD_OFFICE):
        raise RefusedError(_old_office(path.read_bytes()))
    if not beginning.startswith((ZIP, EMPTY_ZIP)):
        raise RefusedError(_no_zip(beginning))
    if not zipfile.is_zipfile(path):
        raise RefusedError(f"文件不完整，{DAMAGED}")
    with zipfile.ZipFile(path) as archive:
        _check_names(archive.infolist())
        _check_kind({entry.filename for entry in archive.infolist()})
        return _inflate(archive)


def _old_office(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "文件设有打开密码，请在 WPS 里取消密码后再导入。"
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return f"这是旧格式的表格（.xls），{SAVE_AS}"
    return f"这是旧格式的 Office 文件，不是工作簿，{NOT_A_WORKBOOK}"


def _no_zip(beginning: bytes) -> str:
    kind = next((kind for mark, kind in BEGINNINGS if beginning.startswith(mark)), "")
    if kind:
        return f"这是{kind}，不是工作簿，{NOT_A_WORKBOOK}"
    if re.match(rb"[\s\xef\xbb\xbf]*<(?:!doctype html|html|table|\?xml)", beginning, re.IGNORECASE):
        return f"这是网页形式的表格，{SAVE_AS}"
    if b"\0" not in beginning:
        return f"这是一个文本文件，不是工作簿，{SAVE_AS}"
    return f"这不是工作簿，{NOT_A_WORKBOOK}"


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.replace("\\", "/") for entry in entries]
    if len(entries) > MAX_ENTRIES:
        raise RefusedError(f"文件里有 {len(entries)} 个部件，超过 {MAX_ENTRIES} 个，{SAVE_AS}")
    if len(set(names)) < len(names):
        raise RefusedError(f"文件里有同名的部件，{DAMAGED}")
    if any(name.startswith("/") or ":" in name or ".." in name.split("/") for name in names):
        raise RefusedError(f"文件里有指向外面的部件名，{DAMAGED}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError("文件设有打开密码，请在 WPS 里取消密码后再导入。")


def _check_kind(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise RefusedError(f"这是二进制格式的工作簿（.xlsb），{SAVE_AS}")
    if "word/document.xml" in names:
        raise RefusedError(f"这是一个 Word 文档，不是工作簿，{NOT_A_WORKBOOK}")
    if "mimetype" in names and "content.xml" in names:
        raise RefusedError(f"这是开放文档格式的表格（.ods），{SAVE_AS}")
    raise RefusedError(f"这是一个压缩包，不是工作簿，{NOT_A_WORKBOOK}")


def _inflate(archive: zipfile.ZipFile) -> Checked:
    """Inflate everything once; sizes that an archive claims of itself are worth nothing."""
    left = MAX_INFLATED
    from_1904 = has_margin = False
    for entry in archive.infolist():
        before = b""
        for chunk in _chunks(archive, entry):
            left -= len(chunk)
            if left < 0:
                raise RefusedError(f"解压后超过 {MAX_INFLATED // 2**20} MB，请检查文件来源。")
            seen, before = before + chunk, chunk[-_OVERLAP:]
            if entry.filename.startswith("xl/worksheets/"):
                has_margin = has_margin or any(sign in seen for sign in _TELLING)
            elif entry.filename == "xl/workbook.xml":
                from_1904 = from_1904 or _FROM_1904.search(seen) is not None
    return Checked(from_1904, has_margin)


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterable[bytes]:
    with archive.open(entry) as file:
        while chunk := file.read(CHUNK):
            yield chunk
