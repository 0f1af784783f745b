"""`agentline webhooks` on a running stage, from the first endpoint to what is sent again."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook
from typer.testing import CliRunner

from agentline.services.publish_events import PublishingDesk, publish
from local import webhooks
from local.commands.webhooks import webhooks_app
from local.tour.stage import Stage
from tests.integration.conftest import rows_of_stage
from tests.integration.emulator.waiting import until
from tests.outgoing import an_event
from tests.unit.adapters.directories.stand_in import answering
from tests.unit.adapters.outgoing.receiver import Receiver


class Terminal:
    """The command line on the deployed stage."""

    def told(self, *words: str, exit_code: int = 0) -> str:
        result = CliRunner().invoke(webhooks_app, words, env={"COLUMNS": "200"})
        assert result.exit_code == exit_code, result.output
        return result.stderr if exit_code else result.stdout

    def read(self, *words: str) -> Any:
        return json.loads(self.told(*words, "--json"))


@pytest.fixture
def terminal(deployed: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    monkeypatch.setattr(webhooks, "find_stage", lambda _paths: deployed)
    with rows_of_stage(deployed):
        yield Terminal()


@pytest.fixture
def publishing(deployed: Stage) -> Iterator[PublishingDesk]:
    with rows_of_stage(deployed):
        desk = webhooks.delivery_desk(deployed)
        yield PublishingDesk(
            endpoints=desk.endpoints,
            deliveries=desk.deliveries,
            queue=desk.queue,
            clock=desk.clock,
            count=desk.count,
        )


def test_an_endpoint_from_its_first_event_to_those_it_missed(
    terminal: Terminal, publishing: PublishingDesk, receiver: Receiver
) -> None:
    added = terminal.read("add", receiver.url, "--event", "order.created")
    endpoint, secret = added["endpoint"], added["secret"]
    assert added["events"] == ["order.created"]
    assert secret not in terminal.told("list")
    assert secret not in terminal.told("list", "--json")

    now = datetime.now(UTC).replace(microsecond=0)
    first, second = an_event(subject="first", at=now), an_event(subject="second", at=now)
    publish(first, [publishing.endpoints.find(endpoint)], publishing)
    until(lambda: deliveries(terminal, endpoint).get(first.id) == "delivered")
    [received] = receiver.received
    Webhook(secret).verify(received.body, dict(received.headers))

    disabled = terminal.read("disable", endpoint, "--why", "is being moved")
    assert (disabled["state"], disabled["reason"]) == ("disabled", "is being moved")
    publish(second, [publishing.endpoints.find(endpoint)], publishing)
    assert deliveries(terminal, endpoint)[second.id] == "failed"
    assert "is disabled" in terminal.told("resend", endpoint, exit_code=1)

    assert terminal.read("enable", endpoint)["state"] == "enabled"
    rotated = terminal.read("rotate", endpoint)
    assert rotated["secret"] != secret
    assert terminal.read("resend", endpoint) == {"resent": [second.id]}
    until(lambda: deliveries(terminal, endpoint)[second.id] == "delivered")
    for each in (secret, rotated["secret"]):
        Webhook(each).verify(receiver.received[-1].body, dict(receiver.received[-1].headers))

    receiver.behave = answering(b"gone for good", status=410)
    assert terminal.read("resend", endpoint, first.id) == {"resent": [first.id]}
    until(lambda: "disabled: it answered 410 Gone" in terminal.told("list"))
    [last] = [each for each in listed(terminal, endpoint) if each["event"] == first.id]
    assert [attempt["status"] for attempt in last["attempts"]] == [204, 410]
    assert last["attempts"][1]["response"] == "gone for good"
    assert "410 in" in terminal.told("deliveries", endpoint, "--state", "failed")


def listed(terminal: Terminal, endpoint: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = terminal.read("deliveries", endpoint)["deliveries"]
    return found


def deliveries(terminal: Terminal, endpoint: str) -> dict[str, str]:
    """The state of each event."""
    return {each["event"]: each["state"] for each in listed(terminal, endpoint)}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add", "http://hooks.example.com/"], "the URL must be https"),
        (["add", "https://user@hooks.example.com/"], "the URL must name a host"),
        (["enable", "ep_nobody"], "there is no endpoint ep_nobody"),
        (["deliveries", "ep_nobody"], "there is no endpoint ep_nobody"),
        (["resend", "ep_nobody", "evt_1"], "'evt_1' is no event id"),
        (["resend", "ep_nobody", an_event().id], "no delivery of evt_"),
        (["disable", "ep_nobody", "--why", " "], "--why: say a reason"),
    ],
)
def test_what_cannot_be_meant_is_told_in_one_line(
    terminal: Terminal, words: list[str], told: str
) -> None:
    error = terminal.told(*words, exit_code=2)
    assert told in error
    assert len(error.splitlines()) == 1
