import os
import shutil
from datetime import date

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.records import attendance, cadres, categories, sessions, units
from desktop_app.records import ledger as ledgers
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.units import UnitDraft
from desktop_app.store import database

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def blank(tmp_path_factory):
    """The folder of an empty ledger that is only ever copied: making its tables takes thirty times as long."""
    folder = tmp_path_factory.mktemp("空台账") / "台账"
    ledgers.create(folder)
    return folder


@pytest.fixture
def ledger(blank, tmp_path):
    """A fresh ledger, opened; closed without a copy afterwards. Gives its folder."""
    folder = tmp_path / "台账"
    shutil.copytree(blank, folder)
    ledgers.open_(folder)
    yield folder
    if database._locks:  # a test may have closed it itself
        database.close_ledger()


@pytest.fixture
def office(ledger):
    """The id of the section 办公室."""
    units.add(UnitDraft("办公室"))
    return units.listed()[0].id


@pytest.fixture
def people(office):
    """李雷 (支部书记), 韩梅梅 and two called 王伟, in post since 2020; rows in the order of the roster."""
    for draft, roles in (
        (CadreDraft("李雷", political_status="中共党员"), ("支部书记",)),
        (CadreDraft("韩梅梅"), ()),
        (CadreDraft("王伟", distinction="法制股"), ()),
        (CadreDraft("王伟", distinction="办公室"), ()),
    ):
        cadres.add(draft, PostingDraft(office, date(2020, 1, 1), leadership=roles))
    return cadres.listed()


@pytest.fixture
def night_study(people):
    """The id of a 夜学 of 2022-03-07, not recorded yet."""
    category = next(each for each in categories.listed() if each.name == "夜学")
    return sessions.add(sessions.fresh(category.id, date(2022, 3, 7)))


@pytest.fixture
def recorded(night_study, people):
    """The same 夜学, recorded: three were there, the last is on leave."""
    marks = {each.id: Mark.PRESENT for each in people[:3]} | {people[3].id: Mark.LEAVE}
    attendance.save(night_study, marks)
    return night_study
