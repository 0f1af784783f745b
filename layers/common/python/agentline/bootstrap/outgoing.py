"""The publishing of events and their delivery; the journal that is written on the way."""

import os
import random
from collections.abc import Mapping
from dataclasses import dataclass, field

import boto3

from agentline.adapters.delivery_queue import SqsDeliveryQueue
from agentline.adapters.dynamodb.call_journal import TableCallJournal
from agentline.adapters.dynamodb.deliveries import TableDeliveries
from agentline.adapters.dynamodb.endpoints import TableEndpoints
from agentline.adapters.dynamodb.table import use_table
from agentline.adapters.outgoing.endpoint_urls import Network
from agentline.adapters.outgoing.postman import GuardedPostman
from agentline.bootstrap import end_loading, read_clock
from agentline.calls_ports import CallJournal
from agentline.observability import count
from agentline.services.deliver_events import DeliveryDesk
from agentline.services.publish_events import PublishingDesk
from agentline.settings import FunctionSettings, read_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishingSettings(FunctionSettings):
    delivery_queue_url: str = field(
        metadata={"variable": "AGENTLINE_DELIVERY_QUEUE_URL", "read": str}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverySettings(PublishingSettings):
    """`network` says where endpoints may be: public, or any on the one-machine stage."""

    network: Network = field(metadata={"variable": "AGENTLINE_DELIVERY_NETWORK", "read": Network})


def open_publishing_desk() -> PublishingDesk:
    settings = read_settings(PublishingSettings, os.environ)
    use_table(settings.table)
    end_loading()
    return PublishingDesk(
        endpoints=TableEndpoints(),
        deliveries=TableDeliveries(),
        queue=SqsDeliveryQueue(settings.delivery_queue_url, boto3.client("sqs")),
        clock=read_clock,
        count=count,
    )


def open_journal() -> CallJournal:
    """On the table that the publishing desk is opened with."""
    return TableCallJournal()


def open_delivery_desk(environment: Mapping[str, str] = os.environ) -> DeliveryDesk:
    settings = read_settings(DeliverySettings, environment)
    use_table(settings.table)
    end_loading()
    return DeliveryDesk(
        endpoints=TableEndpoints(),
        deliveries=TableDeliveries(),
        queue=SqsDeliveryQueue(settings.delivery_queue_url, boto3.client("sqs")),
        postman=GuardedPostman(settings.network),
        clock=read_clock,
        jitter=random.random,
        count=count,
    )
