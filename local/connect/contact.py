"""A contact while the flow runs, and the references to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from local.connect.centre import Queue

SUBTYPE = "connect:Telephony"

# A reference inside a longer text; a full stop that ends a sentence is no part of it.
_REFERENCE = re.compile(r"\$(?:\.[A-Za-z_][\w-]*|\['[^']*'\])+", re.ASCII)
_NAME = re.compile(r"\.([A-Za-z_][\w-]*)|\['([^']*)'\]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: a Polly voice and its locale."""

    name: str
    language: str


# Connect's own default until a flow sets a voice.
DEFAULT_VOICE = Voice("Joanna", "en-US")
VOICES: Mapping[str, Voice] = {
    voice.name: voice
    for voice in (
        DEFAULT_VOICE,
        Voice("Elin", "sv-SE"),
        Voice("Astrid", "sv-SE"),
        Voice("Amy", "en-GB"),
        Voice("Emma", "en-GB"),
        Voice("Brian", "en-GB"),
    )
}


@dataclass(kw_only=True)
class Contact:
    """The state a flow reads and writes.

    `customer_address` is the caller's number as the network presents it: E.164, `anonymous` when
    withheld, None when there is no endpoint at all. `external` is the answer of the most recent
    Lambda invocation only, `stored_input` the most recent stored input.
    """

    contact_id: str
    customer_address: str | None
    system_address: str
    instance_arn: str
    region: str
    attributes: dict[str, str] = field(default_factory=dict)
    flow_attributes: dict[str, str] = field(default_factory=dict)
    external: Mapping[str, object] = field(default_factory=dict)
    stored_input: str = ""
    voice: Voice = DEFAULT_VOICE
    queue: Queue | None = None
    loops: dict[str, int] = field(default_factory=dict)

    def fill(self, text: str) -> str:
        """The text with every reference replaced. What does not resolve becomes empty."""
        return _REFERENCE.sub(lambda found: self._look_up(found[0]), text)

    def _look_up(self, reference: str) -> str:
        value: object = self._names()
        for dotted, bracketed in _NAME.findall(reference):
            if not isinstance(value, Mapping):
                return ""
            value = value.get(dotted or bracketed)
        return "" if value is None or isinstance(value, Mapping | list) else str(value)

    def _names(self) -> Mapping[str, object]:
        queue = None if self.queue is None else {"Name": self.queue.name, "ARN": self.queue.arn}
        return {
            "Attributes": self.attributes,
            "AwsRegion": self.region,
            "Channel": "VOICE",
            "ContactId": self.contact_id,
            "CustomerEndpoint": endpoint(self.customer_address),
            "External": self.external,
            "FlowAttributes": self.flow_attributes,
            "InitialContactId": self.contact_id,
            "InitiationMethod": "INBOUND",
            "InstanceARN": self.instance_arn,
            "LanguageCode": self.voice.language,
            "PreviousContactId": self.contact_id,
            "Queue": queue,
            "SegmentAttributes": {"connect:Subtype": SUBTYPE},
            "StoredCustomerInput": self.stored_input,
            "SystemEndpoint": endpoint(self.system_address),
        }


def endpoint(address: str | None) -> dict[str, str] | None:
    """A telephone endpoint as events and records show it."""
    return None if address is None else {"Address": address, "Type": "TELEPHONE_NUMBER"}
