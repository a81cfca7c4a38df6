import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt

from desktop_app.exchange.report import Column, Report, Row, RowKind, Table
from desktop_app.ui.outputs.page_places import Links, PagePlaces
from desktop_app.ui.outputs.page_view import PageView
from desktop_app.ui.paper import Paper

CHARACTER = 13


def report(rows, sideways=False):
    body = tuple(Row((f"第{number}行", number)) for number in range(rows))
    total = Row(("合计", rows), RowKind.TOTAL)
    return Report("统计表", (), (Table("", (Column("项目", 6), Column("次数", 4)), (*body, total)),), sideways=sideways)


@pytest.fixture
def view(qtbot):
    view = PageView()
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    return view


def show(view, of, texts):
    paper = Paper([of])
    view.show_linked(paper, Links.of(paper, texts))


def placed(paper, width):
    places = PagePlaces()
    places.set_paper(paper.layout(), paper.pages(paper.layout()))
    places.fit(width, CHARACTER, 16)
    return places


def test_every_cell_of_a_row_stands_somewhere_on_a_page(qapp):
    paper = Paper([report(60)])
    cells = [place for page in (1, 2) for place, _ in paper.cells(page, paper.layout())]
    assert cells == [(0, 0, row, column) for row in range(61) for column in range(2)]


def test_a_document_laid_out_bit_by_bit_is_the_same(qapp):
    reports = [report(rows) for rows in (3, 60, 5)]
    whole, bit = Paper(reports), Paper(reports, 1)
    layout = whole.layout()
    assert (bit.pages(layout), bit.is_whole) == (1, False)
    for _ in range(2):
        bit = bit.grown(1)
    assert bit.is_whole
    numbers = range(1, whole.pages(layout) + 1)
    assert [list(bit.cells(number, layout)) for number in numbers] == [
        list(whole.cells(number, layout)) for number in numbers
    ]


def test_pages_stand_below_each_other_where_two_would_be_too_small_to_read(qapp):
    places = placed(Paper([report(120)]), 1000)
    assert places.page(2).top() >= places.page(1).bottom()
    assert places.page(1).left() == places.page(2).left()


def test_pages_stand_two_by_two_on_a_wide_screen(qapp):
    places = placed(Paper([report(120)]), 1700)
    assert places.page(2).top() == places.page(1).top()
    assert places.page(2).left() >= places.page(1).right()
    assert places.page(3).top() >= places.page(1).bottom()


def test_a_page_is_never_wider_than_the_room_nor_bigger_than_needed(qapp):
    for width in (700, 900, 3000):
        page = placed(Paper([report(3)]), width).page(1)
        assert page.left() >= 16
        assert page.right() <= width
        assert page.width() < 1000


def test_a_sideways_page_is_wider_than_high(qapp):
    page = placed(Paper([report(3, sideways=True)]), 1000).page(1)
    assert page.width() > page.height()


def test_a_point_is_found_on_the_page_under_it(qapp):
    places = placed(Paper([report(120)]), 1000)
    number, on_paper = places.page_at(places.page(2).topLeft() + QPointF(places.scale * 100, places.scale * 50))
    assert number == 2
    assert (round(on_paper.x()), round(on_paper.y())) == (100, 50)
    assert places.page_at(QPointF(2, 2))[0] == 0


def test_nothing_to_show_takes_no_room():
    places = PagePlaces()
    places.set_paper(None, 0)
    places.fit(1000, CHARACTER, 16)
    assert places.size == QSizeF(0, 0)


def links():
    """Return two columns of three, the last row of them on a second page."""
    cells = [
        [((0, 0, row, column), QRectF(column * 100, row * 20, 100, 20)) for row in range(2) for column in range(2)],
        [((0, 0, 2, column), QRectF(column * 100, 0, 100, 20)) for column in range(2)],
    ]
    return Links({(0, 0, row, column): f"{row}{column}" for row in range(3) for column in range(2)}, cells)


@pytest.mark.parametrize(
    ("start", "right", "down", "reached"),
    [
        (None, 1, 0, (0, 0, 0, 0)),
        ((0, 0, 0, 0), 1, 0, (0, 0, 0, 1)),
        ((0, 0, 0, 1), 1, 0, (0, 0, 1, 0)),
        ((0, 0, 0, 0), -1, 0, None),
        ((0, 0, 0, 1), 0, 1, (0, 0, 1, 1)),
        ((0, 0, 1, 1), 0, 1, (0, 0, 2, 1)),
        ((0, 0, 2, 0), 0, -1, (0, 0, 1, 0)),
        ((0, 0, 2, 0), 0, 1, None),
    ],
)
def test_arrows_move_along_rows_and_columns_over_the_pages(start, right, down, reached):
    assert links().beside(start, right, down) == reached


def test_only_the_cells_named_can_be_opened(qtbot, view):
    show(view, report(5), {(0, 0, 1, 1): "第1行：1次"})
    assert view.link_at(QPointF(view.place_of((0, 0, 1, 1)))) == (0, 0, 1, 1)
    assert view.link_at(QPointF(view.place_of((0, 0, 1, 1)) + QPoint(0, 40))) is None


def test_a_figure_further_down_is_scrolled_into_sight(qtbot, view):
    show(view, report(200), {(0, 0, 0, 1): "首", (0, 0, 180, 1): "末"})
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current == (0, 0, 180, 1)
    assert view.viewport().rect().contains(view.place_of((0, 0, 180, 1)))


def test_the_place_is_kept_when_the_same_report_is_shown_anew(view):
    show(view, report(200), {})
    view.verticalScrollBar().setValue(500)
    show(view, report(201), {})
    assert view.verticalScrollBar().value() == 500


def test_arrows_scroll_where_nothing_can_be_opened(qtbot, view):
    show(view, report(200), {})
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.verticalScrollBar().value() > 0


def test_the_page_is_drawn_white_in_any_theme(view):
    show(view, report(3), {})
    picture = view.grab().toImage()
    assert picture.pixelColor(picture.width() // 2, 60).name() == "#ffffff"
