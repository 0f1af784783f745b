"""What is set up: service lines, spoken texts, webhooks, staff, and who may see it."""

from collections.abc import Callable

from playwright.sync_api import expect

from agentline.domain.staff import Role
from local.demo.staff import demo_email
from local.staff_api import StaffApi
from local.tour.stage import Stage
from tests.integration.web.conftest import SignedInPage
from tests.integration.web.dialogues import choose, give_reason_and, try_to
from tests.integration.web.faults import Faults
from tests.integration.web.money import REASON, told
from tests.integration.web.test_customers_pages import fill
from tests.integration.web.webhooks import miss_event, new_endpoint, switch_off


def test_a_line_is_opened_and_taken_out_of_use(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.ADMIN)
    page.goto("/service-lines")
    page.get_by_role("button", name="Öppna linje").click()
    dialogue = page.get_by_role("dialog")
    for label, text in (
        ("Nummer", "08-465 004 77"),
        ("Namn", "Webblinjen"),
        ("Hälsning", "Välkommen till Webblinjen."),
    ):
        dialogue.get_by_role("textbox", name=label).fill(text)
    for label, choice in (("Artikel", "2001"), ("Kö", "support")):
        dialogue.get_by_role("button", name=label).click()
        page.get_by_role("option", name=choice).click()
    give_reason_and(page, "Öppna linje")
    expect(page.get_by_role("heading", level=1)).to_have_text("Webblinjen")
    page.get_by_role("button", name="Ta ur bruk").click()
    expect(page.get_by_role("dialog")).to_contain_text("inom en minut hör den som ringer")
    give_reason_and(page, "Ta ur bruk")
    expect(page.get_by_role("button", name="Ta i bruk igen")).to_be_visible()


def test_a_line_is_given_another_greeting_and_taken_into_use_again(
    signed_in_page: SignedInPage, staff_api: Callable[[Role], StaffApi]
) -> None:
    api, path = staff_api(Role.ADMIN), "/service-lines/+46846500478"
    line = {"name": "Chattlinjen", "queue": "support", "language": "sv", "greeting": "Hej."}
    headers = {"If-None-Match": "*"}
    told(api.ask("PUT", path, {**line, "article": "2001", **REASON}, headers=headers))
    page = signed_in_page(Role.ADMIN)
    page.goto(path)
    page.get_by_role("button", name="Ändra linjen").click()
    fill(page, {"Namn": "Nya chattlinjen", "Hälsning": "Hej på er."})
    choose(page, "Artikel", "Ingen: kostar inget")
    give_reason_and(page, "Ändra linjen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nya chattlinjen")
    expect(page.get_by_role("main").get_by_text("Hej på er.")).to_be_visible()
    changed = told(api.ask("GET", path))
    assert (changed["greeting"], changed["article"]) == ("Hej på er.", None)

    version = api.ask("GET", path).headers["ETag"]
    told(api.ask("POST", f"{path}/closing", REASON, version=version))
    page.reload()
    page.get_by_role("button", name="Ta i bruk igen").click()
    give_reason_and(page, "Ta i bruk igen")
    expect(page.get_by_role("button", name="Ta ur bruk")).to_be_visible()
    assert told(api.ask("GET", path))["is_in_use"]


def test_two_who_change_a_spoken_text_see_what_the_other_wrote(
    signed_in_page: SignedInPage, faults: Faults
) -> None:
    faults.expect("status of 412")
    page = signed_in_page(Role.ADMIN)
    other = page.context.new_page()
    for each, text in ((page, "Mina ord om bedrägeri."), (other, "Deras ord om bedrägeri.")):
        each.goto("/spoken-texts")
        each.get_by_role("button", name="Ändra: Spärrad: bedrägeri").click()
        each.get_by_role("textbox", name="Hörs på svenska").fill(text)
    give_reason_and(other, "Spara")
    expect(other.get_by_role("grid")).to_contain_text("Deras ord om bedrägeri.")
    try_to(page, "Spara")
    conflict = page.get_by_role("dialog", name="Någon har ändrat det här")
    expect(conflict).to_contain_text("Deras ord om bedrägeri.")
    conflict.get_by_role("button", name="Spara mitt ändå").click()
    expect(page.get_by_role("grid")).to_contain_text("Mina ord om bedrägeri.")
    page.get_by_role("button", name="Återställ: Spärrad: bedrägeri").click()
    give_reason_and(page, "Återställ")
    expect(page.get_by_role("grid")).not_to_contain_text("Mina ord om bedrägeri.")


def test_the_secret_of_an_endpoint_is_shown_once(signed_in_page: SignedInPage) -> None:
    page = signed_in_page(Role.ADMIN)
    page.goto("/webhooks")
    page.get_by_role("button", name="Lägg till adress").click()
    page.get_by_role("textbox", name="Adress").fill("https://hooks.example.com/webb")
    page.get_by_role("radio", name="Bara dessa").check()
    page.get_by_role("checkbox", name="Betalning mottagen").check()
    give_reason_and(page, "Lägg till adress")
    secret = page.get_by_role("dialog", name="Hemligheten som signerar")
    expect(secret).to_contain_text("whsec_")
    secret.get_by_role("button", name="Jag har antecknat den").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("https://hooks.example.com/webb")
    expect(page.get_by_text("whsec_")).to_have_count(0)
    page.get_by_role("button", name="Ny hemlighet").click()
    give_reason_and(page, "Ny hemlighet")
    expect(secret).to_contain_text("whsec_")
    secret.get_by_role("button", name="Jag har antecknat den").click()
    for deed, state in (("Stäng av", "Slå på"), ("Slå på", "Stäng av")):
        page.get_by_role("button", name=deed).click()
        give_reason_and(page, deed)
        expect(page.get_by_role("button", name=state)).to_be_visible()
    expect(page.get_by_text("Inget har skickats de dagarna")).to_be_visible()


def test_an_event_that_was_not_delivered_is_sent_again(
    signed_in_page: SignedInPage, staff_api: Callable[[Role], StaffApi], stage: Stage
) -> None:
    api = staff_api(Role.ADMIN)
    endpoint = new_endpoint(api, "missat")
    event = miss_event(stage, endpoint)
    page = signed_in_page(Role.ADMIN)
    page.goto(f"/webhooks/{endpoint}")
    page.get_by_role("grid", name="Leveranser").get_by_role("link").click()
    state = page.get_by_role("main").get_by_text("Misslyckad", exact=True)
    expect(state).to_be_visible()
    page.get_by_role("button", name="Skicka om").click()
    give_reason_and(page, "Skicka om")
    expect(page.get_by_text("Meddelandet skickas om.")).to_be_visible()
    expect(state).to_have_count(0)
    expect(page.get_by_role("button", name="Skicka om")).to_be_disabled()
    sent = told(api.ask("GET", f"/webhook-endpoints/{endpoint}/deliveries/{event}"))
    assert (sent["state"], sent["reason"]) == ("pending", None)
    switch_off(api, endpoint)  # or it is tried for days


def test_somebody_is_invited_given_another_role_barred_and_let_in(
    signed_in_page: SignedInPage,
) -> None:
    page = signed_in_page(Role.ADMIN)
    email = "webb@agentline.example"
    page.goto("/staff")
    page.get_by_role("button", name="Bjud in").click()
    page.get_by_role("textbox", name="E-postadress").fill(email)
    page.get_by_role("radio", name="Läsare").check()
    give_reason_and(page, "Bjud in")
    row = page.get_by_role("row", name=email)
    expect(row).to_contain_text("Läsare")
    row.get_by_role("button", name="Byt roll").click()
    page.get_by_role("radio", name="Fakturering").check()
    give_reason_and(page, "Byt roll")
    expect(row).to_contain_text("Fakturering")
    row.get_by_role("button", name="Stäng av").click()
    give_reason_and(page, "Stäng av")
    expect(row).to_contain_text("Avstängd")
    row.get_by_role("button", name="Släpp in").click()
    give_reason_and(page, "Släpp in")
    expect(row).not_to_contain_text("Avstängd")
    own = page.get_by_role("row", name=demo_email(Role.ADMIN))
    expect(own.get_by_role("button")).to_have_count(0)


def test_a_viewer_sees_what_is_set_up_but_neither_staff_nor_webhooks(
    signed_in_page: SignedInPage,
) -> None:
    page = signed_in_page(Role.VIEWER)
    page.goto("/settings")
    expect(page.get_by_text("Kreditgräns för en ny kund")).to_be_visible()
    menu = page.get_by_role("navigation", name="Sidomeny")
    expect(menu.get_by_role("link", name="Linjer")).to_be_visible()
    for hidden in ("Webhookar", "Personal"):
        expect(menu.get_by_role("link", name=hidden)).to_have_count(0)
    page.goto("/service-lines")
    expect(page.get_by_role("grid")).to_contain_text("Tarotlinjen")
    expect(page.get_by_role("button", name="Öppna linje")).to_have_count(0)
