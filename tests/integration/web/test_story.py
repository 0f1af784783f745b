"""The whole story of the product, as a caller, customer service and billing live it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from agentline.domain.staff import Role
from local.billing.client import pay
from local.connect.call import Call
from local.demo.files import load_demo
from local.emulator.server import Emulator
from local.staff_api import StaffApi
from local.tour.callers import now
from local.tour.exchange import Exchange
from tests.integration.emulator.waiting import until
from tests.integration.web.caller import (
    NAME,
    SPELT,
    is_admitted,
    is_put_to_customer_service,
    is_refused,
    talks_and_is_charged,
)
from tests.integration.web.conftest import SignedInPage
from tests.integration.web.money import told
from tests.integration.web.test_customers_pages import fill

NUMBER = "+46701740698"
STREET = "Sagostigen 1"
WHY = "berättade det på telefon"
_SECONDS_TO_SETTLE = 60.0
_MOST_CALLS = 4

type Payer = Callable[[str], None]


@pytest.fixture
def pay_in_full(emulator: Emulator, staff_api: Callable[[Role], StaffApi]) -> Payer:
    """Has the ledger's customer pay an invoice, and waits until the signed event has settled it."""

    def press(reference: str) -> None:
        url = emulator.settings.paths.billing_url.read_text(encoding="ascii")
        event = pay(url, reference).last_event
        assert event.is_delivered, event.outcome
        api = staff_api(Role.VIEWER)
        until(
            lambda: told(api.ask("GET", f"/invoices/{reference}"))["state"] == "paid",
            _SECONDS_TO_SETTLE,
        )

    return press


def test_from_an_unknown_caller_to_one_who_has_paid_and_rings_again(
    exchange: Exchange, signed_in_page: SignedInPage, pay_in_full: Payer
) -> None:
    caller = signed_in_page(Role.VIEWER)
    support = signed_in_page(Role.SUPPORT)
    billing = signed_in_page(Role.BILLING)

    is_put_to_customer_service(caller)
    customer = _is_registered(support)
    talks_and_is_charged(caller)
    _is_shown_what_the_call_cost(support, customer)

    _is_blocked(support, customer)
    is_refused(caller, "spärrad på grund av uppträdande")
    _is_let_through_again(support, customer)
    is_admitted(caller)

    _use_up_credit(exchange)
    reference = _reads_that_it_must_be_paid(billing, customer)
    payable = _lowers_the_price(billing)
    is_refused(caller, "en faktura är obetald")
    _is_told_why(support, reference)
    _dispatches(billing, payable)
    is_refused(caller, "en faktura är obetald")

    pay_in_full(reference)
    _sees_that_it_is_paid(billing, payable)
    _sees_that_the_limit_has_risen(support, customer)
    talks_and_is_charged(caller)


def _is_registered(support: Page) -> str:
    """The customer number."""
    support.goto("/unmatched")
    row = support.get_by_role("grid", name="Okända uppringare").get_by_role("row", name=SPELT)
    row.get_by_role("button").click()
    support.get_by_role("button", name="Registrera som kund").click()
    address = {"Gatuadress": STREET, "Postnummer": "123 45", "Ort": "Exempelby"}
    fill(support, {"Namn": NAME, **address, "Skäl": WHY})
    support.get_by_role("button", name="Förhandsgranska").click()
    expect(support.get_by_role("dialog")).to_contain_text("1 000,00 kr")
    support.get_by_role("button", name="Registrera", exact=True).click()
    expect(support.get_by_text("är registrerad som kund")).to_be_visible()

    support.goto("/customers")
    expect(support.get_by_role("grid", name="Kunder")).to_be_visible()
    support.keyboard.press("/")
    support.keyboard.type(SPELT)
    support.keyboard.press("Enter")
    expect(support.get_by_role("heading", level=1)).to_have_text(NAME)
    expect(_figure(support, "Kreditgräns")).to_contain_text("1 000,00 kr")
    expect(_figure(support, "Kvar att ringa för")).to_contain_text("1 000,00 kr")
    return support.url.rsplit("/", 1)[-1]


def _is_shown_what_the_call_cost(support: Page, customer: str) -> None:
    support.goto(f"/customers/{customer}/orders")
    orders = support.get_by_role("grid", name="Ordrar")
    orders.get_by_role("row", name="Samtal till").get_by_role("button").click()
    dialogue = support.get_by_role("dialog")
    expect(dialogue).to_contain_text("Så blev det beloppet")
    expect(dialogue).to_contain_text("Att betala:")


def _is_blocked(support: Page, customer: str) -> None:
    support.goto(f"/customers/{customer}/blocks")
    support.get_by_role("button", name="Spärra kunden").click()
    fill(support, {"Anteckning": "Skrek åt en rådgivare", "Skäl": WHY})
    support.get_by_role("dialog").get_by_role("button", name="Spärra", exact=True).click()
    expect(support.get_by_role("grid", name="Spärrar")).to_contain_text("Skrek åt en rådgivare")


def _is_let_through_again(support: Page, customer: str) -> None:
    support.get_by_role("button", name=f"Avsluta spärren på Kund {customer}").click()
    fill(support, {"Skäl": "har bett om ursäkt"})
    support.get_by_role("dialog").get_by_role("button", name="Avsluta spärren").click()
    expect(support.get_by_role("grid", name="Spärrar")).to_contain_text("har bett om ursäkt")


def _use_up_credit(exchange: Exchange) -> None:
    """Talks played in no time, since nobody can listen so long; the last closes the basis."""
    line = exchange.books.line(load_demo().lines[0].number)
    owner = exchange.books.customer_of_number(NUMBER)
    assert line
    assert owner
    for _ in range(_MOST_CALLS):
        seconds = exchange.books.talk_seconds_left(owner, line, now())
        report = exchange.ring(
            Call(from_number=NUMBER, to_number=line.number, talk_seconds=seconds)
        )
        if report.closed:
            return
    raise AssertionError(f"there is credit left after {_MOST_CALLS} calls")


def _reads_that_it_must_be_paid(billing: Page, customer: str) -> str:
    """The reference of the basis, whose page is open then."""
    billing.goto(f"/customers/{customer}")
    billing.get_by_role("link", name="måste betalas före nästa samtal").click()
    expect(_steps(billing)).to_contain_text("Utkast")
    return billing.url.rsplit("/", 1)[-1]


def _lowers_the_price(billing: Page) -> str:
    """What is payable then. The sums follow what is typed."""
    billing.get_by_role("button", name="Ändra underlaget").click()
    percent = billing.get_by_role("textbox", name="Procent av")
    foreseen = billing.get_by_role("table", name="Så blir det")
    payable = foreseen.get_by_role("row", name="Att fakturera").get_by_role("cell").last
    percent.fill("20")
    expect(foreseen).to_contain_text("Skillnad")
    much_off = payable.inner_text()
    percent.fill("10")
    expect(payable).not_to_have_text(much_off)
    seen = payable.inner_text()
    fill(billing, {"Skäl": "det knastrade på linjen"})
    billing.get_by_role("button", name="Spara ändringen").click()
    expect(billing.get_by_role("dialog")).to_have_count(0)
    expect(_sums(billing)).to_contain_text(f"Att fakturera{seen}")
    return seen


def _is_told_why(support: Page, reference: str) -> None:
    support.goto("/calls/why")
    support.get_by_label("Uppringarens nummer").fill(SPELT)
    support.get_by_role("button", name="Visa varför").click()
    expect(support.get_by_role("heading", name="Därför nekades uppringaren")).to_be_visible()
    expect(support.get_by_text("En faktura måste betalas före nästa samtal.")).to_be_visible()
    support.get_by_role("link", name="Se fakturan").click()
    expect(support.get_by_role("heading", level=1)).to_have_text(reference)
    expect(support.get_by_role("button", name="Skicka till reskontran")).to_have_count(0)


def _dispatches(billing: Page, payable: str) -> None:
    billing.get_by_role("button", name="Skicka till reskontran").click()
    copy = billing.get_by_role("dialog")
    expect(copy.get_by_role("table", name="Summor")).to_contain_text(f"Att betala{payable}")
    expect(copy).to_contain_text(NAME)
    expect(copy).to_contain_text(STREET)
    fill(billing, {"Skäl": "granskad"})
    copy.get_by_role("button", name="Skicka den här kopian").click()
    expect(_steps(billing)).to_contain_text("Väntar på betalning")
    expect(billing.get_by_text("OCR-nummer")).to_be_visible()


def _sees_that_it_is_paid(billing: Page, payable: str) -> None:
    billing.reload()
    expect(_steps(billing)).to_contain_text("Betald")
    expect(_sums(billing)).to_contain_text(f"Betalt− {payable}")
    expect(_sums(billing)).to_contain_text("Kvar att betala0,00 kr")


def _sees_that_the_limit_has_risen(support: Page, customer: str) -> None:
    support.goto(f"/customers/{customer}/timeline")
    expect(_figure(support, "Kreditgräns")).to_contain_text("1 500,00 kr")
    expect(_figure(support, "Kvar att ringa för")).to_contain_text("1 500,00 kr")
    happened = support.get_by_role("list", name="Händelser")
    for what in ("Gräns höjd", "Betalning kom in", "Faktura skickad", "Spärr hävd"):
        expect(happened.get_by_text(what).first).to_be_visible()


def _figure(page: Page, name: str) -> Locator:
    """Of the credit strip of a customer."""
    return page.locator(".credit-figures > div", has_text=name)


def _steps(page: Page) -> Locator:
    return page.get_by_role("list", name="Fakturans väg")


def _sums(page: Page) -> Locator:
    return page.get_by_role("table", name="Summor")
