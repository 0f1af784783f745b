"""The basis as a table for a spreadsheet."""

import csv
import io

import pytest

from agentline.adapters.invoice_documents.csv_document import invoice_csv
from agentline.domain.invoice import Invoice
from tests.unit.adapters.invoice_documents.composed import IN_ENGLISH, INVOICE, with_names


def _rows(invoice: Invoice) -> list[dict[str, str]]:
    document = invoice_csv(invoice)
    assert document.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(document[1:]), delimiter=";", strict=True))


def test_a_call_has_its_time_in_stockholm_its_seconds_and_a_decimal_comma() -> None:
    call = _rows(INVOICE)[0]
    assert call == {
        "Typ": "Rad",
        "Referens": "100001-0001",
        "OCR-nummer": "100001000122",
        "Kundnummer": "100001",
        "Telefon": "'+46701740605",
        "Namn": "Siv Exempel",
        "Gatuadress": "Provgatan 1",
        "Postnummer": "12345",
        "Ort": "Exempelby",
        "Land": "SE",
        "Underlagets datum": "2026-11-23",
        "Förfallodag": "2026-12-23",
        "Beskrivning": "Tarot",
        "Datum": "2026-07-01",
        "Klockan": "00:30",
        "Sekunder": "3725",
        "Moms %": "25",
        "Utan moms": "",
        "Moms": "",
        "Belopp med moms": "1050,50",
        "Valuta": "SEK",
    }


def test_lines_vat_and_totals_follow_one_another() -> None:
    assert [
        (row["Typ"], row["Moms %"], row["Utan moms"], row["Moms"], row["Belopp med moms"])
        for row in _rows(INVOICE)
    ] == [
        ("Rad", "25", "", "", "1050,50"),
        ("Rad", "25", "", "", "-50,50"),
        ("Rad", "6", "", "", "106,00"),
        ("Moms", "25", "800,00", "200,00", "1000,00"),
        ("Moms", "6", "100,00", "6,00", "106,00"),
        ("Summa", "", "", "", "1106,00"),
        ("Betalt i förskott", "", "", "", "6,00"),
        ("Att betala", "", "", "", "1100,00"),
    ]


def test_only_the_words_follow_the_language() -> None:
    swedish, english = _rows(INVOICE), _rows(IN_ENGLISH)
    assert [row["Kind"] for row in english][-2:] == ["Paid in advance", "To pay"]
    assert [[*row.values()][1:] for row in english] == [[*row.values()][1:] for row in swedish]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        " =1",
        "＝1",
        "\u202e=1",
        '=HYPERLINK("http://x";"y")',
    ],
)
def test_f38_no_cell_from_outside_is_a_formula(text: str) -> None:
    for row in _rows(with_names(text)):
        for column in ("Namn", "Gatuadress", "Postnummer", "Ort", "Land"):
            assert row[column].startswith("'")
        assert row["Beskrivning"] == "" or row["Beskrivning"].startswith("'")


@pytest.mark.parametrize("text", ["a;=1", 'a";"=1', "a\n=1", "a,=1", "a\r\n=1;=2"])
def test_f38_no_cell_breaks_out_into_others_or_into_rows(text: str) -> None:
    rows = _rows(with_names(text))
    assert len(rows) == len(_rows(INVOICE))
    assert {row["Namn"] for row in rows} == {" ".join(text.split())}
    assert all(None not in row for row in rows)
