"""The sample year, imported as a clerk would, against figures that were counted by other means."""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from desktop_app.core.period import Period
from desktop_app.core.scope import Population, Scope, Slice
from desktop_app.exchange import importing
from desktop_app.metrics import evidence, register
from desktop_app.records import known
from desktop_app.records import ledger as ledgers
from desktop_app.store import database

EXPECTED = json.loads(Path(__file__).with_name("figures-2022.json").read_text(encoding="utf-8"))
POPULATIONS = ("全系统", "局机关", "司法所")


def period_of(name):
    """2022, 2022-03 or 2022-01..2022-11."""
    if "-" not in name:
        return Period.year(int(name))
    months = [Period.parse_month(month) for month in name.split("..")]
    return Period(months[0].first, months[-1].last)


@pytest.fixture(scope="module")
def sample_year(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "台账"
    ledgers.create(folder)
    ledgers.open_(folder)
    reading = importing.read_files(sorted(ledgers.SAMPLE.glob("*.xlsx")), known.now())
    assert reading.problems == reading.notices == ()
    importing.write_all(reading)
    yield folder
    database.close_ledger()


@pytest.fixture(scope="module")
def figures(sample_year):
    """Every figure of every period, by population."""
    slices = [Slice(name, period_of(name)) for name in EXPECTED]
    scopes = {name: Scope(Period.year(2022), Population(name)) for name in POPULATIONS}
    return {name: register.by_slice(scope, slices) for name, scope in scopes.items()}


@pytest.mark.parametrize("period", EXPECTED)
def test_every_figure_of_the_sample_year_is_as_counted(figures, period):
    wrong = []
    for subject, measures in EXPECTED[period].items():
        for key, value in measures.items():
            measure, _, population = key.partition("@")
            figure = figures[population or "全系统"][period][f"{subject}.{measure}"]
            found = (figure.numerator, figure.denominator)
            expected = tuple(value) if isinstance(value, list) else (Fraction(str(value)), 1)
            if found != expected:
                wrong.append((subject, key, found, expected))
    assert not wrong


def test_the_counted_figures_are_all_there():
    assert len(EXPECTED) == 14
    assert sum(len(measures) for subjects in EXPECTED.values() for measures in subjects.values()) == 2000


def test_each_figure_names_as_many_records_as_it_says(sample_year):
    scope = Scope(Period.year(2022), Population("局机关"))
    names = {f"{subject}.{key}" for subject, keys in EXPECTED["2022"].items() for key in keys if "@" not in key}
    for name, figure in register.figures(scope, names).items():
        assert len(evidence.records(name, scope)) == figure.records, name
