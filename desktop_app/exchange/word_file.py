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
    return _refusal(path, "已损坏，请用 Word 或 WPS 打开后另存一份再用")


def _refusal(path: Path, reason: str) -> UserError:
    return UserError(f"模板“{path.name}”{reason}。")


def _why_not(data: bytes) -> str:
    """Return why these bytes are no Word document to be read, "" where they are one."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return "有打开密码，请在 Word 或 WPS 里取消密码后再用"
        return "是旧格式的文件，请用 Word 或 WPS 另存为“Word 文档（.docx）”"
    if not data.startswith(b"PK\x03\x04"):
        return "不是 Word 文档，请选择 .docx 文件"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _why_not_package(package)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError):
        return "已损坏，请用 Word 或 WPS 打开后另存一份再用"
    except RuntimeError:  # zipfile's way to say that a part needs a password
        return "有打开密码，请在 Word 或 WPS 里取消密码后再用"


def _why_not_package(package: zipfile.ZipFile) -> str:
    infos = package.infolist()
    names = [info.filename for info in infos]
    texts = [info for info in infos if info.filename.endswith((".xml", ".rels"))]
    if (
        len(infos) > MOST_PARTS
        or sum(info.file_size for info in infos) > LARGEST_UNPACKED
        or any(info.file_size > LARGEST_PART for info in texts)
    ):
        return "展开后过大，请换一个小一些的文件"
    if _TYPES not in names or _RELATIONS not in names:
        return "不是 Word 文档，请选择 .docx 文件"
    if len(set(names)) < len(names) or package.testzip():
        return "已损坏，请用 Word 或 WPS 打开后另存一份再用"
    types = package.read(_TYPES)
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names):
        return "带有宏，请另存为不带宏的“Word 文档（.docx）”"
    if b"wordprocessingml.template.main+xml" in types:
        return "是 Word 模板（.dotx），请另存为“Word 文档（.docx）”"
    if b"purl.oclc.org/ooxml" in package.read(_RELATIONS):
        return "是“严格”格式的文档，请另存为普通的“Word 文档（.docx）”"
    return "" if _DOCUMENT in types else "不是 Word 文档，请选择 .docx 文件"
