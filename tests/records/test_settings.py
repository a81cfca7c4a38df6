from dataclasses import replace

import pytest

from desktop_app.core.errors import UserError
from desktop_app.records import history, settings
from desktop_app.records.settings import Settings


def test_what_is_said_of_the_office_is_kept(ledger):
    said = Settings("县司法局", "县委政法委", "小张", "老李", "期内平均在岗")
    settings.change(said)
    assert settings.current() == said
    assert history.undoable().title.startswith("修改设置：单位名称、主送机关、填表人")
    settings.change(replace(said, clerk="小王"))
    assert history.undoable().title == "修改设置：填表人"
    history.undo_last()
    history.undo_last()
    assert settings.current() == Settings()


def test_a_setting_that_cannot_be_used_is_refused_by_its_field(ledger):
    with pytest.raises(UserError) as refused:
        settings.change(Settings(denominator="全部"))
    assert refused.value.field == "denominator"
    assert settings.current() == Settings()
