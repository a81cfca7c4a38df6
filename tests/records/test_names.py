import pytest

from desktop_app.core.people import UnitKind
from desktop_app.records import names, settings, units
from desktop_app.records.units import UnitDraft

pytestmark = pytest.mark.usefixtures("people")


def test_a_cadre_is_known_alone_and_with_the_distinction():
    assert {"李雷", "王伟", "王伟（法制股）"} <= names.people()


def test_whoever_fills_in_and_looks_through_is_known():
    settings.change(settings.Settings(clerk="周敏", reviewer="陈立"))
    assert {"周敏", "陈立"} <= names.people()
    assert "" not in names.people()


def test_units_the_office_and_its_county_are_known():
    units.add(UnitDraft("东坪司法所"))
    units.add(UnitDraft("外单位", kind=UnitKind.OUTSIDE))
    settings.change(settings.Settings(office="某某县司法局", recipient="某某县委组织部"))
    assert names.units() == {"办公室", "东坪司法所", "某某县司法局", "某某县", "某某县委组织部"}
