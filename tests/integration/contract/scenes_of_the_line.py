"""Scenes: calls, unmatched callers, quarantine; what is sold; staff; webhook endpoints."""

from itertools import count

from agentline.adapters.dynamodb import rows
from agentline.domain.contact_record import ContactRecord
from agentline.services.deliver_events import meet_call
from agentline.services.publish_events import PublishingDesk, publish
from tests.integration.call_path.ringing import deliver, ring
from tests.integration.contract.scenes import CUSTOMER, TAG, Names, World, scene
from tests.integration.office.customers import REASON
from tests.outgoing import FakeDeliveryQueue, an_event

CALL = "2b9a3c10-6c1d-4a6e-9d0e-5d1f0a7b8c11"
NUMBER, LIST, VERSION = "070-174 06 05", "basic", "2027-01-01T00:00:00Z"
RECORD = f"2026-03-10.{'0f' * 32}"
MEMBER, ENDPOINT = "8f14e45f-ceea-467f-a9d5-8a0c9c3f5c11", "ep_5f0c1b2a3d4e"
EVENT = "evt_20261123T101500Z_0123456789abcdef01234567"
ARTICLE = {"description": "Tarot", "vat_percent": "25", "tariff": {"rate_per_minute": "24.90"}}
LINE = {"queue": "tarot", "language": "sv", "greeting": "Välkommen.", "article": "1001"}
STREET = "Provgatan 1"
_names = count(1)


@scene("list_calls", "list_live_calls", "get_call", "hang_up_call")
def a_live_call(world: World) -> Names:
    caller = world.house.register()
    call = ring(world.house.screening, caller.number)
    return {CALL: call.call, CUSTOMER: caller.customer, NUMBER: caller.number}


@scene("list_unmatched", "get_unmatched", "register_unmatched", "link_unmatched")
@scene("dismiss_unmatched")
def an_unmatched_caller(world: World) -> Names:
    customer = world.house.register().customer
    call = ring(world.house.screening, world.house.new_number())
    return {
        CUSTOMER: customer,
        f"2026-03-10.{CALL}": f"2026-03-10.{call.call}",
        STREET: f"{STREET} {next(_names)}",
    }


@scene("list_quarantine", "get_quarantined_record", "replay_record", "discard_record")
def a_record_set_aside(world: World) -> Names:
    record = _set_aside(world)
    listed = world.do("GET", "/quarantine", query={"limit": "200"}).json["items"]
    return {RECORD: next(one["id"] for one in listed if one["contact"] == record.contact)}


@scene("list_price_lists", "list_articles", "get_article", "price_call", "list_service_lines")
@scene("change_article", "list_spoken_texts", "list_staff", "list_webhook_endpoints")
@scene("invite_staff_member", "add_webhook_endpoint")
def what_there_is(_world: World) -> Names:
    return {}


@scene("add_price_list_version", "preview_price_list_version", "import_price_list")
def a_new_list(_world: World) -> Names:
    return {LIST: f"list-{next(_names)}"}


@scene("list_price_list_versions", "get_price_list_version", "download_price_list_version")
@scene("compare_price_list_versions", "withdraw_price_list_version")
def a_coming_version(world: World) -> Names:
    name = f"list-{next(_names)}"
    body = {"valid_from": VERSION, "articles": [{"number": "1001", **ARTICLE}], **REASON}
    world.do("POST", f"/price-lists/{name}/versions", body)
    return {LIST: name}


@scene("get_service_line", "put_service_line", "close_service_line")
def a_line(world: World) -> Names:
    number = world.house.new_number()
    made = world.do(
        "PUT",
        f"/service-lines/{number}",
        {"name": "Tarotlinjen", **LINE, **REASON},
        headers={"If-None-Match": "*"},
    )
    return {NUMBER: number, TAG: made.tag}


@scene("put_spoken_text")
def a_refusal_in_our_words(_world: World) -> Names:
    return {TAG: '"standard"'}


@scene("reset_spoken_text")
def a_refusal_in_other_words(world: World) -> Names:
    [first, *_] = world.do("GET", "/spoken-texts").json["items"]
    path = f"/spoken-texts/{first['refusal']}/{first['language']}"
    seen = f'"{first["version"]}"'
    return {TAG: world.do("PUT", path, {"text": "Ring oss.", **REASON}, version=seen).tag}


@scene("get_staff_member", "change_staff_role", "bar_staff_member", "admit_staff_member")
def a_member(world: World) -> Names:
    email = f"bo-{next(_names)}@example.com"
    invited = world.do("POST", "/staff", {"email": email, "role": "support", **REASON})
    return {MEMBER: invited.json["id"], TAG: '"support"'}


@scene("get_webhook_endpoint", "enable_webhook_endpoint", "disable_webhook_endpoint")
@scene("rotate_webhook_secret", "list_deliveries", "get_delivery", "resend_delivery")
def an_endpoint_that_was_told(world: World) -> Names:
    body = {"url": "https://hooks.example.com/agentline", **REASON}
    endpoint = world.do("POST", "/webhook-endpoints", body).json["id"]
    desk, queue = world.deliveries, FakeDeliveryQueue()
    publishing = PublishingDesk(
        endpoints=desk.endpoints,
        deliveries=desk.deliveries,
        queue=queue,
        clock=desk.clock,
        count=desk.count,
    )
    event = an_event(subject=endpoint, at=desk.clock().replace(microsecond=0))
    publish(event, [desk.endpoints.find(endpoint)], publishing)
    for call in queue.calls:
        meet_call(call, desk)
    return {ENDPOINT: endpoint, EVENT: event.id}


def _set_aside(world: World) -> ContactRecord:
    """The record of a call whose admission is missing."""
    record = world.house.ring(world.house.register(), 3)
    call = rows.CallRow.get(f"CALL#{record.call}", "CALL")
    call.delete()
    assert deliver(world.house.rating, record) == ["quarantined"]
    call.save()
    return record
