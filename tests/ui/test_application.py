import pytest

from desktop_app.ui.application import uses_fcitx


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}, True),
        ({"XMODIFIERS": "@im=fcitx5"}, True),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=ibus"}, False),
        ({}, False),
    ],
)
def test_fcitx_is_known_by_what_the_desktop_sets(environment, expected):
    assert uses_fcitx(environment) is expected
