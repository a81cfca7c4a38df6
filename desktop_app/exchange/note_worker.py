"""Reads the text of one note in a process of its own, limited as that of workbooks: `note_worker.py FILE`.

The last line is {"text": …} or {"refused": …}. A file is told by its first bytes: a .docx is a zip with a document in
it, anything without a NUL is text in UTF-8, UTF-16 or GB 18030. Of a .docx everything is taken that Word counts with
包括文本框、脚注和尾注: paragraphs, tables, text boxes, footnotes, endnotes; no headers, deleted text or field codes.
"""

import codecs
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from desktop_app.exchange.workbook_checks import BEGINNINGS, EMPTY_ZIP, MAX_FILE, OLD_OFFICE, ZIP, RefusedError
from desktop_app.exchange.workbook_worker import limit_itself

MAX_PART = 64 * 2**20
MAX_ENTRIES = 5_000
PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
SAVE_AS = "请用 WPS 打开后另存为 .docx 再收。"
NOT_A_NOTE = "请换成 .docx、.txt 或 .md 文件。"
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {_FALLBACK, f"{_W}pPr", f"{_W}del", f"{_W}moveFrom", f"{_W}instrText"}
"""What is written twice, deleted, moved away, or no text: the tabs of a paragraph's format are none."""
_SEPARATES = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}p": "\n", f"{_W}noBreakHyphen": "-"}


def main(path: Path) -> None:
    limit_itself()
    try:
        said = {"text": text_of(path)}
    except RefusedError as refused:
        said = {"refused": str(refused)}
    sys.stdout.buffer.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def text_of(path: Path) -> str:
    """Return the text; RefusedError says why there is none."""
    size = path.stat().st_size
    if size == 0:
        raise RefusedError(f"这是一个空文件，{NOT_A_NOTE}")
    if size > MAX_FILE:
        raise RefusedError(f"文件有 {size // 2**20} MB，超过 {MAX_FILE // 2**20} MB，请删去里面的图片再收。")
    data = path.read_bytes()
    if data.startswith(OLD_OFFICE):
        raise RefusedError(_old_office(data))
    if data.startswith((ZIP, EMPTY_ZIP)):
        return _of_docx(path)
    return _of_text(data)


def _old_office(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "文件设有打开密码，请在 WPS 里取消密码后再收。"
    if "WordDocument".encode("utf-16-le") in data:
        return f"这是旧格式的文档（.doc），{SAVE_AS}"
    return f"这是旧格式的 Office 文件，不是文档，{NOT_A_NOTE}"


def _of_docx(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = {entry.filename: entry for entry in archive.infolist()}
            if len(entries) > MAX_ENTRIES:
                raise RefusedError(f"文件里有 {len(entries)} 个部件，太多了，{SAVE_AS}")
            if any(entry.flag_bits & 1 for entry in entries.values()):
                raise RefusedError("文件设有打开密码，请在 WPS 里取消密码后再收。")
            if PARTS[0] not in entries:
                raise RefusedError(f"这不是 Word 文档，{NOT_A_NOTE}")
            parts = [_part(archive, entries[name]) for name in PARTS if name in entries]
    except (zipfile.BadZipFile, OSError, NotImplementedError, EOFError) as error:
        raise RefusedError(f"文件不完整或已损坏，{SAVE_AS}") from error
    return "\n".join("".join(_text(part)) for part in parts)


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Inflate one part as far as is sensible: the size that an archive claims of itself is worth nothing."""
    with archive.open(entry) as file:
        found = file.read(MAX_PART + 1)
    if len(found) > MAX_PART:
        raise RefusedError(f"解压后超过 {MAX_PART // 2**20} MB，请检查文件来源。")
    return found


def _text(part: bytes) -> Iterator[str]:
    from io import BytesIO  # noqa: PLC0415  a text file needs no parser
    from xml.etree.ElementTree import ParseError  # noqa: PLC0415

    from defusedxml.common import DefusedXmlException  # noqa: PLC0415
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415

    left_out = 0
    try:
        for event, element in iterparse(BytesIO(part), events=("start", "end"), forbid_dtd=True):
            step = 1 if event == "start" else -1
            if element.tag in _LEFT_OUT:
                left_out += step
            elif left_out == 0 and event == "end":
                yield (element.text or "") if element.tag == f"{_W}t" else _SEPARATES.get(element.tag, "")
            elif left_out == 0 and element.tag == f"{_W}txbxContent":
                yield "\n"
            if event == "end":
                element.clear()
    except (ParseError, DefusedXmlException) as error:
        raise RefusedError(f"文件内容已损坏，{SAVE_AS}") from error


def _of_text(data: bytes) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    kind = next((kind for beginning, kind in BEGINNINGS if data.startswith(beginning)), "")
    if kind:
        raise RefusedError(f"这是{kind}，不是文字，{NOT_A_NOTE}")
    if b"\0" in data:
        raise RefusedError(f"这不是文字，{NOT_A_NOTE}")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RefusedError(f"文字编码认不出来，{SAVE_AS}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
