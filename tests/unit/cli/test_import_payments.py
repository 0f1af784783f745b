"""`agentline import payments` takes in a bank's file, entry by entry, as often as it is given."""

import json
from pathlib import Path
from typing import Any

import pytest

from agentline.domain.basis_state import BasisState
from agentline.domain.money import sek
from tests.examples import CUSTOMER
from tests.memory_book import REFERENCE
from tests.unit.cli.office import Office

_DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>MSG-1</MsgId><CreDtTm>2026-03-11T04:00:00</CreDtTm></GrpHdr>
<Ntfctn><Id>N-1</Id><CreDtTm>2026-03-11T04:00:00</CreDtTm>
<Acct><Id><IBAN>SE3550000000054910000003</IBAN></Id></Acct>{entries}</Ntfctn>
</BkToCstmrDbtCdtNtfctn></Document>"""
_ENTRY = """<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<Sts><Cd>{status}</Cd></Sts><BookgDt><Dt>2026-03-10</Dt></BookgDt>
<AcctSvcrRef>{bank_reference}</AcctSvcrRef><BkTxCd><Prtry><Cd>X</Cd></Prtry></BkTxCd>
<NtryDtls><TxDtls><Refs><AcctSvcrRef>{bank_reference}</AcctSvcrRef></Refs>
<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>
<RltdPties><Dbtr><Pty><Nm>{payer}</Nm></Pty></Dbtr></RltdPties>
<RmtInf>{remittance}</RmtInf></TxDtls></NtryDtls></Ntry>"""


def an_entry(
    bank_reference: str,
    amount: str,
    *,
    text: str = "",
    ocr: str = "",
    status: str = "BOOK",
    currency: str = "SEK",
) -> str:
    structured = (
        f"<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{ocr}</Ref>"
        "</CdtrRefInf></Strd>"
    )
    return _ENTRY.format(
        bank_reference=bank_reference,
        amount=amount,
        status=status,
        currency=currency,
        payer="Siv Exempel",
        remittance=structured if ocr else f"<Ustrd>{text}</Ustrd>",
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "payments.xml"


@pytest.fixture(autouse=True)
def _dispatched(office: Office) -> None:
    office.do("invoices", "dispatch", REFERENCE, "--yes")


def written(file: Path, *entries: str) -> Path:
    file.write_text(_DOCUMENT.format(entries="".join(entries)), encoding="utf-8")
    return file


def told(office: Office, file: Path, *options: str, code: int = 0) -> Any:
    result = office.run("import", "payments", str(file), *options, "--json")
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def results(answer: Any) -> list[str]:
    return [entry["result"] for entry in answer["entries"]]


def ocr_of(office: Office) -> str:
    posting = office.basis().posting
    assert posting
    assert posting.ocr
    return posting.ocr


def test_a_dry_run_tells_what_would_come_of_each_entry_and_takes_nothing_in(
    office: Office, file: Path
) -> None:
    entries = [
        an_entry("B1", "500.00", ocr=ocr_of(office)),
        an_entry("B2", "200.00", text=f"faktura {REFERENCE}"),
        an_entry("B3", "985.00", text=f"kund {CUSTOMER}"),
        an_entry("B4", "984.00", text=f"kund {CUSTOMER}"),
        an_entry("B5", "10.00", text="tack", currency="EUR"),
        an_entry("B6", "10.00", text=REFERENCE, currency="EUR"),
        an_entry("B7", "10.00", text="100009-0001"),
    ]
    answer = told(office, written(file, *entries), "--dry-run")
    assert results(answer) == [*["placed"] * 3, *["suspense"] * 4]
    words = [entry["words"] for entry in answer["entries"]]
    assert words[0] == f"basis {REFERENCE} by OCR number: 985.00 SEK is due"
    assert words[1] == f"basis {REFERENCE} by reference: 985.00 SEK is due"
    assert words[2] == f"basis {REFERENCE} by customer number and amount: 985.00 SEK is due"
    assert words[3:5] == ["nothing tells which invoice it is for"] * 2
    assert words[5:] == ["the account is in SEK", "there is no customer 100009"]
    assert (answer["dry_run"], answer["totals"]) == (True, {"placed": 3, "suspense": 4})
    assert office.book.events == {}


def test_a_file_given_twice_is_taken_in_once_and_says_so(office: Office, file: Path) -> None:
    entries = [
        an_entry("B1", "985.00", ocr=ocr_of(office)),
        an_entry("B2", "985.00", text="for the nice talk"),
    ]
    first = told(office, written(file, *entries))
    assert results(first) == ["placed", "suspense"]
    assert office.basis().state is BasisState.PAID
    before = office.book.of, dict(office.book.bases)
    again = told(office, file)
    assert results(again) == ["known", "known"]
    assert [each["words"] for each in again["entries"]] == [
        each["words"] for each in first["entries"]
    ]
    assert results(told(office, file, "--dry-run")) == ["known", "known"]
    assert (office.book.of, office.book.bases) == before


def test_what_names_its_invoice_is_settled_before_amounts_are_compared(
    office: Office, file: Path
) -> None:
    entries = [
        an_entry("B1", "900.00", text=f"kund {CUSTOMER}"),
        an_entry("B2", "85.00", ocr=ocr_of(office)),
    ]
    answer = told(office, written(file, *entries))
    assert [entry["words"] for entry in answer["entries"]] == [
        "900.00 SEK on basis 1",
        "85.00 SEK on basis 1",
    ]
    assert office.basis().state is BasisState.PAID


def test_people_see_each_entry_a_total_and_where_to_go_on(office: Office, file: Path) -> None:
    entries = [
        an_entry("B1", "985.00", ocr=ocr_of(office)),
        an_entry("B2", "12.50", text="for the nice talk"),
    ]
    words = office.do("import", "payments", str(written(file, *entries)))
    assert "2 entries: 1 placed, 1 suspense." in words
    assert "985.00 SEK placed" in words
    assert "12.50 SEK suspense" in words
    assert "agentline payments suspense" in words


def test_an_entry_with_a_problem_exits_1_and_the_others_are_taken_in(
    office: Office, file: Path
) -> None:
    entries = [
        an_entry("B1", "5.00", ocr=ocr_of(office), status="PDNG"),
        an_entry("B2", "985.00", ocr=ocr_of(office)),
    ]
    answer = told(office, written(file, *entries), code=1)
    assert results(answer) == ["unreadable", "placed"]
    assert "not booked yet" in answer["entries"][0]["problem"]
    assert answer["problems"] == 1
    assert "1 with a problem" in office.do("import", "payments", str(file), code=1)


def test_what_is_not_settled_in_time_is_told_so_and_begun_again_by_the_next_run(
    office: Office, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin_api.routes.payment_files.SETTLING_SECONDS", 0.0)
    office.executions.is_down = True
    written(file, an_entry("B1", "985.00", ocr=ocr_of(office)))
    assert results(told(office, file, code=1)) == ["unsettled"]
    assert len(office.book.events) == 1
    assert [each.machine for each in office.executions.started] == ["dispatch"]
    office.executions.is_down, office.executions.is_idle = False, True
    assert results(told(office, file, code=1)) == ["unsettled"]
    office.executions.is_idle = False
    office.executions.run(office.desk)
    assert results(told(office, file)) == ["known"]
    assert office.basis().due == sek(0)


def test_a_file_the_bank_marked_as_a_test_is_not_taken_in(office: Office, file: Path) -> None:
    sample = Path(__file__).parents[2] / "samples" / "bgmax.txt"
    content = sample.read_bytes()
    lines = content.split(b"\n", 1)
    marked = lines[0][:44] + b"T" + lines[0][45:]
    file.write_bytes(marked + b"\n" + lines[1])
    for options in ([], ["--dry-run"]):
        words = office.do("import", "payments", str(file), *options, code=1)
        assert "the bank has marked it as a test" in words
    assert office.book.events == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"hello", "The file is neither camt.054 (XML) nor Bg Max."),
        (b"<Document>", "The file is not readable XML"),
    ],
)
def test_a_file_that_cannot_be_trusted_exits_2(
    office: Office, file: Path, content: bytes, words: str
) -> None:
    file.write_bytes(content)
    result = office.run("import", "payments", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_exits_2(office: Office, file: Path) -> None:
    words = office.do("import", "payments", str(file), code=2)
    assert "cannot be read: No such file or directory" in words
