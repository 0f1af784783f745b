"""boto3's own client against the stage's Amazon Connect."""

import http.client
import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from local.connect.call import Call
from local.connect.endpoint import HOST, ConnectEndpoint
from local.connect.live_call import LiveCall, LiveContacts
from local.connect.transcript import HungUp
from tests.unit.connect.made_up import (
    ADMITTED,
    CALLER,
    INSTANCE,
    TAROT,
    TAROT_LINE,
    Clock,
    FakeScreening,
    KeptReports,
    simulator,
)

INSTANCE_ID = INSTANCE.rpartition("/")[2]
SOON = 5.0  # seconds


@pytest.fixture
def live() -> LiveContacts:
    return LiveContacts()


@pytest.fixture
def endpoint(live: LiveContacts) -> Iterator[ConnectEndpoint]:
    with ConnectEndpoint(live) as serving:
        yield serving


@pytest.fixture
def connect(endpoint: ConnectEndpoint) -> Any:
    session = boto3.Session(
        aws_access_key_id="test", aws_secret_access_key="test", region_name="eu-north-1"
    )
    config = Config(retries={"total_max_attempts": 1})
    return session.client("connect", endpoint_url=endpoint.url, config=config)


@pytest.fixture
def call(live: LiveContacts) -> Iterator[LiveCall]:
    line = simulator(FakeScreening(ADMITTED), now=Clock(), reports=KeptReports(), live=live)
    ringing = line.begin(Call(from_number=CALLER, to_number=TAROT_LINE))
    yield ringing
    ringing.hang_up()


def refusal(caught: pytest.ExceptionInfo[ClientError]) -> tuple[str, int]:
    response = caught.value.response
    return response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]


def test_a_call_is_stopped_and_then_gone(connect: Any, call: LiveCall) -> None:
    [contact_id] = call.contact_ids
    answer = connect.stop_contact(ContactId=contact_id, InstanceId=INSTANCE_ID)
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert call.wait_until_over(SOON).transcript[-1] == HungUp("api")
    with pytest.raises(connect.exceptions.ContactNotFoundException) as caught:
        connect.stop_contact(ContactId=contact_id, InstanceId=INSTANCE_ID)
    assert refusal(caught) == ("ContactNotFoundException", 410)


def test_a_contact_that_never_was_cannot_be_stopped(connect: Any) -> None:
    with pytest.raises(ClientError) as caught:
        connect.stop_contact(ContactId="nobody", InstanceId=INSTANCE_ID)
    assert refusal(caught) == ("ContactNotFoundException", 410)


def test_a_transferred_contact_cannot_be_stopped(connect: Any, call: LiveCall) -> None:
    second = call.transfer()
    with pytest.raises(connect.exceptions.InvalidRequestException, match="TRANSFER") as caught:
        connect.stop_contact(ContactId=second, InstanceId=INSTANCE_ID)
    assert refusal(caught) == ("InvalidRequestException", 400)
    assert not call.is_over


def test_a_live_contact_is_described(connect: Any, call: LiveCall) -> None:
    [contact_id] = call.contact_ids
    contact = connect.describe_contact(InstanceId=INSTANCE_ID, ContactId=contact_id)["Contact"]
    agent = contact.pop("AgentInfo")
    assert agent["ConnectedToAgentTimestamp"] == datetime(2026, 3, 10, 14, 11, 36, tzinfo=UTC)
    assert contact == {
        "Arn": f"{INSTANCE}/contact/{contact_id}",
        "Id": contact_id,
        "InitiationMethod": "INBOUND",
        "Channel": "VOICE",
        "QueueInfo": {
            "Id": TAROT.rpartition("/")[2],
            "EnqueueTimestamp": datetime(2026, 3, 10, 14, 11, 24, tzinfo=UTC),
        },
        "InitiationTimestamp": datetime(2026, 3, 10, 14, 11, 19, tzinfo=UTC),
        "ConnectedToSystemTimestamp": datetime(2026, 3, 10, 14, 11, 19, tzinfo=UTC),
        "LastUpdateTimestamp": datetime(2026, 3, 10, 14, 11, 36, tzinfo=UTC),
        "CustomerEndpoint": {"Type": "TELEPHONE_NUMBER", "Address": CALLER},
        "SystemEndpoint": {"Type": "TELEPHONE_NUMBER", "Address": TAROT_LINE},
        "Attributes": {
            "screening_decision": "ADMIT",
            "screening_reason": "none",
            "customer": "10001",
            "language": "sv",
        },
        "SegmentAttributes": {"connect:Subtype": {"ValueString": "connect:Telephony"}},
        "Tags": {
            "aws:connect:instanceId": INSTANCE_ID,
            "aws:connect:systemEndpoint": TAROT_LINE,
        },
    }


def test_an_ended_contact_is_described_with_its_end(connect: Any, call: LiveCall) -> None:
    second = call.transfer()
    call.hang_up()
    contact = connect.describe_contact(InstanceId=INSTANCE_ID, ContactId=second)["Contact"]
    assert contact["DisconnectTimestamp"] == datetime(2026, 3, 10, 14, 11, 36, tzinfo=UTC)
    assert contact["DisconnectReason"] == "CUSTOMER_DISCONNECT"
    assert contact["InitiationMethod"] == "TRANSFER"
    assert contact["InitialContactId"] == contact["PreviousContactId"] == call.contact_ids[0]
    assert "ConnectedToSystemTimestamp" not in contact


def test_a_contact_that_never_was_cannot_be_described(connect: Any) -> None:
    with pytest.raises(connect.exceptions.ResourceNotFoundException) as caught:
        connect.describe_contact(InstanceId=INSTANCE_ID, ContactId="nobody")
    assert refusal(caught) == ("ResourceNotFoundException", 404)


def test_a_contact_is_found_only_in_its_own_instance(connect: Any, call: LiveCall) -> None:
    [contact_id] = call.contact_ids
    with pytest.raises(ClientError) as caught:
        connect.stop_contact(ContactId=contact_id, InstanceId="another")
    assert refusal(caught) == ("ResourceNotFoundException", 404)
    with pytest.raises(ClientError) as caught:
        connect.describe_contact(InstanceId="another", ContactId=contact_id)
    assert refusal(caught) == ("ResourceNotFoundException", 404)
    assert not call.is_over


def test_an_operation_that_is_not_simulated_is_refused(connect: Any) -> None:
    with pytest.raises(ClientError) as caught:
        connect.list_queues(InstanceId=INSTANCE_ID)
    assert refusal(caught) == ("UnknownOperationException", 404)
    with pytest.raises(ClientError) as caught:
        connect.suspend_contact_recording(
            InstanceId=INSTANCE_ID, ContactId="nobody", InitialContactId="nobody"
        )
    assert refusal(caught) == ("UnknownOperationException", 404)


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"InstanceId": "a"}', b'{"ContactId": 7}'])
def test_a_request_the_client_would_never_send_is_refused(
    endpoint: ConnectEndpoint, content: bytes
) -> None:
    connection = http.client.HTTPConnection(urlsplit(endpoint.url).netloc, timeout=SOON)
    connection.request("POST", "/contact/stop", content)
    response = connection.getresponse()
    assert response.headers["x-amzn-ErrorType"] == "InvalidParameterException"
    assert (response.status, "Message" in json.load(response)) == (400, True)
    connection.close()


def test_a_port_can_be_given_and_is_free_again_after_the_end() -> None:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    for _ in range(2):
        with ConnectEndpoint(LiveContacts(), port=port) as endpoint:
            assert endpoint.url == f"http://127.0.0.1:{port}"
