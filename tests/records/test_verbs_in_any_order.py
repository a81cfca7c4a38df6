"""The verbs of the records in depth, done, undone and redone in any order: every row is as it was each time."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.core.errors import UserError
from desktop_app.core.note_entry import Amount
from desktop_app.core.period import Period
from desktop_app.records import (
    attachments,
    attendance,
    cadre_lists,
    cadres,
    checkup,
    education,
    exams,
    first_topics,
    history,
    law_exams,
    leave,
    next_plan,
    note_grid,
    notes,
    pass_marks,
    plans,
    problems,
    quotas,
    readings,
    sessions,
    trainings,
)
from desktop_app.records import ledger as ledgers
from desktop_app.records.education import EducationDraft
from desktop_app.records.exams import Result
from desktop_app.records.first_topics import TopicDraft
from desktop_app.records.law_exams import LawExamDraft
from desktop_app.records.leave import LeaveDraft
from desktop_app.records.notes import ReviewDraft
from desktop_app.records.pass_marks import PassMarkDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.problems import Closing, ProblemDraft
from desktop_app.records.quotas import QuotaDraft
from desktop_app.records.readings import ReadingDraft
from desktop_app.records.trainings import TrainingDraft
from desktop_app.store.models import TABLES, db

MARCH, LAST = Period.month(2022, 3), date(2022, 12, 31)
OWNERS = ("session", "note", "cadre", "problem", "education", "law_exam", "training", "plan_item")
ACTS = 200


def rows():
    names = [table._meta.table_name for table in TABLES]
    return {name: frozenset(db.execute_sql(f"SELECT * FROM {name}").fetchall()) for name in names}


class Clerk:
    """Does something to whatever is there; a verb may refuse it."""

    def __init__(self, seed, folder):
        self.dice, self.folder = Random(seed), folder
        self.done = set()
        self.verbs = [getattr(self, name) for name in dir(self) if name.startswith("do_")]

    def act(self):
        verb = self.dice.choice(self.verbs)
        with suppress(UserError):
            verb()
            self.done.add(verb)

    def some(self, table, most=2):
        ids = [id_ for (id_,) in db.execute_sql(f"SELECT id FROM {table} ORDER BY id").fetchall()]
        if not ids:
            raise UserError("there is none")
        return self.dice.sample(ids, min(len(ids), most))

    def one(self, table):
        return self.some(table, 1)[0]

    def day(self):
        return date(2022, 3, 1) + timedelta(days=self.dice.randrange(30))

    def word(self):
        return "".join(self.dice.choice("学习法治调解") for _ in range(3))

    def file(self):
        path = self.folder / f"{self.dice.randrange(5)}.txt"
        path.write_text(path.name)
        return path

    def do_attach(self):
        owner = self.dice.choice(OWNERS)
        attachments.add(owner, self.one(owner), [self.file()])

    def do_detach(self):
        attachments.remove(self.some("attachment"))

    def do_session(self):
        sessions.add(replace(sessions.fresh(self.one("category"), self.day()), files=(self.file(),)))

    def do_remove_sessions(self):
        sessions.remove(self.some("session"))

    def do_marks(self):
        marks = {cadre: self.dice.choice([*list(Mark)[:5], None]) for cadre in self.some("cadre", 4)}
        self.dice.choice([attendance.save, attendance.save_draft])(self.one("session"), marks)

    def do_scores(self):
        session = self.one("session")
        exams.save(session, {cadre: Result(self.dice.randrange(10_000)) for cadre in attendance.entries_of(session)})

    def do_topic(self):
        first_topics.add(self.one("session"), TopicDraft(self.word()))

    def do_remove_topics(self):
        first_topics.remove(self.some("first_topic"))

    def do_leave(self):
        day = self.day()
        leave.add(LeaveDraft(self.one("cadre"), day, day + timedelta(days=3), "事假"))

    def do_notes(self):
        cells = {(cadre, "学习笔记"): Amount(self.dice.randrange(1, 2000)) for cadre in self.some("cadre")}
        note_grid.save(MARCH, date(2022, 3, 31), cells)

    def do_sign(self):
        notes.sign(self.some("note", 1), ReviewDraft("李书记", LAST))

    def do_remove_notes(self):
        notes.remove(self.some("note"))

    def do_education(self):
        education.add(EducationDraft(self.one("cadre"), self.word(), "本科", self.day(), files=(self.file(),)))

    def do_remove_education(self):
        education.remove(self.some("education"))

    def do_law_exam(self):
        law_exams.add(LawExamDraft(self.one("cadre"), self.dice.randrange(2018, 2022), "全国", 18_500))

    def do_training(self):
        day = self.day()
        trainings.add(TrainingDraft(tuple(self.some("cadre")), self.one("category"), self.word(), day, day, hours=200))

    def do_remove_trainings(self):
        trainings.remove(self.some("training"))

    def do_problem(self):
        problems.add(ProblemDraft(self.day(), self.word(), cadre_id=self.one("cadre"), files=(self.file(),)))

    def do_close_problems(self):
        problems.close(self.some("problem"), Closing(LAST, "已改"))

    def do_remove_problems(self):
        problems.remove(self.some("problem"))

    def do_reading(self):
        readings.add(ReadingDraft(2022, self.word() + self.word()))

    def do_remove_readings(self):
        readings.remove(self.some("reading"))

    def do_quota(self):
        quotas.add(QuotaDraft("心得体会", "月", self.day(), notes=1))

    def do_pass_mark(self):
        pass_marks.add(PassMarkDraft(self.dice.randrange(2019, 2026), self.word(), 18_000, 10_800))

    def do_plan(self):
        plans.add(PlanItemDraft(2022, "理论", self.word()))

    def do_carry_over(self):
        next_plan.carry_over(2022, self.some("plan_item"))

    def do_remove_plan(self):
        plans.remove(self.some("plan_item"))

    def do_list(self):
        cadres.make_list(self.word(), self.some("cadre"))

    def do_remove_list(self):
        cadre_lists.remove(self.one("cadre_list"))

    def do_dismiss(self):
        found = checkup.examine(MARCH, LAST).findings
        checkup.dismiss(self.dice.sample(found, min(len(found), 1)), "正常")


@pytest.mark.parametrize("seed", range(2))
def test_undo_and_redo_put_every_row_back_after_any_verbs_in_any_order(seed, ledger, people, tmp_path):
    clerk, now = Clerk(seed, tmp_path), rows()
    before, after, counted = [], [], [0, 0]
    for _ in range(ACTS):
        last, turn = history.undoable(), clerk.dice.random()
        if turn < 0.3 and before:
            history.undo_last()
            after.append(now)
            now = before.pop()
            counted[0] += 1
        elif turn < 0.45 and after:
            history.redo_last()
            before.append(now)
            now = after.pop()
            counted[1] += 1
        else:
            clerk.act()
            if history.undoable() != last:
                before.append(now)
                after.clear()
                now = rows()
        assert rows() == now
    assert min(counted) > 5
    assert len(clerk.done) > len(clerk.verbs) // 2
    assert attachments.missing() == []
    assert ledgers.check_up() == []
