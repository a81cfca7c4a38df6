from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.collation import plain
from desktop_app.core.errors import UserError
from desktop_app.exchange.reading import cells

MARCH_7 = date(2022, 3, 7)
ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates(), st.times(), st.datetimes(),
    st.timedeltas(),
)  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        MARCH_7, datetime(2022, 3, 7, 19, 30), "2022-03-07", "2022-3-7", "2022/3/7", "2022.3.7", "2022年3月7日",
        " 2022 年 3 月 7 日 ", "２０２２－０３－０７", "2022．3．7", "2022-03-07 00:00:00", "2022年3月7日 星期一",
        "2022年3月7日（周一）", "2022-03-07T19:30", "20220307", 20220307, 44627, 44627.8125,
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(written):
    assert cells.day(written) == MARCH_7


@pytest.mark.parametrize(
    "written",
    [
        "三月七日",
        "2022-13-01",
        "2022-02-30",
        "2022年3月",
        "3月7日",
        2022,
        -5,
        1e300,
        True,
        "2022-03-07前",
        "9" * 5000,
        "፩",
    ],
)
def test_what_is_no_day_is_named(written):
    with pytest.raises(UserError, match=r"不是日期，请写成 2022-03-07 这样。$"):
        cells.day(written)


def test_numbers_of_days_in_workbooks_of_old_macs_are_counted_from_1904():
    assert cells.day(44627 - 1462, from_1904=True) == MARCH_7


def test_an_empty_cell_is_no_day():
    assert cells.day(None) is None
    assert cells.day(" 　") is None


@pytest.mark.parametrize(
    "written",
    ["19:30", "19：30", "１９：３０", "19时30分", "19点30", "19:30:00", time(19, 30), 0.8125,
     datetime(2022, 3, 7, 19, 30), timedelta(hours=19, minutes=30)],
)  # fmt: skip
def test_a_clock_is_read_however_it_is_written(written):
    assert cells.clock(written) == "19:30"


def test_a_clock_is_padded_and_rounded_to_the_minute():
    assert cells.clock("8时") == "08:00"
    assert cells.clock(0.3541666) == "08:30"


@pytest.mark.parametrize("written", ["25:00", "8:60", "晚上", 19.5, timedelta(hours=30), True])
def test_what_is_no_clock_is_named(written):
    with pytest.raises(UserError, match="不是时刻"):
        cells.clock(written)


@pytest.mark.parametrize("written", ["1996-07", "1996.7", 1996.7, "1996年7月", "199607", 199607, "１９９６．０７",
                                     date(1996, 7, 15), "1996-07-15", "1996/7"])  # fmt: skip
def test_a_month_of_birth_is_read_however_it_is_written(written):
    assert cells.month(written) == "1996-07"


@pytest.mark.parametrize("written", [1996.1, "1996-13", "九六年"])
def test_a_month_that_is_none_or_could_be_two_is_refused(written):
    with pytest.raises(UserError):
        cells.month(written)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (2, 200),
        (1.5, 150),
        ("1.5", 150),
        ("２", 200),
        ("1.5 小时", 150),
        ("1,200", 120_000),
        (None, 0),
        (0.1 + 0.2, 30),
    ],
)
def test_hours_become_hundredths(written, found):
    assert cells.hundredths("学时", "小时 学时")(written) == found


@pytest.mark.parametrize(
    "written", ["两小时", -1, 1.005, date(1900, 1, 2), True, "inf", float("nan"), "1e999999999", "1/3", "፩"]
)
def test_hours_that_are_none_are_named(written):
    with pytest.raises(UserError, match=r"^学时“"):
        cells.hundredths("学时", "小时")(written)


def test_a_headcount_is_whole():
    assert cells.whole("外单位人数", "人")("73人") == 73
    with pytest.raises(UserError, match=r"外单位人数“7.5”应是整数"):
        cells.whole("外单位人数")(7.5)


def test_text_is_trimmed_of_what_cannot_be_seen():
    assert cells.text("\u3000第1期\u200b夜读班\r\n") == "第1期夜读班"
    assert cells.text(2022001) == "2022001"
    assert cells.text(0.30000000000000004) == "0.3"


def test_a_word_of_a_list_is_found_or_named():
    read = cells.one_of(("到", "迟到"), "出勤")
    assert read(" 迟 到") == "迟到"
    with pytest.raises(UserError, match=r"^不认识的出勤“√”，请用到、迟到。$"):
        read("√")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("《甲、乙》、《丙》", ("《甲、乙》", "《丙》")),
        ("《甲》《乙》", ("《甲》", "《乙》")),
        ("《甲》和《乙》", ("《甲》", "《乙》")),
        ("《习近平谈治国理政》第四卷、党史", ("《习近平谈治国理政》第四卷", "党史")),
        ("全会精神\n党史；《党章》", ("全会精神", "党史", "《党章》")),
        ("坚定信念，砥砺前行", ("坚定信念，砥砺前行",)),
        ("《甲》，《乙》", ("《甲》", "《乙》")),
        ("《甲", ("《甲",)),
        (None, ()),
    ],
)
def test_titles_are_split_outside_their_marks(written, found):
    assert cells.titles(written) == found


def test_names_are_split_but_a_name_with_a_space_in_it_is_one():
    def bears(name):
        return plain(name) in {"张三", "李雷"}

    assert cells.names("张　三、李雷 王五，王伟（法制股）", bears) == ("张　三", "李雷", "王五", "王伟（法制股）")
    assert cells.names("李 雷 王五 张　三", bears) == ("李雷", "王五", "张三")


@given(ANYTHING)
def test_no_value_breaks_a_reader_but_with_a_sentence(value):
    readers = (cells.text, cells.day, cells.month, cells.clock, cells.titles, cells.hundredths("学时", "小时"),
               cells.whole("字数"), cells.one_of(("到",), "出勤"))  # fmt: skip
    for reader in readers:
        with suppress(UserError):
            reader(value)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_any_day_written_in_any_way_is_read_back(day):
    for text in (
        f"{day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
    ):
        assert cells.day(text) == day
