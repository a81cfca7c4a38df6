from datetime import date

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.posting import PostingDraft, left, seconded
from desktop_app.core.scope import Population, Scope
from desktop_app.metrics import register
from desktop_app.records import attendance, cadres, categories, histories, history, imports, sessions, units
from desktop_app.records.cadres import CadreDraft, Namesake
from desktop_app.records.imported import Move, NewCadre, PastPosting, Roster
from desktop_app.records.units import HandOverDraft, UnitDraft
from desktop_app.store import journal
from desktop_app.store.models import Part

FROM = date(2020, 1, 1)
BEGUN, ENDED = date(2022, 3, 1), date(2022, 5, 31)


@pytest.fixture
def politics(office):
    units.add(UnitDraft("政工科"))
    return units.listed()[-1].id


@pytest.fixture
def elsewhere(office):
    units.add(UnitDraft("县委政法委", "外单位"))
    return units.listed()[-1].id


@pytest.fixture
def li(people):
    return people[0].id


def away(unit, to_date=None, kind="借调"):
    return PostingDraft(unit, BEGUN, to_date=to_date, kind=kind)


def refused(act):
    with pytest.raises(UserError) as error:
        act()
    return str(error.value), error.value.field


def stays(cadre):
    return [(row.unit, row.kind, row.from_date, row.to_date, row.leadership) for row in cadres.postings(cadre)]


def test_a_secondment_with_a_last_day_is_followed_by_the_posting_from_before(li, elsewhere):
    cadres.second(li, away(elsewhere, ENDED))
    assert stays(li) == [
        ("办公室", "任职", FROM, date(2022, 2, 28), "支部书记"),
        ("县委政法委", "借调", BEGUN, ENDED, ""),
        ("办公室", "任职", date(2022, 6, 1), None, "支部书记"),
    ]
    assert history.undoable().title == "借调：李雷，县委政法委，2022年3月1日至2022年5月31日"
    history.undo_last()
    assert len(stays(li)) == 1


def test_who_is_seconded_elsewhere_counts_nowhere_in_those_days(recorded, li, elsewhere):
    cadres.second(li, away(elsewhere, ENDED))
    march = Scope(Period.month(2022, 3), Population("全系统"))
    assert register.figure("夜学.人次", march).numerator == 2
    assert li not in register.in_post(Population(), date(2022, 3, 7))
    assert li in register.in_post(Population(), date(2022, 6, 1))


def test_coming_back_is_one_act(li, elsewhere):
    cadres.second(li, away(elsewhere))
    assert stays(li)[-1][3] is None
    cadres.bring_back(cadres.postings(li)[-1].id, ENDED)
    assert stays(li)[1:] == [
        ("县委政法委", "借调", BEGUN, ENDED, ""),
        ("办公室", "任职", date(2022, 6, 1), None, "支部书记"),
    ]
    assert history.undoable().title == "借调返回：李雷，借调到2022年5月31日为止"


@pytest.mark.parametrize("last_day", [date(2022, 4, 15), date(2022, 8, 31)])
def test_a_return_that_was_known_comes_earlier_or_later(li, elsewhere, last_day):
    cadres.second(li, away(elsewhere, ENDED))
    cadres.bring_back(cadres.postings(li)[1].id, last_day)
    (_, out, back) = cadres.postings(li)
    assert (out.to_date, (back.from_date - last_day).days, back.to_date) == (last_day, 1, None)


def test_a_posting_with_a_last_day_goes_on_to_it_after_a_secondment(li, elsewhere):
    cadres.leave(li, date(2022, 12, 31), "退休")
    cadres.second(li, away(elsewhere))
    assert cadres.postings(li)[-1].end_reason == "退休"
    cadres.bring_back(cadres.postings(li)[-1].id, ENDED)
    back = cadres.postings(li)[-1]
    assert (back.unit, back.to_date, back.end_reason) == ("办公室", date(2022, 12, 31), "退休")
    assert cadres.postings(li)[1].end_reason == ""


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (PostingDraft(1, date(2019, 3, 1), kind="借调"), "from_date"),
        (PostingDraft(1, FROM, kind="借调"), "from_date"),
        (PostingDraft(1, BEGUN, to_date=date(2022, 2, 1), kind="借调"), "to_date"),
        (PostingDraft(1, BEGUN, to_date=date(2023, 2, 1), kind="借调"), "to_date"),
    ],
)
def test_a_secondment_that_cannot_be_is_refused_beside_its_field(li, draft, field):
    cadres.leave(li, date(2022, 12, 31), "退休")
    before = stays(li)
    assert refused(lambda: cadres.second(li, draft))[1] == field
    assert stays(li) == before


def test_who_retires_while_seconded_does_not_come_back(li, elsewhere):
    cadres.second(li, away(elsewhere, ENDED))
    cadres.leave(li, date(2022, 4, 30), "退休")
    assert stays(li)[1:] == [("县委政法委", "借调", BEGUN, date(2022, 4, 30), "")]


def test_what_an_act_would_take_out_of_the_figures_is_counted_before(recorded, li, elsewhere, politics):
    assert histories.uncounted(li, lambda held: seconded(held, away(elsewhere))) == 1
    assert histories.uncounted(li, lambda held: seconded(held, away(politics))) == 0
    assert histories.uncounted(li, lambda held: left(held, date(2022, 3, 6), "退休")) == 1
    assert histories.uncounted(li, lambda held: left(held, date(2022, 3, 7), "退休")) == 0


def test_nobody_is_posted_to_a_unit_before_it_was_set_up_or_after_it_was_closed(people, li):
    units.add(UnitDraft("旧所", "司法所", valid_from=date(2021, 1, 1), valid_to=date(2021, 12, 31)))
    old = units.listed()[-1].id
    for day, words in ((date(2022, 1, 1), "已撤销"), (date(2020, 12, 31), "才成立")):
        sentence, field = refused(lambda day=day: cadres.add_posting(li, PostingDraft(old, day)))
        assert (words in sentence, field) == (True, "unit_id")
    last = date(2021, 12, 31)
    sentence, field = refused(lambda: cadres.add_posting(li, PostingDraft(old, last)))
    assert ("先用“任职变动”登记2022年1月1日起的单位" in sentence, field) == (True, "unit_id")
    cadres.add_posting(li, PostingDraft(units.listed()[0].id, date(2022, 1, 1)))
    cadres.add_posting(li, PostingDraft(old, last))
    assert stays(li)[1][2:4] == (last, last)
    assert "最后一日" in refused(lambda: cadres.add(CadreDraft("孙强"), PostingDraft(old, last)))[0]


def test_nobody_comes_back_to_a_unit_that_was_closed_meanwhile(li, office, elsewhere):
    cadres.second(li, away(elsewhere))
    units.hand_over(office, HandOverDraft(date(2022, 4, 30), "综合办公室"))
    posting = cadres.postings(li)[-1].id
    sentence, _ = refused(lambda: cadres.bring_back(posting, ENDED))
    assert sentence == "“办公室”2022年4月30日已撤销，2022年6月1日起不能再在这里任职，请用“任职变动”登记这一天起的单位。"
    after = next(row.id for row in units.listed() if row.name == "综合办公室")
    cadres.add_posting(li, PostingDraft(after, date(2022, 6, 1)))
    assert [row[:4] for row in stays(li)[1:]] == [
        ("县委政法委", "借调", BEGUN, ENDED), ("综合办公室", "任职", date(2022, 6, 1), None),
    ]  # fmt: skip


def test_a_lecture_is_the_secretarys_only_while_he_is_secretary(people, li, office):
    """党课 in May and in July; he becomes a member of the party group on the first of June."""
    lecture = next(row.id for row in categories.listed() if row.name == "党课")
    for day in (date(2022, 5, 9), date(2022, 7, 4)):
        held = sessions.add(sessions.fresh(lecture, day))
        attendance.save(held, {li: Mark.PRESENT})
        with journal.step("主讲"):
            Part.create(session=held, cadre=li, role="主讲")
    cadres.add_posting(li, PostingDraft(office, date(2022, 6, 1), leadership=("党组成员", "班子成员")))
    scope = Scope(Period.year(2022))
    by_month = register.by_month(2022, scope, {"支部书记讲党课.次数", "党组成员讲党课.次数"})
    counted = {
        month: (found["支部书记讲党课.次数"].numerator, found["党组成员讲党课.次数"].numerator)
        for month, found in by_month.items()
        if month in (5, 7)
    }
    assert counted == {5: (1, 0), 7: (0, 1)}


def test_the_one_who_bears_a_name_is_told_apart_in_the_same_step(people, li, office):
    namesake = Namesake(li, " 办公室 ")
    cadres.add(CadreDraft("李雷", "城关所"), PostingDraft(office, FROM), namesake)
    assert {row.full_name for row in cadres.listed()} >= {"李雷（办公室）", "李雷（城关所）"}
    assert history.undoable().title == "新增干部“李雷（城关所）”"
    for given, field in (("", "namesake"), ("城关所", "namesake")):
        same = Namesake(people[1].id, given)
        add = lambda same=same: cadres.add(CadreDraft("韩梅梅", "城关所"), PostingDraft(office, FROM), same)  # noqa: E731
        assert refused(add)[1] == field


def test_how_somebody_stands_is_as_of_the_day(people, li, elsewhere):
    cadres.second(li, away(elsewhere, ENDED))
    cadres.leave(people[1].id, date(2022, 6, 30), "退休")
    standing = {
        day: {row.id: row.standing for row in cadres.listed(day)}
        for day in (date(2019, 1, 1), date(2022, 4, 1), date(2022, 7, 1))
    }
    assert [found[li] for found in standing.values()] == ["未到岗", "借调", "在岗"]
    assert [found[people[1].id] for found in standing.values()] == ["未到岗", "在岗", "退休"]


def test_an_import_writes_histories_and_secondments(people, li, elsewhere):
    history_of = [
        PastPosting(("赵敏", ""), "办公室", PostingDraft(0, FROM, "科员", to_date=date(2021, 12, 31))),
        PastPosting(("赵敏", ""), "办公室", PostingDraft(0, date(2022, 1, 1), "主任")),
    ]
    new = NewCadre(CadreDraft("赵敏"), "办公室", "主任", "", (), FROM)
    moves = (
        Move(("李雷", ""), BEGUN, "县委政法委", "", "", (), ENDED, "借调"),
        Move(("李雷", ""), date(2022, 6, 1), "办公室", "主任", "", ("中层",)),
    )
    imports.add_roster(Roster((), (new,), moves, tuple(history_of)), "表.xlsx")
    zhao = next(row.id for row in cadres.listed() if row.name == "赵敏")
    assert [(row.post, row.to_date) for row in cadres.postings(zhao)] == [("科员", date(2021, 12, 31)), ("主任", None)]
    assert [(row.kind, row.post) for row in cadres.postings(li)] == [("任职", ""), ("借调", ""), ("任职", "主任")]
