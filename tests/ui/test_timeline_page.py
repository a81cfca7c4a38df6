import weakref
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest

from desktop_app.records import plan_timeline, plans
from desktop_app.records.plans import PlanItemDraft
from desktop_app.ui import theme, timeline, timeline_files
from desktop_app.ui.style_sheet import style_sheet
from desktop_app.ui.tabs.timeline_page import TimelinePage
from desktop_app.ui.theme import MARGIN, Tone
from desktop_app.ui.timeline import Picture
from desktop_app.ui.timeline_view import TimelineView

DAY = date(2022, 6, 30)


def measured(content, **fields):
    given = {"subject": "夜学", "measure": "次数", "target": 200, "target_unit": "次"} | fields
    return PlanItemDraft(2022, "理论", content, **given)


@pytest.fixture
def planned(recorded):
    plans.add(measured("两次夜学"))
    plans.add(measured("九月一次", schedule="指定月份", months=(9,)))
    plans.add(PlanItemDraft(2022, "学历教育", "法考备考"))
    return plan_timeline.timeline(2022, DAY)


def drawn(line, width=1000, unit=1.0):
    """The picture on white, and where its items stand."""
    picture = Picture(line, theme.LIGHT)
    image = QImage(width, round(timeline.height(picture) * unit), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    rect = QRectF(image.rect())
    timeline.draw(painter, rect, picture, unit)
    painter.end()
    return image, {item.content: box for box, item in timeline.boxes(rect, picture, unit)}


def colours(image, box, left, right):
    """The colours in the middle of a row between two shares of the grid, 0 at New Year and 1 at its end."""
    first, last = 250, image.width() - timeline.STANDS
    span = range(round(first + left * (last - first)), round(first + right * (last - first)))
    return {image.pixelColor(x, round(box.center().y())).name() for x in span}


def test_the_page_is_no_wider_than_a_small_screen_shows_at_150_percent(qtbot, workbench, ledger):
    page = TimelinePage(workbench)
    qtbot.addWidget(page)
    page.setStyleSheet(style_sheet(theme.LIGHT))
    page.as_of.setText("截至2022年12月31日")
    assert page.minimumSizeHint().width() <= 1280 / 1.5 - 2 * MARGIN


def test_work_is_drawn_where_it_is_scheduled_and_ticked_where_it_was_done(qapp, planned):
    image, boxes = drawn(planned)
    soft, tick = QColor(theme.LIGHT.soft[Tone.ACCENT]).name(), QColor(theme.LIGHT.tones[Tone.ACCENT]).name()
    assert boxes["两次夜学"].top() < boxes["九月一次"].top() < boxes["法考备考"].top()
    march = colours(image, boxes["两次夜学"], 0.17, 0.19)
    assert tick in march
    assert soft in colours(image, boxes["两次夜学"], 0.8, 0.9)
    assert soft in colours(image, boxes["九月一次"], 0.69, 0.72)
    assert soft not in colours(image, boxes["九月一次"], 0.77, 0.9)


def test_an_item_without_target_has_no_bar(qapp, planned):
    image, boxes = drawn(planned)
    assert colours(image, boxes["法考备考"], 0.52, 0.55) == {"#ffffff"}


def test_the_same_picture_is_larger_on_a_finer_device(qapp, planned):
    _, small = drawn(planned)
    _, large = drawn(planned, 2000, 2.0)
    assert {name: QRectF(box.topLeft() / 2, box.size() / 2) for name, box in large.items()} == small


def test_it_is_told_in_words_as_well(planned):
    row = planned.rows[0]
    assert timeline.told(row.item, row.days) == (
        "两次夜学：平均，目标2次，已完成1次，正常；有记录的1天，最近一次是2022年3月7日"
    )
    assert timeline.told(planned.rows[2].item, ()) == "法考备考：不计量"


def test_what_does_not_fit_goes_on_over_the_page_under_its_part(qapp, recorded):
    for number in range(12):
        plans.add(measured(f"第{number}项"))
    picture = Picture(plan_timeline.timeline(2022), theme.LIGHT, "题目")
    pages = timeline.pages(picture, 250.0)
    assert [len(page.timeline.rows) for page in pages] == [6, 6]
    assert all(timeline.height(page) <= 250 for page in pages)
    assert [row for page in pages for row in page.timeline.rows] == list(picture.timeline.rows)


def test_the_picture_and_the_pdf_are_written(qapp, planned, tmp_path):
    timeline_files.write_png(planned, tmp_path / "时间线.png")
    timeline_files.write_pdf(planned, tmp_path / "时间线.pdf")
    assert QImage(str(tmp_path / "时间线.png")).width() > 2000
    assert (tmp_path / "时间线.pdf").read_bytes().startswith(b"%PDF")


@pytest.fixture
def view(qtbot, planned):
    made = TimelineView()
    qtbot.addWidget(made)
    made.resize(1000, 300)
    made.show_timeline(planned)
    made.show()
    return made


def test_items_are_walked_through_and_opened_with_the_keyboard(view):
    opened = []
    view.opened.connect(lambda item: opened.append(item.content))
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == ["九月一次"]
    assert view.accessibleDescription().startswith("九月一次：指定月份（9月）")
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.current_item().content == "两次夜学"


def test_a_click_opens_the_records_of_its_item(view, planned):
    opened = []
    view.opened.connect(lambda item: opened.append(item.content))
    where = view.place_of(planned.rows[1].item.id).toPoint()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=where)
    assert opened == ["九月一次"]


@pytest.fixture
def page(qtbot, workbench, planned):
    made = TimelinePage(workbench)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made._timeline is not None)
    return made


def test_the_page_shows_the_last_year_with_a_plan(page, workbench):
    figures = []
    workbench.open_figure.connect(lambda of: figures.append(of.name))
    assert page.as_of.text() == "截至2022年12月31日"
    page.records_action.trigger()
    assert figures == ["夜学.次数"]


def test_a_picture_is_saved_where_she_says(page, messages, tmp_path, qtbot):
    messages.paths = [tmp_path / "图.png"]
    page.picture_action.trigger()
    qtbot.waitUntil(page.written.isVisible)
    assert (tmp_path / "图.png").exists()
    assert page.written.label.text() == f"已写入：{Path(tmp_path / '图.png')}"


def test_without_a_plan_there_is_nothing_to_save(qtbot, workbench, ledger):
    page = TimelinePage(workbench)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page._timeline is not None)
    assert not page.picture_action.isEnabled()
    assert "还没有计划" in page.view._empty_text


def test_a_page_is_freed_with_its_last_reference(workbench, planned):
    page = TimelinePage(workbench)
    gone = weakref.ref(page)
    del page
    assert gone() is None
