"""One of everything that a deed is offered on, for the pages to show to every role."""

from collections.abc import Mapping
from uuid import uuid4

from agentline.adapters.dynamodb.mapping.calls import unmatched_row
from agentline.domain.phone_number import phone_number
from agentline.domain.staff import Role
from local.billing.service import BillingService
from local.connect.call import Call
from local.demo.files import load_demo
from local.demo.staff import demo_email
from local.staff_api import StaffApi
from local.tour.exchange import Exchange
from local.tour.stage import Stage
from tests.integration.conftest import rows_of_stage
from tests.integration.set_aside import set_aside_text
from tests.integration.web.calls import ring_line
from tests.integration.web.money import (
    REASON,
    bank_file,
    close_basis,
    enter_order,
    new_customer,
    new_failed_dispatch,
    new_invoice,
    pay,
    take_in,
    told,
)
from tests.integration.web.test_working_off import caller
from tests.integration.web.webhooks import miss_event, new_endpoint, switch_off

type Names = Mapping[str, str]

FIVE_PERCENT = {"rule": {"kind": "reduction", "percent": "5"}, **REASON}
_LISTED = "+46980319208"  # in the directory, with another address
_VERSION = "2036-01-01T00:00:00Z"
_ARTICLE = {"description": "Tarot till salu", "vat_percent": "25"}


def set_scene(
    api: StaffApi, stage: Stage, exchange: Exchange, ledger: BillingService
) -> dict[str, str]:
    """What there is, by the names that `OFFERS` has for it; `api` is an administrator's."""
    return {
        "admin": demo_email(Role.ADMIN),
        "viewer": demo_email(Role.VIEWER),
        **_customers(api),
        **_calls(api, stage),
        **_invoices(api, exchange, ledger),
        **_payments(api),
        **_set_up(api),
        **_endpoints(api, stage),
    }


def _customers(api: StaffApi) -> Names:
    customer = new_customer(api, "Disa Älvkvist", "031-390 06 27", _LISTED)
    path = f"/customers/{customer}"
    enter_order(api, customer, "100.00")
    told(api.ask("POST", f"{path}/pin", REASON))
    told(api.ask("POST", f"{path}/notes", {"text": "Ringer på kvällen"}))
    told(api.ask("POST", f"{path}/discounts", {"kind": "percent", "percent": "5", **REASON}))
    block = {"kind": "own_request", "note": "Bad om det själv", **REASON}
    told(api.ask("POST", f"{path}/blocks", block))
    told(api.ask("POST", f"{path}/address/checking", REASON))
    closed = new_customer(api, "Sture Slutat")
    version = api.ask("GET", f"/customers/{closed}").headers["ETag"]
    told(api.ask("POST", f"/customers/{closed}/closing", REASON, version=version))
    return {"customer": customer, "closed": closed}


def _calls(api: StaffApi, stage: Stage) -> Names:
    ring_line(stage, "+46701740619", call="offered")
    with rows_of_stage(stage):
        unmatched_row(caller(30, phone_number("+46701740679"))).save()
    set_aside_text(stage, "offered-contact", "{}")
    listed = told(api.ask("GET", "/quarantine", query={"limit": "200"}))["items"]
    [record] = [each["id"] for each in listed if each["contact"] == "offered-contact"]
    return {"call": "offered-0", "record": record}


def _invoices(api: StaffApi, exchange: Exchange, ledger: BillingService) -> Names:
    talker = new_customer(api, "Stina Stilla", "031-390 06 28")
    line = load_demo().lines[0].number
    exchange.ring(Call(from_number="+46313900628", to_number=line, talk_seconds=120))
    draft = close_basis(api, talker)
    edited = told(api.ask("POST", f"/invoices/{draft}/edits", FIVE_PERCENT, version='"1"'))
    return {
        "draft": draft,
        "edit": edited["edits"][0]["words"],
        "failed": new_failed_dispatch(api, ledger, "Moa Misslyckad", "100.00"),
        "invoice": new_invoice(api, "Sanna Skickad", "100.00"),
    }


def _payments(api: StaffApi) -> Names:
    [lost] = take_in(api, bank_file(("35.00", "nobody knows me")))
    too_much = pay(api, new_invoice(api, "Moa Mycket", "100.00"), "144.00")
    return {"lost": lost["payment"], "too_much": too_much}


def _set_up(api: StaffApi) -> Names:
    name = f"roll-{uuid4().hex[:8]}"
    article = {"number": "1001", **_ARTICLE, "tariff": {"rate_per_minute": "9.00"}}
    version = {"valid_from": _VERSION, "articles": [article], **REASON}
    told(api.ask("POST", f"/price-lists/{name}/versions", version))
    text = {"text": "Egna ord om ekonomi.", **REASON}
    path = "/spoken-texts/blocked_financial/sv"
    told(api.ask("PUT", path, text, version='"standard"'))
    barred = f"{name}@agentline.example"
    member = told(api.ask("POST", "/staff", {"email": barred, "role": "viewer", **REASON}))["id"]
    told(api.ask("POST", f"/staff/{member}/barring", REASON))
    return {"list": name, "version": _VERSION, "barred": barred}


def _endpoints(api: StaffApi, stage: Stage) -> Names:
    endpoint, switched_off = new_endpoint(api, "roll"), new_endpoint(api, "av")
    switch_off(api, switched_off)
    event = miss_event(stage, endpoint)
    return {"endpoint": endpoint, "switched_off": switched_off, "event": event}
