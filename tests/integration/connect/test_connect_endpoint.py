"""A function in the emulator reaches the stage's Amazon Connect as it would reach AWS."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from local.connect.call import Call
from local.connect.endpoint import ConnectEndpoint
from local.connect.live_call import LiveCall, LiveContacts
from local.connect.transcript import HungUp
from local.emulator.server import EmulatorSettings, start
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
SOON = 10.0  # seconds

# As the product does it: no address, no key, no region of its own.
GUARD = """
import boto3
from botocore.exceptions import ClientError

connect = boto3.client("connect")


def handler(event, context):
    try:
        if event["do"] == "stop":
            connect.stop_contact(**event["contact"])
            return {"stopped": True}
        contact = connect.describe_contact(**event["contact"])["Contact"]
        return {"is_over": "DisconnectTimestamp" in contact, "id": contact["Id"]}
    except ClientError as error:
        return {"error": error.response["Error"]["Code"]}
"""
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "sts:AssumeRole",
            "Principal": {"Service": "lambda.amazonaws.com"},
        }
    ],
}

type Invoke = Callable[[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def live() -> LiveContacts:
    return LiveContacts()


@pytest.fixture(scope="module")
def invoke(live: LiveContacts, make_settings: Callable[[], EmulatorSettings]) -> Iterator[Invoke]:
    """Have the function do something to a contact: `invoke("stop", contact_id)`."""
    with ConnectEndpoint(live) as endpoint:
        settings = replace(make_settings(), connect_endpoint=endpoint.url)
        with start(settings) as emulator:
            functions = emulator.client("lambda")
            create_guard(functions, emulator.client("iam"))

            def invoke(do: str, contact_id: str) -> dict[str, Any]:
                contact = {"InstanceId": INSTANCE_ID, "ContactId": contact_id}
                answer = functions.invoke(
                    FunctionName="guard", Payload=json.dumps({"do": do, "contact": contact})
                )
                told: dict[str, Any] = json.load(answer["Payload"])
                return told

            yield invoke


@pytest.fixture
def call(live: LiveContacts) -> Iterator[LiveCall]:
    line = simulator(FakeScreening(ADMITTED), reports=KeptReports(), live=live)
    ringing = line.begin(Call(from_number=CALLER, to_number=TAROT_LINE))
    yield ringing
    ringing.hang_up()


def create_guard(functions: Any, iam: Any) -> None:
    role = iam.create_role(RoleName="guard", AssumeRolePolicyDocument=json.dumps(TRUST))
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("guard.py", GUARD)
    functions.create_function(
        FunctionName="guard",
        Runtime="python3.13",
        Handler="guard.handler",
        Role=role["Role"]["Arn"],
        Timeout=10,
        Code={"ZipFile": package.getvalue()},
    )


def test_a_function_sees_a_live_call_and_stops_it(invoke: Invoke, call: LiveCall) -> None:
    [contact_id] = call.contact_ids
    assert invoke("describe", contact_id) == {"is_over": False, "id": contact_id}
    assert invoke("stop", contact_id) == {"stopped": True}
    assert call.wait_until_over(SOON).transcript[-1] == HungUp("api")
    assert invoke("describe", contact_id) == {"is_over": True, "id": contact_id}
    assert invoke("stop", contact_id) == {"error": "ContactNotFoundException"}


def test_a_function_hears_that_a_transferred_contact_cannot_be_stopped(
    invoke: Invoke, call: LiveCall
) -> None:
    assert invoke("stop", call.transfer()) == {"error": "InvalidRequestException"}
    assert not call.is_over
