"""Price lists over the staff API, on the store."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from agentline.adapters.dynamodb.catalogue import TableCatalogue
from agentline.adapters.dynamodb.office_rows import ReplayRow
from agentline.domain.audit import AuditEntry
from agentline.domain.staff import Role
from agentline.ports import PriceListMissingError
from tests.examples import NOON
from tests.integration.billing.house import House
from tests.integration.office.trail import entries_of_the_day
from tests.reception import Answered, Reception

pytestmark = pytest.mark.usefixtures("own_table")

REASON = {"reason": "dearer from the spring on"}
VERSIONS = "/price-lists/basic/versions"
LATER = "2026-03-10T14:00:00Z"
TARIFF = {
    "rate_per_minute": "24.00",
    "first_seconds": 60,
    "increment_seconds": 60,
    "opening_fee": "5.00",
}
TAROT = {"description": "Tarot", "unit": "minute", "vat_percent": "25", "tariff": TARIFF}
HELP = {**TAROT, "description": "Datorhjälp", "tariff": {"rate_per_minute": "12.00"}}
ARTICLES = [{"number": "TAROT", **TAROT}]


def version(valid_from: str = LATER, articles: Any = ARTICLES) -> dict[str, Any]:
    return {"valid_from": valid_from, "articles": articles, **REASON}


def add(office: Reception, body: dict[str, Any], name: str = "basic") -> Answered:
    return office.ask("POST", f"/price-lists/{name}/versions", body)


def audited() -> AuditEntry:
    """The last deed of staff."""
    return entries_of_the_day()[0]


def test_a_version_is_previewed_added_and_seen(office: Reception) -> None:
    asked = {name: value for name, value in version().items() if name != "reason"}
    preview = office.ask("POST", f"{VERSIONS}/preview", asked, key="").json
    dearer = {"field": "rate_per_minute", "before": "20.00 SEK", "after": "24.00 SEK"}
    assert preview["difference"] == {
        "added": [],
        "removed": [],
        "changed": [{"number": "TAROT", "fields": [dearer]}],
    }
    assert [
        (price["minutes"], price["before"]["amount"], price["after"]["amount"])
        for price in preview["examples"][0]["prices"]
    ] == [(1, "25.00", "29.00"), (5, "105.00", "125.00"), (15, "305.00", "365.00")]
    assert (preview["replaces"], preview["valid_until"]) == ("2026-01-01T00:00:00Z", None)
    assert office.ask("GET", f"{VERSIONS}/{LATER}").code == "price_list_missing"

    added = add(office, version())
    assert (added.status, added.json["version"]["state"]) == (201, "future")
    assert added.json["difference"] == preview["difference"]
    seen = office.ask("GET", f"{VERSIONS}/2026-03-10T15:00:00+01:00").json
    assert seen["articles"][0] == {
        **ARTICLES[0],
        "currency": "SEK",
        "tariff": {
            **TARIFF,
            "free_seconds": 0,
            "minimum_charge": "0.00",
            "maximum_charge": None,
            "steps": [],
            "bands": [],
            "holidays": [],
        },
    }
    [basic, cheap] = office.ask("GET", "/price-lists").json["items"]
    assert (basic["in_force"]["valid_until"], basic["next"]["valid_from"]) == (LATER, LATER)
    assert (cheap["name"], cheap["next"], cheap["in_force"]["article_count"]) == ("cheap", None, 1)


def test_a_version_added_is_on_record_with_what_it_changes(office: Reception) -> None:
    add(office, version())
    entry = audited()
    assert (entry.what, entry.subject, entry.customer) == (
        "price_list_version_added",
        f"basic {LATER}",
        None,
    )
    assert (entry.who, entry.why) == ("billing@example.com", REASON["reason"])
    assert entry.before == {
        "version": "2026-01-01T00:00:00Z",
        "TAROT rate_per_minute": "20.00 SEK",
    }
    assert entry.after["TAROT rate_per_minute"] == "24.00 SEK"


def test_callers_are_charged_by_a_version_once_it_begins(office: Reception) -> None:
    add(office, version())
    begins = NOON + timedelta(hours=2)
    for now, rate in ((begins - timedelta(seconds=1), "20.00"), (begins, "24.00")):
        found = TableCatalogue().price_list_in_force("basic", now).article("TAROT")
        assert found.tariff.rate_per_minute.decimal == rate


def test_two_versions_are_compared_in_words(office: Reception) -> None:
    band = {"days": ["sun", "sat"], "from": "00:00", "to": "24:00", "rate_per_minute": "30.00"}
    step = {"after_seconds": 900, "rate_per_minute": "15.00", "increment_seconds": 1}
    tariff = {"rate_per_minute": "20.00", "bands": [band], "steps": [step]}
    article = {**TAROT, "number": "TAROT", "vat_percent": "6", "tariff": tariff}
    add(office, version(articles=[article, {"number": "HELP", **HELP}]))
    both = {"from": "2026-01-01T00:00:00Z", "to": LATER}
    diff = office.ask("GET", "/price-lists/basic/diff", query=both).json["difference"]
    assert [added["number"] for added in diff["added"]] == ["HELP"]
    assert {
        field["field"]: (field["before"], field["after"]) for field in diff["changed"][0]["fields"]
    } == {
        "vat_percent": ("25 %", "6 %"),
        "first_seconds": ("60 s", "1 s"),
        "increment_seconds": ("60 s", "1 s"),
        "opening_fee": ("5.00 SEK", "0.00 SEK"),
        "steps": ("none", "after 900 s: 15.00 SEK/min, in blocks of 1 s"),
        "bands": ("none", "sat, sun 00:00-24:00: 30.00 SEK/min"),
    }
    back = office.ask("GET", "/price-lists/basic/diff", query={"from": LATER, "to": both["from"]})
    assert [removed["number"] for removed in back.json["difference"]["removed"]] == ["HELP"]
    same = office.ask("GET", "/price-lists/basic/diff", query={"from": LATER, "to": LATER})
    assert same.json["difference"] == {"added": [], "removed": [], "changed": []}
    missing = {"from": LATER, "to": "2030-01-01T00:00:00Z"}
    assert office.ask("GET", "/price-lists/basic/diff", query=missing).status == 404
    assert office.ask("GET", "/price-lists/basic/diff", query={"from": LATER}).status == 422


BANDS = [
    {"days": ["mon"], "from": f"{hour:02}:00", "to": "24:00", "rate_per_minute": "1.00"}
    for hour in range(17)
] * 3


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        (version("2026-03-10T12:01:59Z"), 422, "version_too_soon"),
        (version("2026-01-01T00:00:00Z"), 422, "version_too_soon"),
        (version("2026-03-10T14:00:00.5Z"), 422, "invalid_input"),
        (version("2026-03-10T14:00:00"), 422, "invalid_input"),
        (version(articles=[]), 422, "invalid_input"),
        (version(articles=ARTICLES * 2), 422, "invalid_input"),
        (version(articles=[{**ARTICLES[0], "number": "=1+1"}]), 422, "invalid_input"),
        (version(articles=[{**ARTICLES[0], "description": "a\u202eb"}]), 422, "invalid_input"),
        (
            version(articles=[{**ARTICLES[0], "tariff": {"rate_per_minute": "-1"}}]),
            422,
            "invalid_input",
        ),
        (version(articles=[{"number": "HELP", **HELP}]), 409, "article_in_use"),
        (version(articles=[{**ARTICLES[0], "currency": "EUR"}]), 422, "version_refused"),
        (
            version(articles=[{**ARTICLES[0], "tariff": {**TARIFF, "bands": BANDS}}]),
            422,
            "version_refused",
        ),
    ],
)
def test_a_version_that_cannot_be_is_refused(
    office: Reception, asked: dict[str, Any], status: int, code: str
) -> None:
    answered = add(office, asked)
    assert (answered.status, answered.code) == (status, code)
    assert office.ask("GET", "/price-lists").json["items"][0]["next"] is None


def test_f35_a_version_that_is_too_large_to_be_kept_is_refused(office: Reception) -> None:
    many = [{"number": f"A{number}", **TAROT, "description": "å" * 200} for number in range(300)]
    raw = json.dumps(version(articles=[*ARTICLES, *many]), ensure_ascii=False)
    answered = office.ask("POST", VERSIONS, raw=raw, headers={"Content-Type": "application/json"})
    assert (answered.status, answered.code) == (422, "version_refused")


def test_versions_are_immutable(office: Reception) -> None:
    assert add(office, version()).status == 201
    again = add(office, version(articles=[{"number": "TAROT", **HELP}]))
    assert (again.status, again.code) == (409, "version_exists")
    seen = office.ask("GET", f"{VERSIONS}/{LATER}").json["articles"][0]
    assert seen["tariff"]["rate_per_minute"] == "24.00"


def test_f37_a_version_is_added_once_even_if_its_first_answer_was_lost(office: Reception) -> None:
    first = office.ask("POST", VERSIONS, version(), key="spring-prices")
    assert office.ask("POST", VERSIONS, version(), key="spring-prices").text == first.text
    digest = sha256(b"spring-prices").hexdigest()
    ReplayRow(f"REPLAY#sub-of-billing#{digest}", "REPLAY").delete()
    retried = office.ask("POST", VERSIONS, version(), key="spring-prices")
    assert (retried.status, retried.text) == (201, first.text)


def test_a_new_list_is_made_with_its_first_version(office: Reception) -> None:
    added = add(office, version(articles=[{"number": "HELP", **HELP}]), "friends-2026")
    assert (added.status, added.json["difference"]["added"][0]["number"]) == (201, "HELP")
    for name in ("Friends", "a#b", "-a", "x" * 41):
        assert add(office, version(), name).status == 404
    names = [each["name"] for each in office.ask("GET", "/price-lists").json["items"]]
    assert names == ["basic", "cheap", "friends-2026"]


def test_one_article_is_changed_and_the_others_stay(office: Reception) -> None:
    add(office, version(articles=[*ARTICLES, {"number": "HELP", **HELP}]))
    dearer = {**HELP, "tariff": {"rate_per_minute": "13.00"}}
    body = {"valid_from": "2026-03-10T15:00:00Z", "article": dearer, **REASON}
    changed = office.ask("POST", "/price-lists/basic/articles/HELP/changes", body)
    assert (changed.status, changed.json["version"]["article_count"]) == (201, 2)
    [change] = changed.json["difference"]["changed"]
    assert (change["number"], change["fields"][0]["after"]) == ("HELP", "13.00 SEK")
    between = {**body, "valid_from": "2026-03-10T13:00:00Z"}
    added = office.ask("POST", "/price-lists/basic/articles/HELP/changes", between).json
    assert added["difference"]["added"][0]["number"] == "HELP"
    assert added["version"]["valid_until"] == LATER
    nothing = office.ask("POST", "/price-lists/none/articles/HELP/changes", body)
    assert (nothing.status, nothing.code) == (404, "price_list_missing")


def test_a_version_is_withdrawn_until_two_minutes_before_it_begins(
    office: Reception, house: House
) -> None:
    for valid_from in (LATER, "2026-03-10T15:00:00Z"):
        add(office, version(valid_from))
    withdrawn = office.ask("POST", f"{VERSIONS}/{LATER}/withdrawing", REASON)
    assert (withdrawn.status, withdrawn.json["article_count"]) == (200, 1)
    assert (audited().what, audited().before["articles"]) == ("price_list_version_withdrawn", "1")
    gone = office.ask("POST", f"{VERSIONS}/{LATER}/withdrawing", REASON)
    assert (gone.status, gone.code) == (404, "price_list_missing")
    with pytest.raises(PriceListMissingError):
        TableCatalogue().price_list_in_force("basic", NOON - timedelta(days=100))
    house.clock.now = NOON + timedelta(hours=2, minutes=58, seconds=1)
    late = office.ask("POST", f"{VERSIONS}/2026-03-10T15:00:00Z/withdrawing", REASON)
    assert (late.status, late.code) == (409, "version_begun")
    old = office.ask("POST", f"{VERSIONS}/2026-01-01T00:00:00Z/withdrawing", REASON)
    assert (old.status, old.code) == (409, "version_begun")


def test_a_draft_is_not_rated_by_a_version_that_could_be_withdrawn(
    office: Reception, house: House
) -> None:
    add(office, version())
    path = f"/invoices/{house.blocked_caller().reference()}"
    rule = {"kind": "price_list", "name": "basic", "valid_from": LATER}
    answered = office.ask("POST", f"{path}/edits", {"rule": rule, **REASON}, version='"1"')
    assert (answered.status, answered.code) == (422, "edit_refused")


def test_versions_are_listed_newest_first_and_go_on(office: Reception) -> None:
    for hour in (14, 15, 16):
        add(office, version(f"2026-03-10T{hour}:00:00Z"))
    first = office.ask("GET", VERSIONS, query={"limit": "2"}).json
    rest = office.ask("GET", VERSIONS, query={"limit": "2", "cursor": first["next"]}).json
    listed = [*first["items"], *rest["items"]]
    assert [(each["valid_from"][11:13], each["state"]) for each in listed] == [
        ("16", "future"),
        ("15", "future"),
        ("14", "future"),
        ("00", "in_force"),
    ]
    assert rest["next"] is None
    assert listed[3]["valid_until"] == LATER
    assert office.ask("GET", "/price-lists/none/versions").status == 404


def test_who_may_not_change_prices(office: Reception) -> None:
    for role in (Role.SUPPORT, Role.VIEWER):
        assert office.ask("POST", VERSIONS, version(), role=role).status == 403
        assert office.ask("GET", VERSIONS, role=role).status == 200


def test_of_many_versions_of_one_instant_one_is_added(
    new_office: Callable[[], Reception],
) -> None:
    def try_to(hundredths: int) -> tuple[int, str]:
        tariff = {**TARIFF, "rate_per_minute": f"25.{hundredths:02}"}
        answered = add(
            new_office(), version(articles=[{"number": "TAROT", **TAROT, "tariff": tariff}])
        )
        return answered.status, answered.json.get("code", "")

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(try_to, range(4)))
    assert sorted(answers) == [(201, "")] + [(409, "version_exists")] * 3


LINE = "/service-lines/08-465 004 11"


@pytest.mark.parametrize("_round", range(3))
def test_an_article_is_not_dropped_while_a_line_begins_to_use_it(
    new_office: Callable[[], Reception], house: House, _round: int
) -> None:
    """Whoever is first, callers of the line are never charged by an article that is not there."""
    office = new_office()
    add(office, version("2026-03-10T13:00:00Z", [*ARTICLES, {"number": "HELP", **HELP}]))
    house.clock.now = NOON + timedelta(hours=1)
    line = {"name": "Hjälpen", "queue": "support", "language": "sv", "greeting": "Hej.", **REASON}

    def drop() -> int:
        return add(new_office(), version()).status

    def use() -> int:
        body, new = {**line, "article": "HELP"}, {"If-None-Match": "*"}
        return new_office().ask("PUT", LINE, body, role=Role.ADMIN, headers=new).status

    with ThreadPoolExecutor(2) as threads:
        dropping, using = threads.map(lambda deed: deed(), (drop, use))
    assert (dropping, using) in {(201, 422), (409, 201)}
