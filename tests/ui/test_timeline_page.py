import weakref
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest

from desktop_app.records import plan_timeline, plans, settings
from desktop_app.records.plans import PlanItemDraft
from desktop_app.ui import theme
from desktop_app.ui.pictures import timeline
from desktop_app.ui.style_sheet import style_sheet
from desktop_app.ui.tabs.timeline_page import TimelinePage
from desktop_app.ui.theme import MARGIN, Tone

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
    picture = timeline.picture(line)
    image = QImage(width, round(picture.height() * unit), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    rect = QRectF(image.rect())
    picture.draw(painter, rect, unit, theme.LIGHT)
    painter.end()
    return image, {row.item.content: box for box, row in picture.placed(rect, unit) if not isinstance(row, str)}


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
    picture = timeline.picture(plan_timeline.timeline(2022))
    pages = picture.pages(230.0)
    assert [len(page.rows) for page in pages] == [6, 6]
    assert all(page.height() <= 230 for page in pages)
    assert [row for page in pages for row in page.rows] == list(picture.rows)
    assert [page.lines[0] for page in pages] == ["理论", "理论"]


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
    page.acts["show_records"].trigger()
    assert figures == ["夜学.次数"]


def test_the_item_that_is_chosen_is_opened_in_the_plan(page, workbench, planned):
    records = []
    workbench.open_record.connect(lambda table, id_: records.append((table, id_)))
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    page.acts["open_item"].trigger()
    assert records == [("plan_item", planned.rows[1].item.id)]


def test_a_picture_is_saved_where_she_says(page, messages, tmp_path, qtbot):
    messages.paths = [tmp_path / "图.png"]
    page.acts["save_image"].trigger()
    qtbot.waitUntil(page.written.isVisible)
    assert QImage(str(tmp_path / "图.png")).width() > 1500
    assert page.written.label.text() == f"已写入：{Path(tmp_path / '图.png')}"


def test_the_office_stands_on_the_printed_picture(page):
    settings.change(replace(settings.current(), office="某县司法局"))
    assert page.document().facts == ("单位：某县司法局",)


def test_without_a_plan_there_is_nothing_to_save(qtbot, workbench, ledger):
    page = TimelinePage(workbench)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page._timeline is not None)
    assert not page.acts["save_image"].isEnabled()
    assert "还没有计划" in page.view._empty_text


def test_a_page_is_freed_with_its_last_reference(workbench, planned):
    page = TimelinePage(workbench)
    gone = weakref.ref(page)
    del page
    assert gone() is None
