from itertools import product

import pytest

from desktop_app.core.errors import UserError
from desktop_app.core.review import MOVES, STATE_AFTER, Act, NoteState, after


def test_a_note_is_signed_handed_back_and_taken_in_again():
    assert after(NoteState.WAITING, Act.SIGN) is NoteState.SIGNED
    assert after(NoteState.WAITING, Act.RETURN) is NoteState.RETURNED
    assert after(NoteState.RETURNED, Act.RESUBMIT) is NoteState.WAITING


def test_a_signature_that_is_void_leaves_the_note_waiting():
    assert after(NoteState.SIGNED, Act.VOID) is NoteState.WAITING


@pytest.mark.parametrize(("state", "act"), [pair for pair in product(NoteState, Act) if pair not in MOVES])
def test_every_other_move_is_refused_with_the_note_its_state_and_the_act(state, act):
    with pytest.raises(UserError, match=f"李雷的“三月”现在是“{state}”，不能{act}"):
        after(state, act, "李雷的“三月”")


def test_the_last_act_alone_tells_the_state():
    for (_, act), state in MOVES.items():
        assert STATE_AFTER[act] is state
    assert set(STATE_AFTER) == set(Act)
