from datetime import date

import pytest

from desktop_app.core.figure import Figure
from desktop_app.core.period import Period
from desktop_app.core.scope import Population
from desktop_app.exchange.outputs.monthly_tally import BY_PERSON, behind, file_name, tally
from desktop_app.metrics import register
from desktop_app.records import notes
from desktop_app.records.notes import NoteDraft

MARCH = Period.month(2022, 3)


@pytest.fixture
def note(people):
    notes.add(NoteDraft(people[0].id, "心得体会", date(2022, 2, 11), "心得", 1500, "手写估算"))


@pytest.mark.parametrize("population", [Population(), Population("局机关"), Population("办公室", party_only=True)])
def test_every_figure_of_a_tally_can_be_asked_again_of_the_register(recorded, note, population):
    content = tally(MARCH, population)
    asked = 0
    for number, table in enumerate(content.tables):
        for row_number, row in enumerate(table.rows):
            for column, cell in enumerate(row.cells):
                found = behind(content, (number, row_number, column), MARCH, population)
                assert (found is not None) == (isinstance(cell, Figure) and number != BY_PERSON)
                if found:
                    asked += 1
                    assert register.answer(found) == cell
    assert asked > 20


def test_the_file_is_named_after_the_month_and_whom_it_counts():
    assert file_name(MARCH) == "2022年3月干部学习培训统计表"
    assert file_name(MARCH, Population("局机关", party_only=True)) == "2022年3月干部学习培训统计表（局机关党员）"
