import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core import words

MEASURED = json.loads((Path(__file__).parents[1] / "files" / "words.json").read_text("utf-8"))
BLANKS = st.text(" \t\n\u3000\u00a0", min_size=1, max_size=3)
PIECES = st.lists(st.text("学习二〇𠮷，。《》“”…—–-.,aB3９ｱ가😀%①·", max_size=8), max_size=5)


@pytest.mark.parametrize("measured", [each for each in MEASURED if "ours" not in each], ids=lambda each: each["text"])
def test_a_text_has_as_many_words_as_libreoffice_counts(measured):
    assert words.count(measured["text"]) == measured["libreoffice"]


@pytest.mark.parametrize("measured", [each for each in MEASURED if "ours" in each], ids=lambda each: each["text"])
def test_an_oddity_of_libreoffice_is_not_followed(measured):
    assert words.count(measured["text"]) == measured["ours"]


def test_enough_texts_were_measured():
    assert sum("ours" not in each for each in MEASURED) >= 50


@settings(max_examples=40, deadline=None)
@given(PIECES, BLANKS)
def test_pieces_with_blanks_between_add_up(pieces, blank):
    assert words.count(blank.join(pieces)) == sum(map(words.count, pieces))


@settings(max_examples=40, deadline=None)
@given(st.text("学𠮷，—aB3 ", max_size=20), BLANKS)
def test_more_blanks_change_nothing(text, blank):
    assert words.count(text.replace(" ", blank * 2)) == words.count(f"{blank}{text}\n") == words.count(text)
