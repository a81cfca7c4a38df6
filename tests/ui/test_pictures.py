"""The pictures of a year as they are drawn and walked through, and their way out as files."""

import random
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest

from desktop_app.core.attendance import Mark as Came
from desktop_app.records import attendance, cadres, categories, plans, sessions, units, year_pictures
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.units import UnitDraft
from desktop_app.ui import theme
from desktop_app.ui.pictures import document, heat_map, hour_bars, month_bars, plan_bars
from desktop_app.ui.pictures.document import Document
from desktop_app.ui.pictures.picture_view import WAYS, PictureView
from tests.records.undoing import one_ledger

DAY = date(2022, 4, 20)
DRAWN = (heat_map.picture, month_bars.picture, plan_bars.picture, hour_bars.picture)
WIDTH = 800


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """Two evenings held of which 李雷 came to both, one not recorded yet, and a plan: all that is drawn of it."""
    with one_ledger(tmp_path_factory.mktemp("数据")):
        units.add(UnitDraft("办公室"))
        for name, status in (("李雷", "中共党员"), ("韩梅梅", ""), ("王伟", "")):
            cadres.add(CadreDraft(name, political_status=status), PostingDraft(units.listed()[0].id, date(2020, 1, 1)))
        first, *others = [each.id for each in cadres.listed()]
        kind = next(each.id for each in categories.listed() if each.name == "夜学")
        evenings = [sessions.add(sessions.fresh(kind, date(2022, 3, day))) for day in (7, 21, 28)]
        attendance.save(evenings[0], {first: Came.PRESENT, **dict.fromkeys(others, Came.LEAVE)})
        attendance.save(evenings[1], {first: Came.PRESENT})
        plans.add(
            PlanItemDraft(2022, "理论", "每周一晚夜学", subject="夜学", measure="次数", target=4800, target_unit="次")
        )
        plans.add(PlanItemDraft(2022, "学历教育", "法考备考"))
        yield year_pictures.pictures(2022, day=DAY)


def drawn(picture, colours=theme.LIGHT, unit=1.0):
    image = QImage(round(WIDTH * unit), round(picture.height() * unit), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    picture.draw(painter, QRectF(image.rect()), unit, colours)
    painter.end()
    return image


def marks(picture, unit=1.0):
    return picture.marks(QRectF(0, 0, WIDTH * unit, picture.height() * unit), unit)


def found(image, box):
    """The colours on the middle line of a box."""
    y = round(box.center().y())
    return {image.pixelColor(x, y).name() for x in range(round(box.left()), round(box.right()))}


@pytest.mark.parametrize("make", DRAWN)
def test_marks_lie_within_the_picture_and_say_what_they_show(qapp, year, make):
    picture = make(year)
    rect = QRectF(0, 0, WIDTH, picture.height())
    given = picture.marks(rect, 1.0)
    assert given
    assert all(rect.contains(mark.box) and mark.told for mark in given)
    assert len({mark.key for mark in given}) == len(given)


@pytest.mark.parametrize("make", DRAWN)
def test_a_picture_is_the_same_on_a_finer_device(qapp, year, make):
    picture = make(year)
    small, large = marks(picture), marks(picture, 2.0)
    assert [mark.box for mark in small] == [QRectF(mark.box.topLeft() / 2, mark.box.size() / 2) for mark in large]


@pytest.mark.parametrize("make", DRAWN)
@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK])
def test_a_picture_is_drawn_in_the_colours_of_the_theme(qapp, year, make, colours):
    image = drawn(make(year), colours, 4.0)  # large, so that whole strokes have the colour, whatever the font
    seen = set(memoryview(image.constBits()).cast("I"))
    assert {QColor(each).rgb() for each in (colours.text, colours.tones[theme.Tone.QUIET])} <= seen


def test_a_week_is_told_in_words_and_leads_to_its_records(year):
    told = {mark.key: mark for mark in marks(heat_map.picture(year))}
    held = told["夜学", date(2022, 3, 7)]
    assert held.told == "2022年3月7日至3月13日：夜学1次，实到率33.3%"
    assert (held.opens.name, held.opens.scope.period.first) == ("夜学.次数", date(2022, 3, 7))
    missed = told["夜学", date(2022, 3, 14)]
    assert missed.told == "2022年3月14日至3月20日：没有夜学，也没有说明原因"
    assert missed.opens.category == "夜学"
    assert told["夜学", date(2022, 3, 28)].opens.name == "夜学.未登记场数"
    assert told["夜学", date(2022, 5, 2)].opens is None
    assert told["夜学", "year"].told == "夜学全年2次，3周没有"


def test_a_week_is_the_darker_the_more_came(qapp, year):
    picture = heat_map.picture(year)
    image, boxes = drawn(picture), {mark.key: mark.box for mark in marks(picture)}
    all_came, some = (
        image.pixelColor(round(boxes["夜学", day].left()) + 3, round(boxes["夜学", day].top()) + 3)
        for day in (date(2022, 3, 21), date(2022, 3, 7))
    )
    assert all_came.lightness() < some.lightness()


def test_what_is_not_recorded_stands_hatched_beside_what_is(qapp, year):
    picture = month_bars.picture(year)
    march = next(mark for mark in marks(picture) if mark.key == ("夜学", 3))
    assert march.told == "3月：夜学2次，另有1场未登记"
    image = drawn(picture)
    lowest, highest = march.box.translated(0, march.box.height() / 3), march.box.translated(0, -2)
    assert theme.LIGHT.tones[theme.Tone.ACCENT] in found(image, lowest)
    assert theme.LIGHT.tones[theme.Tone.ACCENT] not in found(image, highest)
    assert len(found(image, highest)) > 3


def test_a_late_item_is_drawn_in_the_warning_colour(qapp, year):
    picture = plan_bars.picture(year)
    evenings, exam = marks(picture)
    assert evenings.told == "每周一晚夜学：已完成2/48次，到这一天应完成14次，滞后"
    assert exam.opens == ("plan_item", year.plan[1].id)
    assert theme.LIGHT.tones[theme.Tone.WARN] in found(drawn(picture), evenings.box)


def test_a_person_is_told_with_what_is_lacking_and_leads_to_his_file(year):
    first, *rest = marks(hour_bars.picture(year))
    assert (
        first.told == "李雷（办公室）：年度学时4，“科级及以下”4/90学时，未达标，科级及以下差86学时或12天；党员差28学时"
    )
    assert first.opens == ("cadre_file", year.people[0].person.id)
    assert len(rest) == 2


@pytest.fixture
def view(qtbot, year):
    made = PictureView("每周开展情况")
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show_picture(heat_map.picture(year))
    made.show()
    return made


def test_arrows_move_between_marks_and_enter_opens_one(view):
    opened = []
    view.opened.connect(lambda mark: opened.append(mark.key))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
    assert opened == [("夜学", date(2022, 3, 14))]
    assert view.accessibleDescription() == "2022年3月14日至3月20日：没有夜学，也没有说明原因"
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.current_mark().key == ("夜学", date(2022, 3, 7))
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current_mark().key == ("夜学", date(2022, 12, 26))
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.current_mark().key == ("夜学", "year")


def test_every_mark_is_reached_by_the_arrows(view):
    """Whoever cannot use a mouse comes everywhere."""
    reached, to_see = set(), [view.current_mark()]
    while to_see:
        mark = to_see.pop()
        if mark.key not in reached:
            reached.add(mark.key)
            to_see += filter(None, (view.beside(mark, way) for way in WAYS.values()))
    assert reached == {mark.key for mark in view.marks()}


def test_a_click_opens_the_mark_below_it(view):
    opened = []
    view.opened.connect(lambda mark: opened.append(mark.key))
    mark = random.Random(4).choice(view.marks())
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=mark.box.center().toPoint())
    assert opened == [mark.key]


def test_a_mark_stays_chosen_when_the_picture_is_read_anew(view, year):
    view.choose(("夜学", date(2022, 3, 14)))
    view.show_picture(heat_map.picture(replace(year)))
    assert view.current_mark().key == ("夜学", date(2022, 3, 14))


def document_of(year, *makers):
    return Document("2022年学习教育图表", ("口径：全系统",), "打印日期", tuple(make(year) for make in makers))


def test_pictures_share_a_page_as_far_as_there_is_room(year):
    of = document_of(year, *DRAWN)
    sheets = of.sheets(880.0)
    assert [[picture.name for picture in sheet] for sheet in sheets] == [
        ["每周开展情况", "各月场次", "计划进度", "学时任务"]
    ]
    assert all(of.height_of(sheet) <= 500 for sheet in of.sheets(500.0))
    assert [len(sheet) for sheet in of.sheets(500.0)] == [2, 2]


def test_people_go_on_over_the_pages_and_nobody_is_lost(year):
    picture = hour_bars.HourBars(year.people * 40, 1.25)
    of = Document("2022年学时任务", (), "", (picture,))
    sheets = of.sheets(900.0)
    assert len(sheets) == 3
    assert [row for (part,) in sheets for row in part.rows] == list(picture.rows)


def test_files_are_written_one_image_for_each_picture(qapp, year, tmp_path):
    of = document_of(year, *DRAWN)
    document.write_images(of, tmp_path / "图.png")
    document.write_pdf(of, tmp_path / "图.pdf")
    names = sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".png")
    assert names == ["图 各月场次.png", "图 学时任务.png", "图 每周开展情况.png", "图 计划进度.png"]
    assert QImage(str(tmp_path / names[0])).width() > 1200
    assert (tmp_path / "图.pdf").read_bytes().startswith(b"%PDF")
    assert document.pages(of) == 1
