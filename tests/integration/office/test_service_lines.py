"""Service lines and spoken texts over the staff API, and what callers then hear."""

from typing import Any

import pytest

from agentline.domain.audit import AuditEntry
from agentline.domain.phone_number import phone_number
from agentline.domain.staff import Role
from tests.integration.billing.house import House
from tests.integration.call_path.ringing import ring
from tests.integration.office.trail import entries_of_the_day
from tests.reception import Answered, Reception

pytestmark = pytest.mark.usefixtures("own_table")

REASON = {"reason": "asked for by the owner"}
TAROT = "/service-lines/08-465 004 00"
NEW = "/service-lines/+46846500411"
CONTENT = {
    "name": "Tarotlinjen",
    "queue": "tarot",
    "language": "sv",
    "greeting": "Välkommen till Tarotlinjen.",
    "article": "TAROT",
}
TEXT = "/spoken-texts/blocked_fraud/sv"


def put(office: Reception, path: str = TAROT, tag: str | None = None, **other: Any) -> Answered:
    """A tag of None is that of a new line."""
    headers = {} if tag else {"If-None-Match": "*"}
    body = {**CONTENT, **REASON, **other}
    return office.ask("PUT", path, body, role=Role.ADMIN, version=tag, headers=headers)


def do(office: Reception, path: str, tag: str, **body: Any) -> Answered:
    return office.ask("POST", path, {**body, **REASON}, role=Role.ADMIN, version=tag)


def audited() -> AuditEntry:
    return entries_of_the_day()[0]


@pytest.mark.parametrize("spelling", ["08-465 004 00", "0046846500400", "٠٨٤٦٥٠٠٤٠٠"])
def test_a_line_is_found_by_any_spelling(office: Reception, spelling: str) -> None:
    found = office.ask("GET", f"/service-lines/{spelling}", role=Role.VIEWER)
    assert found.json | CONTENT == found.json
    assert (found.json["number"], found.json["is_in_use"]) == ("+46846500400", True)


def test_a_line_is_changed_and_the_change_is_on_record(office: Reception) -> None:
    tag = office.ask("GET", TAROT).tag
    changed = put(office, TAROT, tag, greeting="Hej.", article=None)
    assert (changed.status, changed.json["greeting"], changed.json["article"]) == (
        200,
        "Hej.",
        None,
    )
    assert changed.tag != tag
    entry = audited()
    assert (entry.what, entry.subject, entry.who) == (
        "service_line_changed",
        "+46846500400",
        "admin@example.com",
    )
    assert (entry.before["greeting"], entry.after["greeting"]) == (CONTENT["greeting"], "Hej.")
    assert (entry.before["article"], entry.after["article"]) == ("TAROT", "none")
    stale = put(office, TAROT, tag)
    assert (stale.status, stale.code) == (412, "version_stale")


def test_a_new_line_is_opened_once_and_can_be_rung(office: Reception, house: House) -> None:
    caller = house.register()
    new = phone_number("+46846500411")
    assert ring(house.screening, caller.number, line=new).reason == "service_unknown"
    opened = put(office, NEW)
    assert (opened.status, opened.json["number"]) == (201, new)
    assert (audited().what, audited().before) == ("service_line_opened", {})
    assert ring(house.screening, caller.number, line=new).verdict == "ADMIT"
    again = put(office, NEW)
    assert (again.status, again.code) == (412, "version_stale")


def test_callers_of_a_closed_line_hear_that_there_is_none(office: Reception, house: House) -> None:
    caller = house.register()
    tag = put(office, NEW).tag
    closed = do(office, f"{NEW}/closing", tag)
    assert (closed.status, closed.json["is_in_use"]) == (200, False)
    assert (audited().what, audited().after["state"]) == ("service_line_closed", "closed")
    refused = ring(house.screening, caller.number, line=phone_number("+46846500411"))
    assert (refused.verdict, refused.reason) == ("REFUSE", "service_unknown")
    again = do(office, f"{NEW}/closing", closed.tag)
    assert (again.status, again.code) == (409, "line_closed")
    assert put(office, NEW).status == 412
    reopened = put(office, NEW, closed.tag)
    assert (reopened.status, reopened.json["is_in_use"]) == (200, True)
    assert (
        ring(house.screening, caller.number, line=phone_number("+46846500411")).verdict == "ADMIT"
    )


def test_a_version_or_its_absence_must_be_stated(office: Reception) -> None:
    body = {**CONTENT, **REASON}
    for headers, status, code in (
        ({}, 428, "version_missing"),
        ({"If-None-Match": '"1"'}, 400, "malformed_header"),
        ({"If-None-Match": "*", "If-Match": '"1"'}, 400, "malformed_header"),
        ({"If-Match": '"1"'}, 404, "line_missing"),
        ({"If-Match": '"x"'}, 412, "version_stale"),
    ):
        answered = office.ask("PUT", NEW, body, role=Role.ADMIN, headers=headers)
        assert (answered.status, answered.code) == (status, code)
    closing = office.ask(
        "POST", f"{TAROT}/closing", REASON, role=Role.ADMIN, headers={"If-None-Match": "*"}
    )
    assert (closing.status, closing.code) == (428, "version_missing")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"queue": "sales"}, "queue_missing"),
        ({"article": "NONE"}, "article_missing"),
        ({"greeting": "<speak>Hej</speak>"}, "text_not_speakable"),
        ({"name": "$.External.name"}, "text_not_speakable"),
        ({"greeting": "x" * 301}, "invalid_input"),
        ({"language": "fi"}, "invalid_input"),
        ({"version": 1}, "invalid_input"),
    ],
)
def test_a_line_that_cannot_be_is_refused(
    office: Reception, change: dict[str, Any], code: str
) -> None:
    answered = put(office, NEW, **change)
    assert (answered.status, answered.code) == (422, code)
    assert office.ask("GET", NEW).status == 404


def test_a_line_is_free_by_saying_so_only(office: Reception) -> None:
    body = {name: value for name, value in CONTENT.items() if name != "article"}
    answered = office.ask(
        "PUT", NEW, body | REASON, role=Role.ADMIN, headers={"If-None-Match": "*"}
    )
    assert (answered.status, answered.json["errors"][0]["field"]) == (422, "body.article")


def test_a_line_needs_an_article_that_stays(office: Reception) -> None:
    """An article that a version to come lacks would leave its callers with an error then."""
    tariff = {"rate_per_minute": "12.00"}
    extra = {"number": "HELP", "description": "Hjälp", "vat_percent": "25", "tariff": tariff}
    tarot = {**extra, "number": "TAROT"}
    for hour, articles in ((13, [tarot, extra]), (14, [tarot])):
        body = {"valid_from": f"2026-03-10T{hour}:00:00Z", "articles": articles, **REASON}
        assert office.ask("POST", "/price-lists/basic/versions", body).status == 201
    answered = put(office, NEW, article="HELP")
    assert (answered.status, answered.code) == (422, "article_missing")


def test_lines_are_listed_by_number_and_go_on(office: Reception) -> None:
    put(office, NEW)
    first = office.ask("GET", "/service-lines", query={"limit": "1"}).json
    rest = office.ask("GET", "/service-lines", query={"limit": "1", "cursor": first["next"]}).json
    listed = [line["number"] for line in [*first["items"], *rest["items"]]]
    assert listed == ["+46846500400", "+46846500411"]


@pytest.mark.parametrize("number", ["12", "telephone", "070", "112"])
def test_an_address_that_is_no_number_is_not_found(office: Reception, number: str) -> None:
    assert office.ask("GET", f"/service-lines/{number}").status == 404
    assert put(office, f"/service-lines/{number}").status == 404


def test_who_may_not_change_lines_and_texts(office: Reception) -> None:
    for role in (Role.BILLING, Role.SUPPORT, Role.VIEWER):
        put = office.ask("PUT", TAROT, {**CONTENT, **REASON}, role=role, version='"0"')
        said = office.ask("PUT", TEXT, {"text": "Hej.", **REASON}, role=role, version='"standard"')
        assert (put.status, said.status) == (403, 403)


def texts(office: Reception) -> dict[tuple[str, str], dict[str, Any]]:
    items = office.ask("GET", "/spoken-texts", role=Role.VIEWER).json["items"]
    return {(item["refusal"], item["language"]): item for item in items}


def test_a_refusal_is_told_in_the_operators_words_until_they_are_reset(
    office: Reception, house: House
) -> None:
    caller = house.register()
    unknown = phone_number("+46846500499")
    standard = texts(office)["service_unknown", "sv"]
    assert (standard["own"], standard["spoken"]) == (None, standard["standard"])
    path = "/spoken-texts/service_unknown/sv"
    body = {"text": " Ring oss i stället. ", **REASON}
    changed = office.ask("PUT", path, body, role=Role.ADMIN, version=f'"{standard["version"]}"')
    assert (changed.status, changed.json["spoken"]) == (200, "Ring oss i stället.")
    assert (audited().what, audited().subject) == ("spoken_text_changed", "service_unknown sv")
    assert ring(house.screening, caller.number, line=unknown).message == "Ring oss i stället."
    stale = office.ask("PUT", path, body, role=Role.ADMIN, version=f'"{standard["version"]}"')
    assert (stale.status, stale.code) == (412, "version_stale")
    reset = do(office, f"{path}/resetting", changed.tag)
    assert (reset.status, reset.json) == (200, standard)
    assert audited().before == {"text": "Ring oss i stället."}
    again = do(office, f"{path}/resetting", reset.tag)
    assert (again.status, again.code) == (409, "text_standard")


def test_every_refusal_is_told_in_every_language(office: Reception) -> None:
    found = texts(office)
    assert len(found) == 18
    assert all(item["spoken"] for item in found.values())


@pytest.mark.parametrize(
    ("path", "text", "status"),
    [
        (TEXT, "<speak>", 422),
        (TEXT, "", 422),
        (TEXT, "x" * 301, 422),
        ("/spoken-texts/blocked_fraud/fi", "Hei.", 404),
        ("/spoken-texts/no_reason/sv", "Hej.", 404),
    ],
)
def test_a_text_that_cannot_be_spoken_is_refused(
    office: Reception, path: str, text: str, status: int
) -> None:
    answered = office.ask(
        "PUT", path, {"text": text, **REASON}, role=Role.ADMIN, version='"standard"'
    )
    assert answered.status == status
