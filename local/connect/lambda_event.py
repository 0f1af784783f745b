"""The event with which Connect invokes a Lambda function from a flow."""

from collections.abc import Mapping

from local.connect.contact import SUBTYPE, Contact, endpoint


def flow_event(contact: Contact, parameters: Mapping[str, str]) -> dict[str, object]:
    """ContactFlowEvent of an inbound voice contact: every key present, absent values null."""
    return {
        "Details": {
            "ContactData": {
                "Attributes": dict(contact.attributes),
                "AwsRegion": contact.region,
                "Channel": "VOICE",
                "ContactId": contact.contact_id,
                "CustomerEndpoint": endpoint(contact.customer_address),
                "CustomerId": None,
                "Description": None,
                "InitialContactId": contact.contact_id,
                "InitiationMethod": "INBOUND",
                "InstanceARN": contact.instance_arn,
                "LanguageCode": contact.voice.language,
                "MediaStreams": {"Customer": {"Audio": {}}},
                "Name": None,
                "PreviousContactId": contact.contact_id,
                "Queue": _queue(contact),
                "References": {},
                "RelatedContactId": None,
                "SegmentAttributes": {
                    "connect:Subtype": {
                        "ValueArn": None,
                        "ValueInteger": None,
                        "ValueList": None,
                        "ValueMap": None,
                        "ValueString": SUBTYPE,
                    }
                },
                "SystemEndpoint": endpoint(contact.system_address),
                "Tags": system_tags(contact.instance_arn, contact.system_address),
            },
            "Parameters": dict(parameters),
        },
        "Name": "ContactFlowEvent",
    }


def system_tags(instance_arn: str, system_address: str) -> dict[str, str]:
    """The tags Connect itself puts on every contact."""
    return {
        "aws:connect:instanceId": instance_arn.rpartition("/")[2],
        "aws:connect:systemEndpoint": system_address,
    }


def _queue(contact: Contact) -> dict[str, str] | None:
    queue = contact.queue
    return None if queue is None else {"ARN": queue.arn, "Name": queue.name}
