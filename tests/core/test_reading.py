import pytest

from desktop_app.core.reading import same_title, titles_in


@pytest.mark.parametrize(
    "written", ["《习近平谈治国理政》第四卷", "《〈习近平谈治国理政〉第四卷》", "习近平谈治国理政 第四卷"]
)
def test_marks_and_spaces_make_no_other_text(written):
    assert same_title(written) == "习近平谈治国理政第四卷"


def test_a_text_names_its_lines_and_what_stands_in_marks():
    assert titles_in("《宪法》\n《〈甲〉第四卷》") == {"宪法", "甲第四卷"}
