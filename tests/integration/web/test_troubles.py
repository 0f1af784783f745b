"""Lost connections, a service that fails, somebody faster, and people who type scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, Request, Route, expect

from agentline.domain.staff import Role
from local.staff_api import StaffApi
from tests.integration.web.conftest import NewPage, SignedInPage
from tests.integration.web.faults import Faults
from tests.integration.web.money import ARTICLE_WITH_25, REASON, told
from tests.integration.web.test_customers_pages import change, fill

WHY = "ringde och bad om det"
SCRIPT = "<script>document.title='taken'</script>"
IMAGE = "<img src=x onerror=\"document.title='taken'\">"
LINK = "javascript:document.title='taken'"
LOST, FAILING = "Ingen kontakt med tjänsten", "Tjänsten svarar med fel"


def test_a_block_outlives_two_lost_connections_and_is_placed_once(
    signed_in_page: SignedInPage, faults: Faults
) -> None:
    faults.expect("ERR_INTERNET_DISCONNECTED")
    faults.expect("ERR_FAILED")
    page = signed_in_page(Role.SUPPORT)
    page.goto("/blacklist")
    keys = _keys_of(page, "/v1/number-blocks")
    page.get_by_role("button", name="Spärra nummer").click()
    typed = {"Telefonnummer": "08-465 004 61", "Anteckning": "Ringer om natten", "Skäl": WHY}
    fill(page, typed)
    dialogue = page.get_by_role("dialog")

    page.context.set_offline(True)
    dialogue.get_by_role("button", name="Spärra", exact=True).click()
    expect(dialogue.get_by_text("Vi når inte tjänsten.")).to_be_visible()
    expect(page.get_by_text(LOST)).to_be_visible()
    for label, text in typed.items():
        expect(dialogue.get_by_role("textbox", name=label)).to_have_value(text)
    page.context.set_offline(False)

    # The second is carried out, and its answer is lost.
    page.route("**/v1/number-blocks", _lose_answer, times=1)
    with page.expect_event("requestfailed", lambda failed: failed.method == "POST"):
        dialogue.get_by_role("button", name="Försök igen").click()
    expect(dialogue.get_by_text("Vi når inte tjänsten.")).to_be_visible()
    dialogue.get_by_role("button", name="Försök igen").click()
    expect(dialogue).to_have_count(0)
    expect(page.get_by_text(LOST)).to_have_count(0)

    page.get_by_role("searchbox", name="Ett nummers alla spärrar").fill("08-465 004 61")
    page.keyboard.press("Enter")
    rows = page.get_by_role("grid", name="Spärrlista").get_by_role("row", name="Ringer om natten")
    expect(rows).to_have_count(1)
    assert len(keys) == 3
    assert len(set(keys)) == 1


def test_what_is_read_is_asked_for_again_until_the_service_answers(
    signed_in_page: SignedInPage, faults: Faults
) -> None:
    faults.expect("status of 503")
    page = signed_in_page(Role.VIEWER)
    is_down = True

    def fail_at_first(route: Route) -> None:
        if is_down:
            _fail(route)
        else:
            route.continue_()

    page.route("**/v1/blocks*", fail_at_first)
    page.goto("/blacklist")
    expect(page.get_by_text(FAILING)).to_be_visible()
    expect(page.get_by_text("Inget är spärrat")).to_have_count(0)
    is_down = False
    expect(page.get_by_role("grid", name="Spärrlista")).to_contain_text("Maja Tallvid")
    expect(page.get_by_text(FAILING)).to_have_count(0)


def test_a_note_the_service_failed_to_take_is_offered_again_as_typed(
    signed_in_page: SignedInPage, faults: Faults
) -> None:
    faults.expect("status of 503")
    page = signed_in_page(Role.SUPPORT)
    page.goto("/customers/100010/notes")
    keys = _keys_of(page, "/notes")
    expect(page.get_by_role("grid", name="Anteckningar")).to_be_visible()
    page.route("**/notes", _fail, times=1)
    page.get_by_role("button", name="Skriv anteckning").click()
    fill(page, {"Anteckning": "Vill bli uppringd\nefter lunch"})
    page.get_by_role("button", name="Spara anteckningen").click()
    dialogue = page.get_by_role("dialog")
    expect(dialogue).to_contain_text("Det gick fel hos oss. Inget är förlorat.")
    expect(page.get_by_text(FAILING)).to_be_visible()
    typed = dialogue.get_by_role("textbox", name="Anteckning")
    expect(typed).to_have_value("Vill bli uppringd\nefter lunch")
    dialogue.get_by_role("button", name="Försök igen").click()
    expect(dialogue).to_have_count(0)
    notes = page.get_by_role("grid", name="Anteckningar")
    expect(notes.get_by_text("Vill bli uppringd")).to_have_count(1)
    expect(page.get_by_text(FAILING)).to_have_count(0)
    assert len(keys) == 2
    assert len(set(keys)) == 1


def test_who_keeps_what_somebody_else_wrote_changes_nothing(
    signed_in_page: SignedInPage, staff_api: Callable[[Role], StaffApi], faults: Faults
) -> None:
    faults.expect("status of 412")
    page = signed_in_page(Role.SUPPORT)
    page.goto("/customers/100011")
    page.get_by_role("button", name="Ändra", exact=True).click()
    fill(page, {"E-postadress": "min@example.com", "Ort": "Minby", "Skäl": WHY})
    api = staff_api(Role.ADMIN)
    change(api, "100011", {"email": "deras@example.com", "city": "Derasby"})
    page.get_by_role("button", name="Spara", exact=True).click()
    conflict = page.get_by_role("dialog", name="Någon har ändrat det här")
    expect(conflict.get_by_role("row", name="Ort")).to_contain_text("MinbyDerasby")
    expect(conflict.get_by_role("row", name="E-postadress")).to_contain_text("deras@example.com")
    conflict.get_by_role("button", name="Behåll deras").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("tabpanel", name="Översikt")).to_contain_text("deras@example.com")
    assert told(api.ask("GET", "/customers/100011"))["city"] == "Derasby"


@pytest.fixture
def scripted(staff_api: Callable[[Role], StaffApi]) -> str:
    """The number of a customer who is scripts wherever somebody may type."""
    api = staff_api(Role.ADMIN)
    owner = {"name": f"{SCRIPT} {IMAGE}", "street": LINK, "postcode": "123 45", "city": IMAGE}
    # A tag is one word.
    tags = {"tags": [SCRIPT, "javascript:alert(1)"]}
    reason = {"reason": IMAGE}
    body = {**owner, **tags, "country": "SE", **reason}
    number: str = told(api.ask("POST", "/customers", body))["number"]
    told(api.ask("POST", f"/customers/{number}/notes", {"text": f"{IMAGE}\n{LINK}"}))
    block = {"kind": "other", "note": f"{SCRIPT} {LINK}", **reason}
    told(api.ask("POST", f"/customers/{number}/blocks", block))
    price = {"unit_price": {"amount": "100.00", "currency": "SEK"}}
    line = {**ARTICLE_WITH_25, **price, "text": IMAGE}
    told(api.ask("POST", "/orders", {"customer": number, "line": line, **reason}))
    told(api.ask("POST", "/invoices", {"customer": number, **REASON}))
    return number


def test_what_people_type_is_text_wherever_it_is_shown(
    new_page: NewPage, scripted: str, faults: Faults
) -> None:
    faults.expect("status of 404")  # the search asks whether a customer's number is a telephone's
    page = new_page(signed_in_as=Role.ADMIN)
    dialogs: list[str] = []

    def close(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", close)
    customer = f"/customers/{scripted}"
    for address, texts in {
        "/": [],
        "/customers": [SCRIPT, IMAGE],
        customer: [SCRIPT, IMAGE, LINK, SCRIPT.lower(), "javascript:alert(1)"],
        f"{customer}/timeline": [IMAGE, LINK],
        f"{customer}/orders": [IMAGE],
        f"{customer}/blocks": [SCRIPT, LINK],
        f"{customer}/notes": [IMAGE, LINK],
        f"/invoices/{scripted}-0001": [SCRIPT, IMAGE],
        "/invoices": [SCRIPT],
        "/blacklist": [SCRIPT, LINK],
        "/orders": [IMAGE],
        f"/audit?customer={scripted}": [IMAGE],
    }.items():
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for text in texts:
            expect(page.get_by_role("main").get_by_text(text).first).to_be_visible()
        _is_untouched(page)
    page.keyboard.press("/")
    page.keyboard.type(scripted)
    expect(page.get_by_role("option").filter(has_text=IMAGE).first).to_be_visible()
    _is_untouched(page)
    assert dialogs == []


def _is_untouched(page: Page) -> None:
    """Nothing that was typed has become markup, or run."""
    expect(page).not_to_have_title("taken")
    expect(page.locator("img[src=x], a[href^='javascript:' i], #app script")).to_have_count(0)


def _keys_of(page: Page, ending: str) -> list[str]:
    """Fills with the key of each write that is sent there."""
    keys: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith(ending):
            keys.append(request.headers["idempotency-key"])

    page.on("request", note)
    return keys


def _lose_answer(route: Route) -> None:
    assert route.fetch().status == 201
    route.abort()


def _fail(route: Route) -> None:
    route.fulfill(status=503, content_type="text/html", body="<h1>Service Unavailable</h1>")
