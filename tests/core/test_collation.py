import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.core.collation import full_name, pinyin_key, plain, split_list, split_name


@pytest.mark.parametrize(
    ("written", "name", "distinction"),
    [
        ("王伟（法制股）", "王伟", "法制股"),
        ("王伟(法制股)", "王伟", "法制股"),
        (" 王　伟 （ 法制股 ） ", "王伟", "法制股"),
        ("王伟", "王伟", ""),
        ("张　三", "张三", ""),
        ("\ufeff张三\u200b", "张三", ""),
        ("（法制股）", "(法制股)", ""),
        ("王伟（法制股）等", "王伟(法制股)等", ""),
        ("", "", ""),
    ],
)
def test_a_name_is_parted_from_its_distinction(written, name, distinction):
    assert split_name(written) == (name, distinction)


words = st.text("王伟李雷甲乙", min_size=1, max_size=4)


@given(words, words)
def test_a_full_name_is_parted_again_into_what_it_was_made_of(name, distinction):
    assert split_name(full_name(name, distinction)) == (name, distinction)
    assert split_name(full_name(name, "")) == (name, "")


@given(st.text(max_size=20))
def test_what_is_compared_is_compared_alike_however_often(text):
    assert plain(plain(text)) == plain(text)
    assert not any(letter.isspace() for letter in plain(text))


def test_names_sort_by_pinyin():
    assert sorted(["张三", "王五", "李四", "安然"], key=pinyin_key) == ["安然", "李四", "王五", "张三"]


def test_a_list_is_split_where_people_split_it():
    assert split_list("张三、李四，王五 赵六;钱七\n孙八") == ("张三", "李四", "王五", "赵六", "钱七", "孙八")
    assert split_list(" 、，") == ()
