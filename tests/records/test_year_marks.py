from desktop_app.core.period import Period
from desktop_app.records import year_marks

YEAR = Period.year(2022)


def test_every_mark_of_a_held_session_is_a_line(recorded):
    lines = list(year_marks.each(YEAR))
    assert len(lines) == year_marks.count(YEAR) == 4
    assert [(line.name, line.unit, line.mark) for line in lines[:2]] == [
        ("李雷", "办公室", "到"),
        ("韩梅梅", "办公室", "到"),
    ]
    assert lines[3].mark == "请假"
    assert {line.category for line in lines} == {"夜学"}


def test_a_session_that_is_not_held_has_no_lines(recorded):
    assert not list(year_marks.each(Period.year(2023)))
    assert year_marks.count(Period.year(2023)) == 0
