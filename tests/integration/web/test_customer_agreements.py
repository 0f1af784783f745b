"""What is agreed with a customer and ended again: discounts, terms, goodwill, numbers, codes."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from agentline.domain.staff import Role
from local.staff_api import StaffApi
from tests.integration.web.conftest import SignedInPage
from tests.integration.web.dialogues import choose, give_reason_and
from tests.integration.web.money import enter_order, new_customer, sek, sums_of, told
from tests.integration.web.test_customers_pages import fill

_TWO_MINUTES = {"price_list": "campaign", "article": "1001", "talk_seconds": 120}  # at 14.90


def test_a_discount_is_agreed_counts_and_is_ended(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    customer = new_customer(admin, "Rabbe Rabatt")
    page = signed_in_page(Role.BILLING)
    page.goto(f"/customers/{customer}/discounts")
    page.get_by_role("button", name="Avtala rabatt").click()
    fill(page, {"Procent": "12,5"})
    give_reason_and(page, "Avtala")
    row = page.get_by_role("grid", name="Rabatter").get_by_role("row", name="12,5 % rabatt")
    expect(row).to_contain_text("Gäller")
    assert _price_of_a_call(admin, customer) == "26.08"

    page.get_by_role("button", name="Avtala rabatt").click()
    choose(page, "Sort", "Eget minutpris")
    fill(page, {"Pris per minut": "15", "Artikel": "1001"})
    give_reason_and(page, "Avtala")
    own_rate = page.get_by_role("row", name="15,00 kr per minut")
    expect(own_rate).to_contain_text("1001")
    assert _price_of_a_call(admin, customer) == "26.25"

    row.get_by_role("button", name="Avsluta: 12,5 % rabatt").click()
    expect(page.get_by_role("dialog")).to_contain_text("från och med nu får inte rabatten")
    give_reason_and(page, "Avsluta rabatten")
    expect(row).to_contain_text("Har upphört")
    expect(row.get_by_role("button")).to_have_count(0)
    expect(own_rate).to_contain_text("Gäller")
    assert _price_of_a_call(admin, customer) == "30.00"


def test_terms_of_ones_own_are_agreed_and_taken_back(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    customer = new_customer(admin, "Vilgot Villkor")
    page = signed_in_page(Role.BILLING)
    page.goto(f"/customers/{customer}/credit")
    page.get_by_role("button", name="Ändra villkor").click()
    fill(page, {"Betalningsvillkor": "366", "Gränsen höjs med": "250"})
    page.get_by_role("dialog").get_by_role("button", name="Spara villkoren").click()
    expect(page.get_by_text("Skriv ett antal dagar mellan 0 och 365.")).to_be_visible()
    fill(page, {"Betalningsvillkor": "10"})
    give_reason_and(page, "Spara villkoren")
    expect(page.get_by_text("250,00 kr", exact=True)).to_be_visible()
    usual = {"limit_cap": None, "limit_days": None}
    assert _terms(admin, customer) == {"due_days": 10, "limit_step": sek("250.00"), **usual}

    page.get_by_role("button", name="Ändra villkor").click()
    fill(page, {"Betalningsvillkor": "", "Gränsen höjs med": ""})
    give_reason_and(page, "Spara villkoren")
    expect(page.get_by_text("250,00 kr", exact=True)).to_have_count(0)
    assert set(_terms(admin, customer).values()) == {None}


def test_goodwill_is_taken_off_what_has_gathered(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    customer = new_customer(admin, "Gittan Goodwill")
    enter_order(admin, customer, "100.00")
    page = signed_in_page(Role.BILLING)
    page.goto(f"/customers/{customer}/orders")
    page.get_by_role("button", name="Ge goodwill").click()
    fill(page, {"Belopp att ge": "40,50", "Skäl": "det knastrade på linjen"})
    page.get_by_role("button", name="Förhandsgranska").click()
    foreseen = page.get_by_role("dialog", name="Så här blir det")
    expect(foreseen.get_by_role("row", name="Ofakturerat")).to_contain_text("59,50 kr")
    foreseen.get_by_role("button", name="Ge", exact=True).click()
    expect(page.get_by_role("row", name="Goodwill")).to_contain_text("−40,50 kr")
    credit = told(admin.ask("GET", f"/customers/{customer}/credit"))
    assert sums_of(credit, "unbilled", "available") == ("59.50", "940.50")


def test_a_number_is_linked_and_a_code_is_made_void(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    customer = new_customer(admin, "Nora Nummer")
    told(admin.ask("POST", f"/customers/{customer}/pin", {"reason": "asked for one"}))
    page = signed_in_page(Role.SUPPORT)
    page.goto(f"/customers/{customer}/numbers")
    page.get_by_role("button", name="Koppla nummer").click()
    fill(page, {"Nummer": "0046 31 390 06 25"})
    give_reason_and(page, "Koppla")
    expect(page.get_by_role("grid", name="Telefonnummer")).to_contain_text("031-390 06 25")
    assert told(admin.ask("GET", "/numbers/+46313900625"))["customer"] == customer

    page.get_by_role("button", name="Gör koden ogiltig").click()
    give_reason_and(page, "Gör koden ogiltig")
    expect(page.get_by_role("button", name="Gör koden ogiltig")).to_have_count(0)
    expect(page.get_by_text("Koden är ogiltig.")).to_be_visible()
    assert told(admin.ask("GET", f"/customers/{customer}/pin"))["is_set"] is False


def test_a_note_is_removed_for_good(signed_in_page: SignedInPage, admin: StaffApi) -> None:
    customer = new_customer(admin, "Anja Anteckning")
    for text in ("Ringer på kvällen", "Fel kund"):
        told(admin.ask("POST", f"/customers/{customer}/notes", {"text": text}))
    page = signed_in_page(Role.SUPPORT)
    page.goto(f"/customers/{customer}/notes")
    notes = page.get_by_role("grid", name="Anteckningar")
    notes.get_by_role("row", name="Fel kund").get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_contain_text("Fel kund")
    give_reason_and(page, "Ta bort för alltid")
    expect(notes).not_to_contain_text("Fel kund")
    expect(notes).to_contain_text("Ringer på kvällen")
    kept = told(admin.ask("GET", f"/customers/{customer}/notes"))["items"]
    assert [note["text"] for note in kept] == ["Ringer på kvällen"]


def test_a_customer_is_blocked_and_let_through_again_from_the_list(
    signed_in_page: SignedInPage, admin: StaffApi
) -> None:
    customer = new_customer(admin, "Sven Spärrad")
    page = signed_in_page(Role.SUPPORT)
    page.goto(f"/customers/{customer}/blocks")
    page.get_by_role("button", name="Spärra kunden").click()
    choose(page, "Orsak", "Bedrägeri")
    fill(page, {"Anteckning": "Ringer i andras namn"})
    give_reason_and(page, "Spärra")
    expect(page.get_by_role("grid", name="Spärrar")).to_contain_text("Ringer i andras namn")
    assert _blocks(admin, customer) == [("fraud", "in_force")]

    page.goto("/blacklist")
    row = page.get_by_role("row", name="Ringer i andras namn")
    row.get_by_role("button").click()
    give_reason_and(page, "Avsluta spärren")
    expect(row).to_have_count(0)
    assert _blocks(admin, customer) == [("fraud", "ended")]


def _price_of_a_call(api: StaffApi, customer: str) -> str:
    """Of one that begins in a minute."""
    start = f"{datetime.now(UTC) + timedelta(minutes=1):%Y-%m-%dT%H:%M:%SZ}"
    priced = told(
        api.ask("POST", "/price-calls", {**_TWO_MINUTES, "customer": customer, "start": start})
    )
    return str(priced["amount"]["amount"])


def _terms(api: StaffApi, customer: str) -> dict[str, object]:
    terms: dict[str, object] = told(api.ask("GET", f"/customers/{customer}/credit"))["own_terms"]
    return terms


def _blocks(api: StaffApi, customer: str) -> list[tuple[str, str]]:
    blocks = told(api.ask("GET", f"/customers/{customer}/blocks"))["items"]
    return [(block["kind"], block["state"]) for block in blocks]
