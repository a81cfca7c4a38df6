"""What is found in a PDF when somebody searches it, copies from it or looks at its properties.

A face draws 月 and the radical ⽉ alike, and Qt notes of every such glyph the code of the radical, the lower one: the
page looks right, but nobody finds 2022年3月 in it.
"""

import re
import unicodedata
from typing import Final

_PAIRS: Final = (
    "⺟母⺠民⻁虎⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟⼾户"
)
_MEANT: Final = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
"""Of those that Unicode itself does not lead back to the character."""
_DATES: Final = re.compile(rb'/(?:CreationDate|ModDate) \(\S*\)|xmp:(?:CreateDate|ModifyDate|MetadataDate)="\S*"')
_CODES: Final = re.compile(rb"beginbfrange.*?endbfrange", re.DOTALL)
_LISTED: Final = re.compile(rb"(?<=\[)[^\]]*(?=\])")
_ALONE: Final = re.compile(rb"(<(\w{4})> <\2> )(<\w{4}>)")
_RADICAL: Final = re.compile(rb"<(2[EF]\w\w)>")


def searchable(pdf: bytes) -> bytes:
    """Return a PDF of Qt's in which a glyph stands for the character that is read."""
    return _CODES.sub(_of_characters, pdf)


def undated(pdf: bytes) -> bytes:
    """Return a PDF of Qt's that does not say when it was made."""
    return _DATES.sub(lambda found: b" " * len(found[0]), pdf)


def _of_characters(codes: re.Match[bytes]) -> bytes:
    listed = _LISTED.sub(lambda found: _RADICAL.sub(_character, found[0]), codes[0])
    return _ALONE.sub(lambda found: found[1] + _RADICAL.sub(_character, found[3]), listed)


def _character(code: re.Match[bytes]) -> bytes:
    """Return the code of the character, as long as that of the radical: nothing in the file moves."""
    radical = chr(int(code[1], 16))
    return b"<%04X>" % ord(_MEANT.get(radical) or unicodedata.normalize("NFKC", radical))
