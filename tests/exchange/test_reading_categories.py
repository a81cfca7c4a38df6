from desktop_app.exchange.reading import categories

HEADING = ["类型", "量词", "开始时间", "时长（分钟）", "学时", "天数", "每周", "计入年度学时"]


def sheets(*rows):
    return {"活动类型": [HEADING, *rows]}


def test_a_kind_is_read_with_what_it_starts_from(read, known):
    found = read(categories, known, sheets(["读书班", "期", "9:00", "480分钟", 8, "1天", "是", "否"]))
    (draft,) = found.content
    assert (draft.name, draft.measure_word, draft.start, draft.minutes) == ("读书班", "期", "09:00", 480)
    assert (draft.hours, draft.days, draft.weekly, draft.counts_to_duty) == (800, 100, True, False)
    assert found.problems == []
    assert "读书班" in found.known.categories


def test_a_kind_that_is_there_is_left_as_it_is_and_said(read, known):
    found = read(categories, known, sheets(["夜学", "次", None, None, 2, None, None, None]))
    assert found.content == ()
    assert any("夜学" in notice for notice in found.notices)


def test_what_is_wrong_is_said_at_its_cell(read, known):
    wrong = ["学习笔记", "次", "晚上", None, None, None, "也许", None]
    twice = ["宣讲会", "场", None, None, None, None, None, None]
    assert read(categories, known, sheets(wrong, twice, twice)).problems == [
        "表.xlsx “活动类型”第 2 行“开始时间”：“晚上”不是时刻，请写成 19:30 这样。",
        "表.xlsx “活动类型”第 2 行“每周”：“也许”不认识，请写是或否。",
        "表.xlsx “活动类型”第 2 行“活动类型”：已经有“学习笔记”这个统计项了，请换一个名称。",
        "表.xlsx “活动类型”第 4 行“活动类型”：与第 3 行重复，请删去一行。",
    ]
