"""The official layout (GB/T 9704-2012) as it comes out on paper: measured in what LibreOffice draws, in points.

LibreOffice stands in another face for those it lacks, so faces are read in tests/exchange/test_official_layout.py.
"""

import make_templates
import pytest

from desktop_app.exchange import template
from desktop_app.exchange.placeholders import Figures
from desktop_app.exchange.report_context import Context, values

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, 37 * MM, (297 - 35) * MM
PITCH = 28.95
CHARACTER = 15.7
NUMBER_CHARACTER = 14.0

TEXT = "【正文】" + "字" * (22 * 28 * 3)
SIGNED = "【正文】正文\n【正文】\n【署名】{{ 单位名称 }}\n【成文日期】{{ 成文日期 }}\n"
LEVELS = (
    "【标题】关于某事的报告\n【正文】\n【主送】县委：\n【正文】" + "字" * 60 + "\n"
    "【一级标题】一、甲\n【二级标题】（一）乙\n【三级标题】1.丙\n【四级标题】（1）丁\n【正文】戊\n"
    "【正文】\n【附件说明】附件：1."
    + "名"
    * 30
    + "\n【附件说明】2.单\n【正文】\n【署名】县司法局\n【成文日期】2022年3月7日\n"
    "【附件】附件1\n【正文】\n【标题】名单\n【正文】张三\n"
)
ROWS = "\n".join(f"{number}｜办公室｜{number}" for number in range(1, 61))
SIDEWAYS = (
    "【标题】标题\n【正文】正文\n【横排】\n【附件】附件\n【正文】\n【标题】横表\n【表注】\n"
    f"【表格】序号 3｜单位 12 左｜在岗 5\n（一）局机关\n{ROWS}\n【表格完】\n【竖排】\n【正文】尾页\n"
)
WORDS = {
    "满页": TEXT,
    "层次": LEVELS,
    "横表": SIDEWAYS,
    "居中横表": f"【页码居中】\n{SIDEWAYS}",
    "落款长": SIGNED,
    "日期长": SIGNED,
}
DAY = "2022年12月31日"
DAY_WIDTH = 7 * CHARACTER
UNITS = {"落款长": "江源县司法局行政执法监督股", "日期长": "县司法局"}


def write_files(folder):
    for name, words in WORDS.items():
        path = folder / f"{name}.docx"
        path.write_bytes(make_templates.make(name, words))
        context = values(Context(UNITS.get(name, "县司法局"), "2022", "2023", "2022年", DAY, DAY))
        path.write_bytes(template.fill(path, lambda names, _, said=context: said, Figures(no_figure, {})).document)


def no_figure(*asked):
    raise AssertionError(asked)


def first_of(pages, text):
    return next(word for page in pages for word in page.words if word.text.startswith(text))


def test_a_full_page_has_twenty_two_lines_of_twenty_eight_characters(pages):
    second = pages("满页")[1]
    text = [line for line in second.lines if "字" in line[0].text]
    assert [sum(len(word.text) for word in line) for line in text] == [28] * 22


def test_the_lines_fill_the_type_area(pages):
    text = [line[0] for line in pages("满页")[1].lines if "字" in line[0].text]
    assert all(word.left == pytest.approx(LEFT, abs=0.5) for word in text)
    assert all(RIGHT - CHARACTER < word.right <= RIGHT for word in text)
    assert [(word.top - text[0].top) / PITCH for word in text] == pytest.approx(range(22), abs=0.02)
    assert TOP <= text[0].top < TOP + PITCH / 2
    assert BOTTOM - PITCH / 2 < text[-1].bottom <= BOTTOM


def test_the_first_line_of_a_paragraph_stands_two_characters_in(pages):
    first, second = (line[0] for line in pages("满页")[0].lines[:2])
    assert first.left - second.left == pytest.approx(32, abs=0.5)


def test_the_title_is_centred_and_of_22_points(pages):
    (title,) = pages("层次")[0].lines[0]
    assert title.middle[0] == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
    assert title.right - title.left == pytest.approx(22 * len(title.text), abs=0.5)


@pytest.mark.parametrize("heading", ["一、甲", "(一)乙", "1.丙", "(1)丁", "戊"])
def test_headings_of_all_levels_and_text_stand_two_characters_in(pages, heading):
    assert first_of(pages("层次"), heading).left == pytest.approx(LEFT + 32, abs=0.5)


def test_the_addressee_stands_at_the_left_edge(pages):
    assert first_of(pages("层次"), "县委").left == pytest.approx(LEFT, abs=0.5)


def test_attachments_are_named_a_line_below_the_text_and_two_characters_in(pages):
    (page, *_) = pages("层次")
    named, text = first_of([page], "附件"), first_of([page], "戊")
    assert named.left == pytest.approx(LEFT + 32, abs=0.5)
    assert named.top - text.top == pytest.approx(2 * PITCH, abs=0.5)


def test_a_long_name_of_an_attachment_goes_on_below_its_own_beginning(pages):
    words = [word for word in pages("层次")[0].words if "名" in word.text]
    first, rest = words[0], words[-1]
    start = first.right - CHARACTER * first.text.count("名")
    assert rest.left == pytest.approx(start, abs=CHARACTER / 2)
    number = first_of(pages("层次"), "2.单")
    assert number.right - CHARACTER == pytest.approx(rest.left, abs=CHARACTER / 2)


def test_an_attachment_begins_a_page_with_its_title_on_the_third_line(pages):
    _, page = pages("层次")
    mark, title = page.lines[0][0], page.lines[1][0]
    assert page.text.startswith("附件1\n名单\n张三\n")
    assert mark.left == pytest.approx(LEFT, abs=0.5)
    assert TOP <= mark.top < TOP + PITCH / 2
    assert title.middle[1] - mark.middle[1] == pytest.approx(2 * PITCH, abs=4)
    assert title.middle[0] == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)


def dashes(page):
    """The left edge of the page number, its right edge and the height of its dashes."""
    before, number, after = sorted(page.words, key=lambda word: word.middle[1])[-3:]
    assert (before.text, after.text) == ("—", "—")
    return before.left, after.right, before.middle[1], number.text


def test_page_numbers_stand_at_the_outer_corners_seven_millimetres_below_the_text(pages):
    for number, page in enumerate(pages("满页")[:3], start=1):
        left, right, middle, text = dashes(page)
        assert text == str(number)
        assert middle == pytest.approx(BOTTOM + 7 * MM, abs=3)
        if number % 2:
            assert right == pytest.approx(RIGHT - NUMBER_CHARACTER, abs=1)
        else:
            assert left == pytest.approx(LEFT + NUMBER_CHARACTER, abs=1)


def test_page_numbers_are_of_14_points(pages):
    left, right, _, text = dashes(pages("满页")[0])
    assert right - left == pytest.approx((2 + 1 + len(text) / 2) * 14, abs=4)


def test_page_numbers_in_the_middle_are_another_way_to_set_a_template(pages):
    left, right, middle, _ = dashes(pages("居中横表")[0])
    assert (left + right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)
    assert middle == pytest.approx(BOTTOM + 7 * MM, abs=3)


def turned(page):
    """The page number of a page that lies sideways, as it stands once the page is bound with its head to the left."""
    assert page.width > page.height
    words = sorted(page.words, key=lambda word: word.middle[0])[:3]
    assert sorted(word.text for word in words)[1:] == ["—", "—"]
    middle = page.width - sum(word.middle[0] for word in words) / len(words)
    return min(word.top for word in words), max(word.bottom for word in words), middle


def test_a_table_that_lies_sideways_keeps_the_page_number_in_its_place(pages):
    lying = [page for page in pages("横表") if page.width > page.height]
    assert len(lying) >= 3
    for number, page in enumerate(lying, start=2):
        left, right, middle = turned(page)
        assert middle == pytest.approx(BOTTOM + 7 * MM, abs=3)
        if number % 2:
            assert right == pytest.approx(RIGHT - NUMBER_CHARACTER, abs=1)
        else:
            assert left == pytest.approx(LEFT + NUMBER_CHARACTER, abs=1)


def test_a_page_number_in_the_middle_stays_there_beside_a_table_that_lies_sideways(pages):
    left, right, _ = turned(pages("居中横表")[1])
    assert (left + right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=1)


def test_a_table_repeats_its_heading_and_fills_its_pages(pages):
    lying = [page for page in pages("横表") if page.width > page.height]
    headed = [page.text for page in lying]
    assert all("序号单位在岗" in text for text in headed)
    for page in lying[:-1]:
        assert max(word.bottom for word in page.words) > (210 - 26) * MM - 28


def test_pages_stand_upright_again_after_a_table(pages):
    first, *_, last = pages("横表")
    assert (first.width, first.height) == (last.width, last.height)
    assert last.text.startswith("尾页")


def signature(pages, name):
    """Left edge of the office's name, its right edge, and where the date begins and ends.

    LibreOffice sets digits apart from Chinese, whatever the file says; Word and WPS do not. So the beginning is
    reckoned from the end: 7 characters before it.
    """
    unit, day = pages(name)[0].lines[-3:-1]
    return unit[0].left, unit[-1].right, day[-1].right - DAY_WIDTH, day[-1].right


def test_a_signature_stands_two_characters_from_the_right_and_the_date_two_further_in(pages):
    unit, right, day, _ = signature(pages, "落款长")
    assert RIGHT - right == pytest.approx(32, abs=1)
    assert day - unit == pytest.approx(32, abs=CHARACTER / 2)


def test_a_date_that_is_longer_stands_two_characters_from_the_right_and_the_signature_two_before_it(pages):
    unit, _, day, right = signature(pages, "日期长")
    assert RIGHT - right == pytest.approx(32, abs=1)
    assert day - unit == pytest.approx(32, abs=CHARACTER / 2)


@pytest.mark.parametrize("name", WORDS)
def test_no_page_is_empty_and_every_face_is_in_the_file(office, name):
    assert all(len(page.words) > 3 for page in office.pages(name))
    assert all("yes" in font for font in office.fonts(name))
