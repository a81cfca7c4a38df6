"""Several steps that are kept together: the files that come in at once."""

import pytest

from desktop_app.store import anchor, intent, journal
from desktop_app.store.models import Cadre


def add(name):
    with journal.step(f"新增干部“{name}”") as changed:
        Cadre.create(name=name)
    return changed


class Failure(Exception):  # noqa: N818
    pass


def fail_after(name):
    add(name)
    anchor.touch(force=True)
    raise Failure


def test_steps_together_are_steps_of_their_own(ledger):
    with journal.together():
        assert add("李雷") == {"cadre"}
        add("韩梅梅")
    assert [step.title for step in journal.steps(5)] == ["新增干部“韩梅梅”", "新增干部“李雷”"]
    assert journal.verify().problem is None
    journal.undo(journal.last_undoable().id)
    assert [cadre.name for cadre in Cadre.select()] == ["李雷"]


def test_when_one_of_them_fails_none_is_kept(ledger):
    with pytest.raises(Failure), journal.together():
        fail_after("李雷")
    assert Cadre.select().count() == journal.newest_step() == 0


def test_after_them_a_step_within_a_step_is_refused_again(ledger):
    with journal.together():
        add("李雷")
    with journal.step("外"), pytest.raises(RuntimeError):
        add("韩梅梅")


def test_the_anchor_never_notes_what_is_not_saved(ledger):
    with pytest.raises(Failure), journal.together():
        fail_after("李雷")
    assert anchor.compare() is None


def test_the_note_about_them_is_one_and_names_the_whole(ledger):
    with intent.doing("导入四个文件"), journal.together():
        with intent.doing("导入花名册"):
            add("李雷")
        assert "导入四个文件" in (ledger / intent.FILE_NAME).read_text(encoding="utf-8")
    assert intent.left_over() is None
