import pytest

from desktop_app.store import database
from desktop_app.store.models import Cadre


@pytest.fixture
def closed(tmp_path):
    """The folder of a ledger that nobody has open."""
    folder = tmp_path / "台账 数据"
    database.create(folder)
    return folder


@pytest.fixture
def ledger(closed):
    """The folder of an open, empty ledger."""
    database.open_ledger(closed)
    yield closed
    database.close_ledger()


@pytest.fixture
def add_cadres():
    """Add people by their names, as one step."""
    from desktop_app.store import journal  # noqa: PLC0415  after the database is there

    def add(*names):
        with journal.step(f"新增干部（{len(names)}人）"):
            Cadre.insert_many([{"name": name} for name in names]).execute()

    return add
