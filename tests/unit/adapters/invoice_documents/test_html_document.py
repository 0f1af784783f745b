"""The basis as a page for people."""

import re
from dataclasses import replace

import pytest
from lxml import html

from agentline.adapters.invoice_documents.html_document import invoice_html
from agentline.domain.catalogue import Language
from agentline.domain.invoice import Invoice
from agentline.domain.money import Money, sek
from tests.unit.adapters.invoice_documents.composed import IN_ENGLISH, INVOICE, with_names


def _page(invoice: Invoice) -> html.HtmlElement:
    return html.document_fromstring(invoice_html(invoice))


def _words(element: html.HtmlElement) -> str:
    return re.sub(r"[\s\u00a0]+", " ", element.text_content()).strip()


def _line_cells(invoice: Invoice) -> list[list[str]]:
    rows = _page(invoice).xpath("//div[@class='lines']//tbody/tr")
    return [[_words(cell) for cell in row.xpath("td")] for row in rows]


def test_a_swedish_basis_says_what_it_is_for_whom_and_how_to_pay() -> None:
    page = _page(INVOICE)
    words = _words(page.xpath("//main")[0])
    assert page.get("lang") == "sv"
    assert page.xpath("string(//title)") == "Fakturaunderlag 100001-0001"
    assert "Detta är ett underlag för faktura, inte en faktura." in words
    for said in (
        "Referens 100001-0001",
        "Köpare Siv Exempel Provgatan 1 12345 Exempelby",
        "Kundnummer100001",
        "Telefon+46701740605",
        "Underlagets datum2026-11-23",
        "Förfallodag2026-12-23",
        "Summa1 106,00 kr",
        "Betalt i förskott−6,00 kr",
        "Att betala1 100,00 kr",
        "OCR-nummer100001000122",
    ):
        assert said in words


def test_lines_have_date_and_time_in_stockholm_length_vat_and_amount() -> None:
    assert _line_cells(INVOICE) == [
        ["2026-07-01", "00:30", "Tarot", "62:05", "25 %", "1 050,50 kr"],
        ["", "", "Rabatt", "", "25 %", "−50,50 kr"],
        ["", "", "Bok", "", "6 %", "106,00 kr"],
    ]


def test_vat_is_told_rate_by_rate() -> None:
    rows = _page(INVOICE).xpath("//section[@class='sums']//tbody/tr")
    assert [[_words(cell) for cell in row.xpath("td")] for row in rows] == [
        ["25 %", "800,00 kr", "200,00 kr", "1 000,00 kr"],
        ["6 %", "100,00 kr", "6,00 kr", "106,00 kr"],
    ]


def test_an_english_basis_is_english_throughout() -> None:
    page = _page(IN_ENGLISH)
    words = _words(page.xpath("//main")[0])
    assert page.get("lang") == "en"
    assert "This is a basis for an invoice, not an invoice." in words
    assert "To pay1,100.00 SEK" in words
    assert _line_cells(IN_ENGLISH)[1] == ["", "", "Rabatt", "", "25%", "−50.50 SEK"]


def test_another_currency_is_named_by_its_code() -> None:
    euro = replace(INVOICE, total=Money(110_600, "EUR"), prepaid=Money(0, "EUR"))
    words = _words(_page(euro).xpath("//dl[@class='totals']")[0])
    assert "1 106,00 EUR" in words


def test_nothing_prepaid_is_not_mentioned() -> None:
    assert "Betalt i förskott" not in invoice_html(replace(INVOICE, prepaid=sek(0)))


def test_a_customer_without_a_number_and_one_abroad() -> None:
    buyer = replace(INVOICE.buyer, country="NO")
    words = _words(_page(replace(INVOICE, phone=None, buyer=buyer)).xpath("//main")[0])
    assert "Telefon" not in words
    assert "12345 Exempelby NO" in words


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</title></style><svg onload=alert(1)>",
        "{{ 7 * 7 }}{% include 'x' %}",
        "&lt;b&gt; &amp;",
    ],
)
def test_f39_names_and_texts_are_shown_as_they_are_and_never_run(text: str) -> None:
    page = _page(with_names(text))
    assert _words(page.xpath("//address/strong")[0]) == text
    assert _line_cells(with_names(text))[0][2] == text
    assert not page.xpath("//script | //img | //svg | //@onload | //@onerror | //@src | //@href")


def test_f39_marks_that_turn_the_reading_order_are_dropped() -> None:
    assert _words(_page(with_names("Siv \u202eexe.pmal\u0000")).xpath("//strong")[0]) == (
        "Siv exe.pmal"
    )


@pytest.mark.parametrize("language", list(Language))
def test_the_page_fetches_and_runs_nothing(language: Language) -> None:
    page = _page(replace(INVOICE, language=language))
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert not page.xpath("//script | //link | //img | //iframe | //form | //a")
    assert "url(" not in invoice_html(INVOICE)
    assert "@import" not in invoice_html(INVOICE)
