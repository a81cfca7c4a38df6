from desktop_app.core.attendance import ATTENDED, KEYS, Mark


def test_a_late_comer_and_who_made_up_were_there():
    assert [mark for mark in Mark if mark.is_attended] == list(ATTENDED) == [Mark.PRESENT, Mark.LATE, Mark.MADE_UP]


def test_each_mark_has_its_key_and_nought_clears():
    assert [KEYS[key] for key in "123456"] == ["到", "迟到", "请假", "公差", "缺席", "补学"]
    assert KEYS["0"] is None
