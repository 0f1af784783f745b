"""Live calls of another process, reached through the stage's one endpoint."""

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config

from local.connect.call import Call
from local.connect.endpoint import ConnectEndpoint
from local.connect.guests import GUESTS_PATH, NoEndpointError, register_guest
from local.connect.live_call import LiveCall, LiveContacts
from local.connect.stage_endpoint import announce, reachable
from local.connect.transcript import HungUp
from tests.unit.connect.made_up import (
    ADMITTED,
    CALLER,
    INSTANCE,
    TAROT_LINE,
    FakeScreening,
    KeptReports,
    simulator,
)

INSTANCE_ID = INSTANCE.rpartition("/")[2]
SOON = 5.0  # seconds


@pytest.fixture
def announced(tmp_path: Path) -> Path:
    return tmp_path / "stage" / "connect-endpoint"


@pytest.fixture
def connect(announced: Path) -> Iterator[Any]:
    """A client of a stage that serves meanwhile and knows of no call itself."""
    session = boto3.Session(
        aws_access_key_id="test", aws_secret_access_key="test", region_name="eu-north-1"
    )
    config = Config(retries={"total_max_attempts": 1})
    with ConnectEndpoint(LiveContacts()) as endpoint, announce(endpoint, announced):
        yield session.client("connect", endpoint_url=endpoint.url, config=config)


@pytest.fixture
def contacts() -> LiveContacts:
    return LiveContacts()


@pytest.fixture
def call(contacts: LiveContacts) -> Iterator[LiveCall]:
    line = simulator(FakeScreening(ADMITTED), reports=KeptReports(), live=contacts)
    ringing = line.begin(Call(from_number=CALLER, to_number=TAROT_LINE))
    yield ringing
    ringing.hang_up()


def test_a_guests_call_is_seen_and_stopped_through_the_stage(
    connect: Any, announced: Path, contacts: LiveContacts, call: LiveCall
) -> None:
    [contact_id] = call.contact_ids
    with reachable(contacts, announced):
        seen = connect.describe_contact(ContactId=contact_id, InstanceId=INSTANCE_ID)["Contact"]
        assert seen["Id"] == contact_id
        connect.stop_contact(ContactId=contact_id, InstanceId=INSTANCE_ID)
        assert call.wait_until_over(SOON).transcript[-1] == HungUp("api")
        with pytest.raises(connect.exceptions.ContactNotFoundException):
            connect.stop_contact(ContactId=contact_id, InstanceId=INSTANCE_ID)


def test_what_a_guest_refuses_is_refused(
    connect: Any, announced: Path, contacts: LiveContacts, call: LiveCall
) -> None:
    with reachable(contacts, announced):
        transferred = call.transfer()
        with pytest.raises(connect.exceptions.InvalidRequestException):
            connect.stop_contact(ContactId=transferred, InstanceId=INSTANCE_ID)
    assert not call.is_over


def test_a_guest_that_left_is_forgotten_and_others_are_still_asked(
    connect: Any, announced: Path, contacts: LiveContacts, call: LiveCall
) -> None:
    [contact_id] = call.contact_ids
    with reachable(LiveContacts(), announced):
        pass
    with reachable(contacts, announced):
        connect.stop_contact(ContactId=contact_id, InstanceId=INSTANCE_ID)
    assert call.is_over
    with pytest.raises(connect.exceptions.ResourceNotFoundException):
        connect.describe_contact(ContactId=contact_id, InstanceId=INSTANCE_ID)


def test_without_a_stage_there_is_nobody_to_be_a_guest_of(announced: Path) -> None:
    with pytest.raises(NoEndpointError), reachable(LiveContacts(), announced):
        pass
    with ConnectEndpoint(LiveContacts()) as endpoint, announce(endpoint, announced):
        assert announced.read_text(encoding="ascii") == endpoint.url
    assert not announced.exists()
    with pytest.raises(NoEndpointError, match="does not answer"):
        register_guest(endpoint.url, endpoint.url)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"url": "http://example.org:80"}'])
def test_a_guest_elsewhere_is_not_taken(content: bytes) -> None:
    with ConnectEndpoint(LiveContacts()) as endpoint:
        address = urlsplit(endpoint.url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=SOON)
        connection.request("POST", GUESTS_PATH, content)
        response = connection.getresponse()
        assert (response.status, json.loads(response.read())) == (
            400,
            {"Message": "url is needed."},
        )
        connection.close()
