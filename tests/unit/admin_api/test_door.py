"""The one door of the staff API: what comes in, and how it is sent away."""

import json
import logging

import pytest

from admin_api.permissions import ROLES_OF
from admin_api.refusal_kinds import ALL_KINDS, REFUSAL_KINDS
from admin_api.refusals import REFUSALS
from agentline.domain.staff import Role
from agentline.observability import logger
from tests.reception import POOL, claims_of
from tests.unit.admin_api.office import Office
from tests.unit.functions.invoicing import logged

DRAFT = "/invoices/100001-0001"
EDITS = f"{DRAFT}/edits"
REASON = {"reason": "long wait"}
TEN_PERCENT = {"rule": {"kind": "reduction", "percent": "10"}, **REASON}


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": POOL.replace("Staff", "Other")},
        {"aud": "another-application"},
        {"token_use": "access"},
        {"sub": ""},
        {"email": ""},
        {"iat": "whenever"},
        {"iat": "1" * 40},
    ],
)
def test_f31_a_token_that_is_not_for_us_is_answered_with_401(
    office: Office, wrong: dict[str, str]
) -> None:
    answered = office.ask("GET", "/me", claims=claims_of(Role.ADMIN) | wrong)
    assert (answered.status, answered.code) == (401, "not_authenticated")


def test_f31_without_claims_nobody_is_let_in(office: Office) -> None:
    event = {"httpMethod": "GET", "path": "/me", "requestContext": {"requestId": "r"}}
    assert office.answer(event).status == 401


@pytest.mark.parametrize("groups", ["[admin billing]", "admin,billing", "admin billing", "[admin]"])
def test_groups_are_read_however_the_gateway_writes_them(office: Office, groups: str) -> None:
    claims = claims_of(None) | {"cognito:groups": groups}
    assert "admin" in office.ask("GET", "/me", claims=claims).json["roles"]


def test_the_time_of_a_token_is_read_as_the_gateway_writes_dates(office: Office) -> None:
    claims = claims_of(Role.ADMIN) | {"iat": "Mon Nov 30 09:34:40 UTC 2026"}
    assert office.ask("GET", "/me", claims=claims).status == 200


def test_every_operation_is_in_the_permission_table_and_nothing_else(office: Office) -> None:
    assert {each.id for each in office.operations.all} == ROLES_OF.keys()
    ids = [each.id for each in office.operations.all]
    assert len(ids) == len(set(ids))


def _cases() -> list[tuple[str, Role | None]]:
    return [(name, role) for name in ROLES_OF for role in (*Role, None)]


@pytest.mark.parametrize(("operation", "role"), _cases())
def test_f32_a_role_is_let_through_to_its_operations_and_to_no_others(
    office: Office, operation: str, role: Role | None
) -> None:
    """Whoever may gets as far as what is wrong with the request: nobody else does."""
    [declared] = [each for each in office.operations.all if each.id == operation]
    path = declared.path.replace("<", "").replace(">", "")
    answered = office.ask(
        declared.method, path, role=role, query={"no_such_parameter": "1"}, raw=""
    )
    if role in ROLES_OF[operation]:
        assert (answered.status, answered.code) == (422, "invalid_input")
        assert not office.trail.kept
    else:
        assert (answered.status, answered.code) == (403, "not_permitted")


def test_f32_what_is_denied_is_on_record(office: Office) -> None:
    office.ask("POST", f"{DRAFT}/dispatch", REASON, role=Role.VIEWER, version='"1"')
    [entry] = office.trail.kept
    assert (entry.what, entry.subject, entry.who) == (
        "access_denied",
        "dispatch_invoice",
        "viewer@example.com",
    )
    assert office.house.basis.state == "draft"


def test_f32_another_customers_invoice_is_not_found(office: Office) -> None:
    answered = office.ask("GET", "/invoices/100002-0001")
    assert (answered.status, answered.code) == (404, "customer_missing")


@pytest.mark.parametrize("extra", [{"paid": True}, {"credit_limit": "9"}, {"version": 1}])
def test_f33_fields_nobody_asked_for_are_refused(office: Office, extra: dict[str, object]) -> None:
    answered = office.ask("POST", EDITS, TEN_PERCENT | extra, version='"1"')
    assert (answered.status, answered.code) == (422, "invalid_input")
    assert answered.json["errors"][0]["field"] == f"body.{next(iter(extra))}"
    assert office.house.basis.edits == ()


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        ("", 422),
        ("{", 400),
        ("[]", 400),
        ("null", 400),
        ('"text"', 400),
        ('{"reason": NaN}', 400),
        ('{"reason": 1, "reason": 2}', 400),
        ('{"reason": ' + "9" * 5_000 + "}", 400),
        ('{"a":' * 5_000 + "1" + "}" * 5_000, 400),
        ('{"a":' * 30 + "1" + "}" * 30, 400),
        ('{"reason": "\\ud800"}', 422),
        ('{"reason": 1_000}', 400),
        ('{"reason": 5}', 422),
        ('{"reason": true}', 422),
        ('{"reason": ["long wait"]}', 422),
        ('{"reason": "ok\\u0000ok"}', 422),
        ('{"reason": "line\\r\\nSet-Cookie: x"}', 422),
        ('{"reason": "x"}', 422),
        ('{"reason": "' + "x" * 600 + '"}', 422),
        ('{"rule": {"kind": "goodwill", "amount": {"amount": "1_000", "currency": "SEK"}}}', 422),
        ('{"rule": {"kind": "goodwill", "amount": {"amount": "١٢", "currency": "SEK"}}}', 422),
        ('{"rule": {"kind": "goodwill", "amount": {"amount": -5, "currency": "SEK"}}}', 422),
        ('{"rule": {"kind": "goodwill", "amount": {"amount": "1e3", "currency": "SEK"}}}', 422),
    ],
)
def test_f34_hostile_json_is_answered_with_400_or_422(
    office: Office, raw: str, status: int
) -> None:
    answered = office.ask("POST", EDITS, raw=raw, version='"1"', headers=_JSON)
    assert answered.status == status
    assert answered.headers["Content-Type"] == "application/problem+json"


def test_f35_a_body_that_is_too_large_is_answered_with_413(office: Office) -> None:
    answered = office.ask("POST", EDITS, {"reason": "x" * 70_000}, version='"1"')
    assert (answered.status, answered.code) == (413, "body_too_large")


@pytest.mark.parametrize(
    "limit", ["1000000000", "0", "-1", "201", "1_0", "١٠", "1.5", "NaN", " 5", ""]
)
def test_f35_a_limit_out_of_bounds_is_answered_with_422(office: Office, limit: str) -> None:
    answered = office.ask("GET", "/invoices", query={"limit": limit})
    assert (answered.status, answered.code) == (422, "invalid_input")


def test_a_parameter_that_is_none_or_given_twice_is_refused(office: Office) -> None:
    unknown = office.ask("GET", "/invoices", query={"sort": "up"})
    assert unknown.json["errors"] == [{"field": "query.sort", "detail": "unknown"}]
    event = {
        "httpMethod": "GET",
        "path": "/invoices",
        "multiValueQueryStringParameters": {"limit": ["5", "6"]},
        "requestContext": {"requestId": "r", "authorizer": {"claims": claims_of(Role.ADMIN)}},
    }
    assert office.answer(event).json["errors"] == [
        {"field": "query.limit", "detail": "given twice"}
    ]


def test_a_version_is_required_and_must_be_the_one_that_was_seen(office: Office) -> None:
    missing = office.ask("POST", EDITS, TEN_PERCENT)
    assert (missing.status, missing.code) == (428, "version_missing")
    for stale in ('"0"', '"x"', 'W/"1"'):
        answered = office.ask("POST", EDITS, TEN_PERCENT, version=stale)
        assert (answered.status, answered.code) == (412, "version_stale")
    for malformed in ("1", "*", '"1", "2"', '"', ""):
        answered = office.ask("POST", EDITS, TEN_PERCENT, version=malformed)
        assert (answered.status, answered.code) == (400, "malformed_header")
    seen = office.ask("GET", DRAFT).tag
    edited = office.ask("POST", EDITS, TEN_PERCENT, version=seen)
    assert edited.status == 201
    assert edited.tag != seen


def test_f36_a_cursor_is_good_for_its_own_list_only(office: Office) -> None:
    for _ in range(2):
        office.house.book.bases[len(office.house.book.bases) + 1] = office.house.basis
    first = office.ask("GET", "/invoices", query={"limit": "1"}).json
    assert first["next"]
    again = office.ask("GET", "/invoices", query={"limit": "1", "cursor": first["next"]})
    assert again.status == 200
    moved = {"state": "draft", "cursor": first["next"]}
    assert office.ask("GET", "/invoices", query=moved).code == "cursor_invalid"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda cursor: cursor[:-2] + ("AA" if cursor[-2:] != "AA" else "BB"),
        lambda cursor: ("A" if cursor[0] != "A" else "B") + cursor[1:],
        lambda cursor: cursor[:20],
        lambda _cursor: "!",
        lambda _cursor: "é",
        lambda _cursor: "e30",
    ],
)
def test_f36_a_cursor_that_was_tampered_with_is_answered_with_400(
    office: Office, spoil: object
) -> None:
    office.house.book.bases[2] = office.house.basis
    cursor = office.ask("GET", "/invoices", query={"limit": "1"}).json["next"]
    assert callable(spoil)
    answered = office.ask("GET", "/invoices", query={"limit": "1", "cursor": spoil(cursor)})
    assert (answered.status, answered.code) == (400, "cursor_invalid")


def test_a_wrong_address_is_404_and_a_wrong_method_405_with_those_that_are_right(
    office: Office,
) -> None:
    for path in ("/", "/nothing", "/invoices/", "/invoices/100001-0001/nothing", "//me"):
        assert office.ask("GET", path).status == 404
    answered = office.ask("PUT", "/invoices", {})
    assert (answered.status, answered.code) == (405, "method_not_allowed")
    assert answered.headers["Allow"] == "GET, POST"
    assert office.ask("OPTIONS", "/me").status == 405


@pytest.mark.parametrize(
    "reference", ["1", "100001-1", "١٠٠٠٠١-0001", "100001-0001%00", "..", "a b"]
)
def test_an_address_that_can_name_nothing_is_not_found(office: Office, reference: str) -> None:
    assert office.ask("GET", f"/invoices/{reference}").status == 404


def test_a_body_must_say_that_it_is_json(office: Office) -> None:
    answered = office.ask(
        "POST", EDITS, raw="a=b", version='"1"', headers={"Content-Type": "text/plain"}
    )
    assert (answered.status, answered.code) == (415, "media_type_unsupported")
    assert office.ask("GET", "/me", raw="{}").code == "malformed_json"


def test_bodies_come_in_base64_too(office: Office) -> None:
    event = {
        "httpMethod": "POST",
        "path": EDITS,
        "headers": {"content-type": "application/json", "if-match": '"1"', **_KEY},
        "body": "no base64!",
        "isBase64Encoded": True,
        "requestContext": {"requestId": "r", "authorizer": {"claims": claims_of(Role.ADMIN)}},
    }
    assert office.answer(event).code == "malformed_json"
    assert office.answer({**event, "body": "/w=="}).code == "malformed_json"


def test_whatever_is_replaced_or_changed_takes_the_version_seen(office: Office) -> None:
    replaced = [each for each in office.operations.all if each.method in {"PUT", "PATCH"}]
    assert replaced
    assert all(each.takes_version for each in replaced)


def test_every_answer_keeps_caches_frames_and_sniffers_out(office: Office) -> None:
    for answered in (office.ask("GET", "/me"), office.ask("GET", "/nothing")):
        assert answered.headers["Cache-Control"] == "no-store"
        assert answered.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in answered.headers["Content-Security-Policy"]


def test_what_fails_inside_is_told_without_a_word_of_what(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_customer: str) -> None:
        raise RuntimeError("Anna Andersson, Storgatan 1")

    monkeypatch.setattr(office.house.book, "standing", fail)
    answered = office.ask("GET", DRAFT)
    assert (answered.status, answered.code) == (500, "failed")
    assert "Anna" not in answered.text
    assert "Anna" not in logged(caplog)


def test_f38_what_a_member_of_staff_sends_is_one_line_of_the_log_and_the_metric(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.ask("GET", '/invoices/100001-0001\r\n{"level":"forged"}')
    [record] = caplog.records
    line = logger.registered_formatter.format(record)
    told = json.loads(line)
    assert "\n" not in line
    assert (told["level"], told["message"], told["status"]) == ("INFO", "request answered", 404)
    assert told["location"].startswith("answer:")
    assert told["Answered4xx"] == [1.0]
    [of_service] = told["_aws"]["CloudWatchMetrics"]
    assert of_service["Dimensions"] == [["service"]]
    assert of_service["Metrics"] == [{"Name": "Answered4xx", "Unit": "Count"}]
    assert told["service"]


def test_requests_are_counted_where_their_lines_are_not_wanted(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    level = logger.log_level
    logger.setLevel(logging.WARNING)
    office.ask("GET", "/me")
    logger.setLevel(level)
    assert json.loads(capsys.readouterr().out)["Answered2xx"] == [1.0]


def test_every_refusal_has_a_kind_and_every_kind_is_some_refusal() -> None:
    assert set(REFUSALS.values()) <= ALL_KINDS.keys()
    assert REFUSAL_KINDS.keys() <= set(REFUSALS.values())


def test_refusals_an_operation_declares_are_known(office: Office) -> None:
    declared = {code for each in office.operations.all for code in each.refusals}
    assert declared <= ALL_KINDS.keys()


_JSON = {"Content-Type": "application/json"}
_KEY = {"idempotency-key": "a-key-of-mine"}
