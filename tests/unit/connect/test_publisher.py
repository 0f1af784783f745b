"""Records go on the stream by contact, events on the default bus; shapes stay as they are."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from moto import mock_aws

from local.connect.call import Call
from local.connect.publisher import Publisher
from tests.unit.connect.made_up import ADMITTED, CALLER, TAROT_LINE, FakeScreening, simulator

TRANSFERRED = simulator(FakeScreening(ADMITTED)).play(
    Call(from_number=CALLER, to_number=TAROT_LINE, talk_seconds=600, transfer_after_seconds=60)
)


@pytest.fixture
def session() -> Iterator[boto3.Session]:
    with mock_aws():
        yield boto3.Session(
            aws_access_key_id="test", aws_secret_access_key="test", region_name="eu-north-1"
        )


def test_records_arrive_on_the_stream_whole_and_keyed_by_contact(session: boto3.Session) -> None:
    kinesis = session.client("kinesis")
    kinesis.create_stream(StreamName="contacts", ShardCount=1)
    publisher = Publisher(kinesis=kinesis, events=session.client("events"), stream_name="contacts")
    publisher.publish(TRANSFERRED)
    [shard] = kinesis.list_shards(StreamName="contacts")["Shards"]
    iterator = kinesis.get_shard_iterator(
        StreamName="contacts", ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    arrived = kinesis.get_records(ShardIterator=iterator)["Records"]
    assert [json.loads(record["Data"]) for record in arrived] == list(TRANSFERRED.records)
    assert [record["PartitionKey"] for record in arrived] == list(TRANSFERRED.contact_ids)


def test_events_are_put_on_the_default_bus_ten_at_a_time(session: boto3.Session) -> None:
    events = session.client("events")
    batches: list[list[dict[str, Any]]] = []

    def keep(params: dict[str, Any], **_rest: object) -> None:
        batches.append(params["Entries"])

    events.meta.events.register("provide-client-params.events.PutEvents", keep)
    twice = Publisher(kinesis=session.client("kinesis"), events=events, stream_name="contacts")
    twice.publish_events(TRANSFERRED)
    [entries] = batches
    assert [json.loads(entry["Detail"])["eventType"] for entry in entries] == [
        "INITIATED",
        "QUEUED",
        "CONNECTED_TO_AGENT",
        "DISCONNECTED",
        "COMPLETED",
        "INITIATED",
        "QUEUED",
        "CONNECTED_TO_AGENT",
        "DISCONNECTED",
        "COMPLETED",
    ]
    first = entries[0]
    assert first["Source"] == "aws.connect"
    assert first["DetailType"] == "Amazon Connect Contact Event"
    assert first["Time"] == datetime(2026, 3, 10, 14, 1, 6, tzinfo=UTC)
    assert first["Resources"][1].endswith(TRANSFERRED.contact_ids[0])
    assert "EventBusName" not in first
