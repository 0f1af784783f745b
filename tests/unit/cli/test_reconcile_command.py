"""`agentline reconcile` asks the ledger too, where there is one to ask."""

import json
from pathlib import Path

import pytest

from agentline.billing_ports import LedgerUnavailableError
from tests.books import BookKeeper
from tests.examples import BASIC, TAROT_LINE, a_record
from tests.fakes import FakeCatalogue
from tests.memory_book import REFERENCE
from tests.unit.cli.office import Office, open_office


@pytest.fixture(autouse=True)
def _books(monkeypatch: pytest.MonkeyPatch) -> None:
    """Basis 1 is dispatched and unpaid; no ledger in these tests has made an invoice of it."""
    keeper = BookKeeper()
    keeper.rate(a_record(keeper.ring().call, talk_seconds=60 * 49))
    keeper.dispatch(1)
    catalogue = FakeCatalogue(lines={TAROT_LINE.number: TAROT_LINE}, versions=[BASIC])
    monkeypatch.setattr("local.commands.reconcile.read_books", lambda _report: [keeper.books()])
    monkeypatch.setattr("local.commands.reconcile.TableCatalogue", lambda: catalogue)


def test_an_unpaid_basis_the_ledger_does_not_know_is_an_orphan(office: Office) -> None:
    result = office.run("reconcile", "--json")
    assert result.exit_code == 1
    [orphan] = json.loads(result.stdout)["orphans"]
    assert (orphan["kind"], orphan["subject"]) == ("basis_unknown_to_ledger", REFERENCE)


def test_staff_who_are_their_own_ledger_are_not_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    office = open_office(monkeypatch, tmp_path, kind="manual")
    assert "nothing amiss" in office.do("reconcile")
    assert office.ledger.calls["find"] == 0


def test_a_ledger_that_gives_no_answer_leaves_the_comparison_undone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(office.ledger), "find", _unavailable)
    told = office.do("reconcile", code=1)
    assert "The ledger was not asked to the end: it answered 503" in told


def _unavailable(_ledger: object, _reference: str) -> None:
    raise LedgerUnavailableError("it answered 503")
