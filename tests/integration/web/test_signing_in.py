"""Who gets in, as what, and what they are told if they do not."""

import pytest
from playwright.sync_api import Page, expect

from agentline.domain.staff import Role
from local.demo.staff import PASSWORD, demo_email
from tests.integration.web.conftest import NewPage, SignedInPage, fill_in_sign_in, sign_in
from tests.integration.web.faults import Faults
from tests.integration.web.newcomers import Newcomers

OWN_PASSWORD = "Egenhändigt-vald-7"


@pytest.mark.parametrize("role", Role)
def test_each_role_signs_in_without_sending_its_password(role: Role, new_page: NewPage) -> None:
    page = new_page()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    fill_in_sign_in(page, demo_email(role), PASSWORD)
    expect(page.get_by_role("heading", level=1, name="I dag")).to_be_visible()
    assert any("USER_SRP_AUTH" in body for body in sent)
    assert not any(PASSWORD in body for body in sent)


def test_a_wrong_password_is_told_and_the_address_stays(new_page: NewPage, faults: Faults) -> None:
    faults.expect("status of 400")
    page = new_page()
    fill_in_sign_in(page, demo_email(Role.ADMIN), "Not-the-password-1")
    expect(page.get_by_text("Fel e-postadress eller lösenord.")).to_be_visible()
    expect(page.get_by_label("E-postadress")).to_have_value(demo_email(Role.ADMIN))


def test_somebody_unknown_is_told_nothing_else(new_page: NewPage, faults: Faults) -> None:
    faults.expect("status of 400")
    page = new_page(locale="en-GB")
    fill_in_sign_in(page, "nobody@agentline.example", PASSWORD)
    expect(page.get_by_text("Wrong e-mail address or password.")).to_be_visible()


def test_somebody_invited_chooses_a_password_before_they_are_in(
    new_page: NewPage, newcomers: Newcomers, faults: Faults
) -> None:
    faults.expect("status of 400")
    newcomer = newcomers.invite()
    page = new_page()
    fill_in_sign_in(page, newcomer.email, f"{newcomer.password}x")
    expect(page.get_by_role("alert")).to_have_text("Fel e-postadress eller lösenord.")
    fill_in_sign_in(page, newcomer.email, newcomer.password)
    password = page.get_by_label("Nytt lösenord")
    save = page.get_by_role("button", name="Spara och logga in")
    password.fill("Kort-1")
    expect(save).to_be_disabled()
    password.fill("bara-små-bokstäver")
    save.click()
    expect(page.get_by_role("alert")).to_contain_text("Lösenordet är för svagt")
    password.fill(OWN_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="I dag")).to_be_visible()

    page = new_page()
    fill_in_sign_in(page, newcomer.email, newcomer.password)
    expect(page.get_by_role("alert")).to_have_text("Fel e-postadress eller lösenord.")
    fill_in_sign_in(page, newcomer.email, OWN_PASSWORD)
    expect(page.get_by_role("heading", level=1, name="I dag")).to_be_visible()


def test_who_has_thought_better_of_it_starts_over(new_page: NewPage, newcomers: Newcomers) -> None:
    newcomer = newcomers.invite()
    page = new_page()
    fill_in_sign_in(page, newcomer.email, newcomer.password)
    page.get_by_role("button", name="Börja om").click()
    expect(page.get_by_label("E-postadress")).to_be_visible()
    expect(page.get_by_label("Nytt lösenord")).to_have_count(0)


def test_who_is_barred_is_told_so(new_page: NewPage, newcomers: Newcomers, faults: Faults) -> None:
    faults.expect("status of 400")
    newcomer = newcomers.settle()
    newcomers.bar(newcomer)
    page = new_page()
    fill_in_sign_in(page, newcomer.email, newcomer.password)
    expect(page.get_by_role("alert")).to_have_text("Kontot är avstängt. Fråga en administratör.")


def test_whose_password_was_reset_is_told_who_can_help(
    new_page: NewPage, newcomers: Newcomers, faults: Faults
) -> None:
    faults.expect("status of 400")
    newcomer = newcomers.settle()
    newcomers.reset_password(newcomer)
    page = new_page()
    fill_in_sign_in(page, newcomer.email, newcomer.password)
    expect(page.get_by_text("Ditt lösenord måste bytas ut innan du kan logga in.")).to_be_visible()
    page.get_by_role("button", name="Börja om").click()
    newcomer = newcomers.give_password(newcomer, "Uppläst-i-telefon-9")
    fill_in_sign_in(page, newcomer.email, newcomer.password)
    page.get_by_label("Nytt lösenord").fill(OWN_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="I dag")).to_be_visible()


def test_signing_out_forgets_the_session(new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, Role.VIEWER)
    page.get_by_role("button", name=demo_email(Role.VIEWER)).click()
    page.get_by_role("menuitem", name="Logga ut").click()
    expect(page.get_by_role("button", name="Logga in")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Logga in")).to_be_visible()


def test_a_session_that_is_over_is_renewed_above_what_was_typed(
    signed_in_page: SignedInPage, faults: Faults
) -> None:
    faults.expect("status of 40")
    page = signed_in_page(Role.SUPPORT)
    page.goto("/customers")
    page.get_by_role("button", name="Registrera kund").click()
    page.get_by_role("textbox", name="Namn").fill("Siv Exempel")
    _end_session(page)
    for label, text in (
        ("Gatuadress", "Provgatan 1"),
        ("Postnummer", "123 45"),
        ("Ort", "Exempelby"),
        ("Skäl", "ringde och bad om det"),
    ):
        page.get_by_role("textbox", name=label).fill(text)
    page.get_by_role("button", name="Förhandsgranska").click()
    over = page.get_by_role("dialog", name="Din inloggning har gått ut")
    over.get_by_label("Lösenord").fill(PASSWORD)
    over.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.get_by_role("dialog", name="Så här blir det")).to_contain_text("Siv Exempel")


def _end_session(page: Page) -> None:
    """As when the refresh token has run out: what is kept here opens nothing any more."""
    page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('Cognito'))"
        ".forEach((key) => localStorage.removeItem(key))"
    )
