import pytest

from desktop_app.core.period import Period
from desktop_app.core.scope import Scope
from desktop_app.metrics import evidence, register
from desktop_app.metrics.behind import behind

YEAR = Scope(Period.year(2022))


@pytest.mark.parametrize("subject", ["夜学", "全部活动", "研讨发言", "全部笔记", "年度计划"])
def test_the_records_behind_a_figure_are_those_that_its_list_shows(recorded, subject):
    cadres = {"人数"}  # a list of people, who are named here by the sessions they came to
    names = [f"{subject}.{measure}" for measure in register.names()[subject] if measure not in cadres]
    found = behind(names, YEAR)
    for name in names:
        assert set(found[name]) == {(line.table, line.id) for line in evidence.records(name, YEAR)}, name


def test_a_head_count_rests_on_the_sessions_that_were_attended(recorded):
    assert behind(["夜学.人数"], YEAR) == {"夜学.人数": (("session", recorded),)}
