import os
import shutil
from datetime import date

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.records import attendance, cadres, categories, session_list, sessions, units
from desktop_app.records import ledger as ledgers
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.session_list import Wanted
from desktop_app.records.units import UnitDraft
from desktop_app.store import cipher, database

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def _open_office() -> None:
    units.add(UnitDraft("办公室"))


def _post_people() -> None:
    (office,) = units.listed()
    for draft, roles in (
        (CadreDraft("李雷", political_status="中共党员"), ("支部书记",)),
        (CadreDraft("韩梅梅"), ()),
        (CadreDraft("王伟", distinction="法制股"), ()),
        (CadreDraft("王伟", distinction="办公室"), ()),
    ):
        cadres.add(draft, PostingDraft(office.id, date(2020, 1, 1), leadership=roles))


def _plan_night_study() -> None:
    category = next(each for each in categories.listed() if each.name == "夜学")
    sessions.add(sessions.fresh(category.id, date(2022, 3, 7)))


def _record_it() -> None:
    (session_id,), people = session_list.keys(Wanted()), cadres.listed()
    marks = {each.id: Mark.PRESENT for each in people[:3]} | {people[3].id: Mark.LEAVE}
    attendance.save(session_id, marks)


STAGES = {"office": _open_office, "people": _post_people, "night_study": _plan_night_study, "recorded": _record_it}
"""What the fixtures of these names find in the ledger, each on top of the one before."""


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """The folders of ledgers that are only ever copied, by the last stage written in them ("" has none).

    Writing what most tests begin with takes ten times as long as copying it.
    """
    folders = {"": tmp_path_factory.mktemp("空台账") / "台账"}
    ledgers.create(folders[""])
    last = ""
    for stage, write in STAGES.items():
        folders[stage] = tmp_path_factory.mktemp("台账") / "台账"
        shutil.copytree(folders[last], folders[stage])
        ledgers.open_(folders[stage])
        write()
        database.close_ledger()
        last = stage
    return folders


@pytest.fixture
def ledger(prepared, tmp_path, request, monkeypatch):
    """A ledger of its own for each test, opened; closed without a copy afterwards. Gives its folder.

    It holds what the fixtures asked for beside it say, else nothing. What waits for the disk is the matter of
    tests/store, which opens its own.
    """
    monkeypatch.setattr(cipher, "SYNCHRONOUS", dict.fromkeys(cipher.SYNCHRONOUS, 0))
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)
    folder = tmp_path / "台账"
    asked = [stage for stage in STAGES if stage in request.fixturenames]
    shutil.copytree(prepared[asked[-1] if asked else ""], folder)
    ledgers.open_(folder)
    yield folder
    if database._locks:  # a test may have closed it itself
        database.close_ledger()


@pytest.fixture(scope="module")
def one_ledger(tmp_path_factory):
    """One empty ledger for all tests of a module, which write inside a transaction that is rolled back."""
    folder = tmp_path_factory.mktemp("数据") / "台账"
    ledgers.create(folder)
    ledgers.open_(folder)
    yield
    database.close_ledger()


@pytest.fixture
def office(ledger):
    """The id of the section 办公室."""
    return units.listed()[0].id


@pytest.fixture
def people(office):
    """李雷 (支部书记), 韩梅梅 and two called 王伟, in post since 2020; rows in the order of the roster."""
    return cadres.listed()


@pytest.fixture
def night_study(people):
    """The id of a 夜学 of 2022-03-07, not recorded yet."""
    return session_list.keys(Wanted())[0]


@pytest.fixture
def recorded(night_study):
    """The same 夜学, recorded: three were there, the last is on leave."""
    return night_study
