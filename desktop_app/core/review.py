"""The life of a note (心得笔记): handed in, signed off or handed back. One table of moves says it all."""

from enum import StrEnum

from desktop_app.core.errors import UserError


class NoteState(StrEnum):
    WAITING = "待审"
    SIGNED = "已签"
    RETURNED = "退回"


class Act(StrEnum):
    SIGN = "审签"
    RETURN = "退回"
    RESUBMIT = "重交"
    VOID = "作废"


MOVES: dict[tuple[NoteState, Act], NoteState] = {
    (NoteState.WAITING, Act.SIGN): NoteState.SIGNED,
    (NoteState.WAITING, Act.RETURN): NoteState.RETURNED,
    (NoteState.RETURNED, Act.RESUBMIT): NoteState.WAITING,
    (NoteState.SIGNED, Act.VOID): NoteState.WAITING,
}

STATE_AFTER = {act: state for (_, act), state in MOVES.items()}
"""An act leads to one state only, so the state on a day is that of the last act up to it."""

GRADES = ("好", "较好", "一般")
NOTE_KINDS = ("心得体会", "学习笔记", "调研文章")
SAME_KIND = {"读书笔记": "学习笔记"}
"""Names under which the same ledger goes."""
WORD_SOURCES = ("文件统计", "手写估算", "手工录入")


def after(state: NoteState, act: Act, what: str = "这篇笔记") -> NoteState:
    """Return the state the act leads to; UserError naming `what` where it is not possible."""
    try:
        return MOVES[state, act]
    except KeyError:
        raise UserError(f"{what}现在是“{state}”，不能{act}，请重新选择。") from None
