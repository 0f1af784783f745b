"""The stack of invoicing, deployed as `make run` deploys it, answers and works by itself."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from agentline.adapters.ledgers.signatures import sign_standard
from agentline.domain.money import sek
from agentline.services.suspense import return_payment
from local.commands.billing_desk import open_desk
from local.commands.endpoints import on_this_machine
from local.connect.deployment import stack_outputs
from local.emulator.server import Emulator
from local.tour.stage import Stage
from tests.integration.conftest import rows_of_stage
from tests.integration.emulator.gateway import Gateway
from tests.integration.emulator.waiting import until

type Client = Callable[[str], Any]


@pytest.fixture(scope="module")
def outputs(client: Client, stage: Stage) -> dict[str, str]:
    return stack_outputs(client("cloudformation"), f"AgentLine-{stage.name}-Invoicing")


@pytest.fixture
def gateway(emulator: Emulator, outputs: dict[str, str]) -> Gateway:
    return Gateway(on_this_machine(outputs["WebhookUrl"], emulator.endpoint_url))


@pytest.fixture
def secret(client: Client, outputs: dict[str, str]) -> str:
    answer = client("secretsmanager").get_secret_value(SecretId=outputs["LedgerSecretArn"])
    secrets: list[str] = json.loads(answer["SecretString"])["webhook_secrets"]
    return secrets[0]


def a_payment(payment: str) -> bytes:
    data = {
        "payment": payment,
        "amount": "12.50",
        "currency": "SEK",
        "bank_date": "2026-03-10",
        "reference": None,
        "ocr": None,
        "invoice": None,
        "payer": None,
    }
    message = {"type": "payment.received", "timestamp": "2026-03-10T12:00:00Z", "data": data}
    return json.dumps(message).encode()


def test_f20_an_unsigned_message_is_refused_at_the_deployed_endpoint(gateway: Gateway) -> None:
    answer = gateway.ask("POST", "/webhooks/webhook", b"{}")
    assert answer.status == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert gateway.ask("POST", "/webhooks/stripe", b"{}").status == 404


def test_f25_a_payment_of_nothing_known_is_accepted_and_ends_in_suspense(
    client: Client, stage: Stage, gateway: Gateway, secret: str
) -> None:
    payment = uuid4().hex
    body = a_payment(payment)
    headers = sign_standard([secret], f"msg-{payment}", datetime.now(UTC), body)
    assert gateway.ask("POST", "/webhooks/webhook", body, headers).content == {"status": "OK"}

    def stored() -> dict[str, Any] | None:
        key = {"pk": {"S": f"PAYMENT#webhook#{payment}"}, "sk": {"S": "PAYMENT"}}
        item: dict[str, Any] | None = (
            client("dynamodb").get_item(TableName=stage.table_name, Key=key).get("Item")
        )
        return item

    assert until(stored)["todo"]["S"] == "suspense"
    # The stage is others' too, and a payment nobody has seen to is amiss in its books.
    with rows_of_stage(stage):
        desk = open_desk(stage)
        returned = return_payment(f"webhook#{payment}", sek(1_250), "anna", "unknown", desk)
    assert returned.suspense.is_zero
    assert "todo" not in until(stored)


@pytest.mark.parametrize(
    "task", ["sweep", "mark_overdue", "poll_ledger", "check_addresses", "reconcile"]
)
def test_a_task_of_the_clock_runs_with_what_its_role_grants(
    client: Client, outputs: dict[str, str], task: str
) -> None:
    answer = client("lambda").invoke(
        FunctionName=outputs["ScheduleArn"], Payload=json.dumps({"task": task}).encode()
    )
    assert "FunctionError" not in answer, answer["Payload"].read()
