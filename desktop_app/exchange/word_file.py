"""Which files are Word documents that this program takes: what is not one is refused with its reason.

A template may come from anywhere, so its size is known before a byte is unpacked.
"""

import io
import zipfile
from pathlib import Path
from typing import Final

from desktop_app.core.errors import UserError

_MB: Final = 1024 * 1024
LARGEST: Final = 20 * _MB
LARGEST_UNPACKED: Final = 200 * _MB
LARGEST_PART: Final = 20 * _MB
"""Of a part of text; pictures may be larger."""
MOST_PARTS: Final = 2000

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_DOCUMENT: Final = b"wordprocessingml.document.main+xml"
_MACROS: Final = (b"macroEnabled", b"vbaProject")
_NOT_WORD: Final = "不是 Word 文档，请选择 .docx 文件"
_BROKEN: Final = "已损坏，请用 Word 或 WPS 打开后另存一份再用"
_LOCKED: Final = "有打开密码，请在 Word 或 WPS 里取消密码后再用"
_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"


def read(path: Path) -> bytes:
    """Return the bytes of a .docx that can be read; UserError with the reason for any other file."""
    try:
        if path.stat().st_size > LARGEST:
            raise _refusal(path, f"大于 {LARGEST // _MB} MB，请换一个小一些的文件")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError(f"找不到模板“{path.name}”，请重新选择文件。") from error
    except OSError as error:
        raise UserError(f"无法读取模板“{path.name}”，请关闭打开它的程序，或者换一个文件。") from error
    if reason := _why_not(data):
        raise _refusal(path, reason)
    return data


def broken(path: Path) -> UserError:
    return _refusal(path, _BROKEN)


def _refusal(path: Path, reason: str) -> UserError:
    return UserError(f"模板“{path.name}”{reason}。")


def _why_not(data: bytes) -> str:
    """Return why these bytes are no Word document to be read, "" where they are one."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return _LOCKED
        return "是旧格式的文件，请用 Word 或 WPS 另存为“Word 文档（.docx）”"
    if not data.startswith(b"PK\x03\x04"):
        return _NOT_WORD
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _why_not_package(package)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError):
        return _BROKEN
    except RuntimeError:  # zipfile's way to say that a part needs a password
        return _LOCKED


def _why_not_package(package: zipfile.ZipFile) -> str:
    if _is_too_large(package.infolist()):
        return "展开后过大，请换一个小一些的文件"
    names = package.namelist()
    if len(set(names)) < len(names) or package.testzip():
        return _BROKEN
    if _TYPES not in names or _RELATIONS not in names:
        return _NOT_WORD
    return _why_not_type(package, names)


def _is_too_large(parts: list[zipfile.ZipInfo]) -> bool:
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    return (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > LARGEST_UNPACKED
        or any(part.file_size > LARGEST_PART for part in texts)
    )


def _why_not_type(package: zipfile.ZipFile, names: list[str]) -> str:
    types = package.read(_TYPES)
    if any(mark in types for mark in _MACROS) or any(name.endswith("vbaProject.bin") for name in names):
        return "带有宏，请另存为不带宏的“Word 文档（.docx）”"
    if b"wordprocessingml.template.main+xml" in types:
        return "是 Word 模板（.dotx），请另存为“Word 文档（.docx）”"
    if b"purl.oclc.org/ooxml" in package.read(_RELATIONS):
        return "是“严格”格式的文档，请另存为普通的“Word 文档（.docx）”"
    return "" if _DOCUMENT in types else _NOT_WORD
