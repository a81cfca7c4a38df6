"""The clerk's own Word templates: copied in, renamed, taken out. What stands in them is the exchange's business."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from desktop_app.core.atomic import writing
from desktop_app.core.errors import UserError
from desktop_app.records import ledger
from desktop_app.store import own_files

_NOT_IN_NAMES: Final = set('\\/:*?"<>|\r\n\t')
_LONGEST: Final = 60


@dataclass(frozen=True)
class OwnTemplate:
    name: str
    path: Path
    changed_on: date


def listed() -> Sequence[OwnTemplate]:
    return [
        OwnTemplate(path.stem, path, datetime.fromtimestamp(path.stat().st_mtime).date())
        for path in own_files.templates(ledger.folder())
    ]


def add(name: str, source: Path) -> Path:
    """Copy a document in under a name; UserError where the name is taken or is none."""
    target = _place(name)
    try:
        if source.stat().st_size > own_files.LARGEST:
            raise UserError(f"“{source.name}”大于 {own_files.LARGEST >> 20} MB，请换一个小一些的文件。")
        target.parent.mkdir(exist_ok=True)
        with source.open("rb") as read, writing(target) as temporary, temporary.open("wb") as out:
            shutil.copyfileobj(read, out)
    except OSError as error:
        raise UserError(f"“{source.name}”没有复制成，请关闭打开它的程序再试。") from error
    return target


def rename(path: Path, name: str) -> Path:
    target = _place(name)
    try:
        path.rename(target)
    except OSError as error:
        raise _in_use(path) from error
    return target


def remove(path: Path) -> None:
    """Take a template away; a backup that holds it is made first."""
    ledger.back_up(f"删除模板“{path.stem}”前")
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _in_use(path) from error


def free_name(name: str) -> str:
    """Return the name, with a number behind it where it is taken."""
    taken = {each.name for each in listed()}
    return next(each for each in (name, *(f"{name}{number}" for number in range(2, 1000))) if each not in taken)


def _place(name: str) -> Path:
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST or _NOT_IN_NAMES & set(name) or name.startswith((".", "~")):
        raise UserError(f"“{name}”不能作模板的名称，请写不超过{_LONGEST}个字，不用 \\ / : * ? 这些符号。", "name")
    target = ledger.folder() / own_files.FOLDER / f"{name}{own_files.SUFFIX}"
    if target.exists():
        raise UserError(f"已经有叫“{name}”的模板，请换一个名称。", "name")
    return target


def _in_use(path: Path) -> UserError:
    return UserError(f"模板“{path.stem}”正被打开，请在 WPS 或 Word 里关闭它再试。")
