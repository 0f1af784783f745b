"""Endpoints of other systems, and events that did not reach them."""

from agentline.adapters.dynamodb.deliveries import TableDeliveries
from agentline.bootstrap import read_clock
from agentline.domain.outgoing_event import EventType
from agentline.domain.webhook_delivery import EndpointState, open_delivery
from local.staff_api import StaffApi
from local.tour.stage import Stage
from tests.integration.conftest import rows_of_stage
from tests.integration.web.money import REASON, told
from tests.outgoing import an_endpoint, an_event


def new_endpoint(api: StaffApi, name: str) -> str:
    """The id of one that is told of raised limits, and nobody is there."""
    body = {"url": f"https://hooks.example.com/{name}", "events": ["limit.raised"], **REASON}
    return str(told(api.ask("POST", "/webhook-endpoints", body))["id"])


def switch_off(api: StaffApi, endpoint: str) -> None:
    told(api.ask("POST", f"/webhook-endpoints/{endpoint}/disabling", REASON))


def miss_event(stage: Stage, endpoint: str) -> str:
    """The id of an event that was not delivered, as if the endpoint had been off then."""
    now = read_clock()
    event = an_event(EventType.LIMIT_RAISED, subject=endpoint, at=now)
    was_off = an_endpoint(endpoint, state=EndpointState.DISABLED)
    with rows_of_stage(stage):
        TableDeliveries().open(open_delivery(event, was_off, now), now)
    return event.id
