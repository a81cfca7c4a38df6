"""How the cells of a workbook look: every look is a named style, changeable in one place by whoever opens the file."""

from typing import Final

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from desktop_app.exchange.report import Align, RowKind

SONG, HEI = "宋体", "黑体"
"""宋体 has the rare characters of names (堃 喆 玥 䶮); it is where there is Excel or WPS."""
BODY_SIZE: Final = 11.0
SIZES: Final = {"标题": 16.0, "说明": 10.5, "分表标题": 12.0, "附注": 9.0}
HEADING, LABEL, WAY, BESIDE = "栏目", "栏名", "去处", "旁注"
_PALE, _HEADED = "FFEFF3F8", "FFE3EAF3"
_FILLS: Final = {RowKind.BODY: "", RowKind.GROUP: _PALE, RowKind.SUBTOTAL: "FFF7F9FC", RowKind.TOTAL: _PALE}
_ALIGNED = {Align.LEFT: "左", Align.CENTER: "中", Align.RIGHT: "右"}


def of_row(kind: RowKind, align: Align) -> str:
    """Return the name of the look of a cell in such a row."""
    return f"{kind.value} {_ALIGNED[align]}"


def styles() -> list[NamedStyle]:
    """Return every look used, under its name: set once per cell instead of five times."""
    rows = [
        _style(of_row(kind, align), Font(name=SONG, size=BODY_SIZE, bold=kind is not RowKind.BODY), align, fill)
        for kind, fill in _FILLS.items()
        for align in Align
    ]
    faces = {"标题": HEI, "说明": SONG, "分表标题": HEI, "附注": SONG}
    aligned = {"标题": Align.CENTER}
    lines = [
        _style(name, Font(name=face, size=SIZES[name]), aligned.get(name, Align.LEFT), boxed=False)
        for name, face in faces.items()
    ]
    way = Font(name=SONG, size=SIZES["附注"], color="FF1F5FA8", underline="single")
    return [
        *rows,
        *lines,
        _style(HEADING, Font(name=HEI, size=BODY_SIZE), Align.CENTER, _HEADED),
        _style(LABEL, Font(name=SONG, size=BODY_SIZE), Align.CENTER, _PALE),
        _style(WAY, way, Align.LEFT, boxed=False),
        _style(BESIDE, Font(name=HEI, size=BODY_SIZE), Align.LEFT, boxed=False),
    ]


def _style(name: str, font: Font, align: Align, fill: str = "", boxed: bool = True) -> NamedStyle:
    side = Side("thin", "FF7F7F7F")
    return NamedStyle(
        name,
        font=font,
        alignment=Alignment(horizontal=align, vertical="center", wrap_text=True),
        border=Border(left=side, right=side, top=side, bottom=side) if boxed else None,
        fill=PatternFill("solid", fgColor=fill) if fill else None,
    )
