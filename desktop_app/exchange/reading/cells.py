"""What a cell means: words, names, days, clocks and numbers in all the ways in which people write them.

Each function takes the value of a cell as it came and gives what the field asks for, or raises a UserError that names
the value; where the cell stands is said by whoever asked.
"""

import math
import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from desktop_app.core import number
from desktop_app.core.collation import plain
from desktop_app.core.errors import UserError
from desktop_app.core.period import LAST_MONTH, parse_day
from desktop_app.exchange.sheets import Broken, Value

EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
SERIALS = range(20_000, 80_000)
"""Bare numbers that can be meant as days: 1954 to 2119."""
DAY_MINUTES = 24 * 60

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\r"))
_AFTER_A_DAY = re.compile(r"(?:[T\s]*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|\s*\(?(?:星期|周)[一二三四五六日天]\)?)+$")
_EIGHT_DIGITS = re.compile(r"(?:19|20)\d{6}")
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{0,12})?")
_MONTH = re.compile(r"^((?:19|20)\d{2})\s*[-/.年]?\s*(\d{1,2})月?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CLOCK = re.compile(r"^(\d{1,2})[:时点](\d{1,2})?(?::\d{1,2})?分?$")
_BETWEEN_TITLES = re.compile(r"》\s*(?:[，,]|以及|[和及与])?\s*(?=《)")
_BETWEEN_NAMES = re.compile(r"[、，,；;/\n\t]+")


def text(value: Value) -> str:
    """Return the words of a cell: trimmed, without what cannot be seen; numbers as typed, days as 2022-03-07."""
    match value:
        case str():
            words = value.translate(_INVISIBLE).strip()
        case None | Broken():
            words = ""
        case bool():
            words = "是" if value else "否"
        case datetime():
            words = value.isoformat(" ", "minutes")
        case time():
            words = value.isoformat("minutes")
        case float():
            words = f"{value:.10g}"
        case _:
            words = str(value)
    return words


def folded(value: Value) -> str:
    """Return the words with full-width digits and signs as half-width ones."""
    return unicodedata.normalize("NFKC", text(value)).strip()


def word(value: Value) -> str:
    """Return a word of a fixed list as it is compared: 已 登 记 is 已登记."""
    return plain(text(value))


def one_of(known: tuple[str, ...], what: str) -> Callable[[Value], str]:
    """Return a reader for words of a fixed list; an empty cell is ""."""

    def read(value: Value) -> str:
        found = word(value)
        if found and found not in known:
            raise UserError(f"不认识的{what}“{text(value)}”，请用{'、'.join(known)}。")
        return found

    return read


def day(value: Value, *, from_1904: bool = False) -> date | None:
    """Read a real date, 2022-03-07, 2022/3/7, 2022.3.7, 2022年3月7日, 20220307 or a spreadsheet's number of a day."""
    match value:
        case None:
            return None
        case datetime():
            return value.date()
        case date():
            return value
        case int() | float() if math.isfinite(value) and int(value) in SERIALS:
            return (EPOCH_1904 if from_1904 else EPOCH) + timedelta(days=int(value))
    return _written_day(folded(value), text(value))


@lru_cache(maxsize=4096)
def _written_day(written: str, as_shown: str) -> date | None:
    if not written:
        return None
    if _EIGHT_DIGITS.fullmatch(written):
        written = f"{written[:4]}-{written[4:6]}-{written[6:]}"
    try:
        return parse_day(_AFTER_A_DAY.sub("", written))
    except UserError:
        raise UserError(f"“{as_shown}”不是日期，请写成 2022-03-07 这样。") from None


def month(value: Value) -> str:
    """Read a month of birth: 1996-07, 1996.7, 1996年7月, 199607, or any day of it. 1996.1 may be October: refused."""
    match value:
        case date():
            return f"{value:%Y-%m}"
        case float() if f"{value:.10g}".endswith(".1"):
            raise UserError(f"“{text(value)}”分不清是1月还是10月，请写成 1996-10 这样。")
    return _written_month(folded(value), text(value))


def _written_month(written: str, as_shown: str) -> str:
    found = _MONTH.match(written)
    if found and 1 <= int(found[2]) <= LAST_MONTH:
        return f"{found[1]}-{int(found[2]):02d}"
    try:
        whole_day = _written_day(written, as_shown)
    except UserError:
        raise UserError(f"“{as_shown}”不是年月，请写成 1996-07 这样。") from None
    return f"{whole_day:%Y-%m}" if whole_day else ""


def first_day(value: Value, *, from_1904: bool = False) -> date | None:
    """Read a day, or a month (2021.09, 2021年9月) as its first day: when somebody began or ended is often no more."""
    try:
        return day(value, from_1904=from_1904)
    except UserError as error:
        try:
            return date.fromisoformat(f"{month(value)}-01")
        except UserError:
            raise error from None


def year(value: Value) -> int:
    """Read a year: 2022, 2022年, 2022年度."""
    written = plain(text(value)).removesuffix("度").removesuffix("年")
    if not _YEAR.fullmatch(written):
        raise UserError(f"“{text(value)}”不是年度，请写成 2022 这样。")
    return int(written)


def clock(value: Value) -> str:
    """Read a time of day, 19:30, 19：30, 19时30分 or a spreadsheet's share of a day, as 19:30."""
    match value:
        case time():
            seconds = value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        case timedelta():
            seconds = value.total_seconds()
        case datetime():
            return clock(value.time())
        case float() | int() if not isinstance(value, bool) and 0 <= value < 1:
            seconds = float(value) * 86_400
        case _:
            return _written_clock(folded(value), text(value))
    minutes = round(seconds / 60)
    if not 0 <= minutes < DAY_MINUTES:
        raise UserError(f"“{text(value)}”不是时刻，请写成 19:30 这样。")
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@lru_cache(maxsize=1024)
def _written_clock(written: str, as_shown: str) -> str:
    found = _CLOCK.match(written.replace(" ", ""))
    if not written:
        return ""
    if found is None or int(found[1]) >= 24 or int(found[2] or 0) >= 60:  # noqa: PLR2004  hours and minutes
        raise UserError(f"“{as_shown}”不是时刻，请写成 19:30 这样。")
    return f"{int(found[1]):02d}:{int(found[2] or 0):02d}"


def hundredths(what: str, units: str = "") -> Callable[[Value], int]:
    """Return a reader for numbers kept in hundredths; one of the units may stand behind it (1.5小时). Empty is 0."""

    def read(value: Value) -> int:
        bare = _bare(value, units)
        if bare and not _NUMBER.fullmatch(bare):
            raise UserError(f"{what}“{text(value)}”不是数字，请只写数字。")
        return number.hundredths(bare, what) if bare else 0

    return read


def whole(what: str, units: str = "") -> Callable[[Value], int]:
    """Return a reader for whole numbers from 0; empty is 0."""
    read_hundredths = hundredths(what, units)

    def read(value: Value) -> int:
        found = read_hundredths(value)
        if found % number.HUNDRED:
            raise UserError(f"{what}“{text(value)}”应是整数，请改正。")
        return found // number.HUNDRED

    return read


def _bare(value: Value, units: str) -> str:
    if isinstance(value, bool | date | time):
        return text(value)
    written = plain(text(value)).replace(",", "")
    return next((written.removesuffix(unit) for unit in units.split() if written.endswith(unit)), written)


def titles(value: Value) -> tuple[str, ...]:
    """Split 《甲》、《乙》, 《甲》《乙》 or one a line into titles; what stands inside 《》 is never split."""
    parts = _split_outside(_BETWEEN_TITLES.sub("》\n", text(value)))
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _split_outside(written: str) -> list[str]:
    parts, depth = [""], 0
    for sign in written:
        depth += (sign == "《") - (sign == "》")
        if sign in "、；;\n" and depth <= 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def names(value: Value, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """Split 张三、李四 王伟（法制股） into names; 张　三 stays one where somebody is called so."""
    found: list[str] = []
    for piece in _BETWEEN_NAMES.split(text(value)):
        found += [piece] if is_known(piece) else _joined(piece.split(), is_known)
    return tuple(dict.fromkeys(found))


def _joined(pieces: list[str], is_known: Callable[[str], bool]) -> list[str]:
    """Put 李 and 四 together again where nobody is called 李 but somebody 李四: short names are spaced out."""
    found: list[str] = []
    for piece in pieces:
        if found and not is_known(found[-1]) and is_known(found[-1] + piece):
            found[-1] += piece
        else:
            found.append(piece)
    return found
