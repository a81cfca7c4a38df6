import json

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.subject import Filter

lists = st.lists(st.text(max_size=5), max_size=3).map(tuple)
filters = st.builds(
    Filter, categories=lists, forms=lists, regions=lists, levels=lists, title_has=st.text(max_size=5),
    role=st.sampled_from(["", "主讲"]), leadership=lists, not_leadership=lists, note_kinds=lists, plan_parts=lists,
    duty=st.booleans(),
)  # fmt: skip


@given(filters)
def test_a_filter_survives_being_written_down(made):
    assert Filter.from_json(made.to_json()) == made


def test_only_what_is_set_is_written_down():
    assert Filter().to_json() == "{}"
    assert json.loads(Filter(role="主讲", duty=True).to_json()) == {"role": "主讲", "duty": True}
    assert "党课" in Filter(categories=("党课",)).to_json()
