"""Executions of the probe's state machines, and what their steps wrote down."""

import json
from collections.abc import Callable
from typing import Any

from tests.integration.emulator.waiting import until


class Machines:
    """The state machines of one stack, by its outputs."""

    def __init__(self, client: Callable[[str], Any], outputs: dict[str, str]) -> None:
        self.states = client("stepfunctions")
        self._dynamodb = client("dynamodb")
        self._outputs = outputs

    @property
    def dispatch(self) -> str:
        return self._outputs["DispatchMachineArn"]

    @property
    def settle(self) -> str:
        return self._outputs["SettleMachineArn"]

    def run(self, machine: str, **ids: object) -> dict[str, Any]:
        """Start an execution and wait for its end; how it is described then."""
        started = self.states.start_execution(stateMachineArn=machine, input=json.dumps(ids))
        return self.ended(started["executionArn"])

    def ended(self, execution: str) -> dict[str, Any]:
        return until(lambda: self._description_if_ended(execution))

    def _description_if_ended(self, execution: str) -> dict[str, Any] | None:
        described: dict[str, Any] = self.states.describe_execution(executionArn=execution)
        return None if described["status"] == "RUNNING" else described

    def events(self, subject: str) -> list[dict[str, Any]]:
        """What the steps were told about the subject, in order."""
        item = self._dynamodb.get_item(
            TableName=self._outputs["TableName"],
            Key={"pk": {"S": subject}, "sk": {"S": "STEPS"}},
            ConsistentRead=True,
        ).get("Item", {"steps": {"L": []}})
        return [json.loads(note["S"])["event"] for note in item["steps"]["L"]]

    def steps(self, subject: str) -> list[str]:
        return [event["step"] for event in self.events(subject)]

    def hurried(self, machine: str) -> str:
        """A copy of the machine that does not wait between retries; its ARN."""
        described = self.states.describe_state_machine(stateMachineArn=machine)
        definition = json.loads(described["definition"])
        for state in definition["States"].values():
            for retrier in state.get("Retry", []):
                retrier |= {"IntervalSeconds": 1, "MaxDelaySeconds": 2, "BackoffRate": 1}
        arn: str = self.states.create_state_machine(
            name="hurried", definition=json.dumps(definition), roleArn=described["roleArn"]
        )["stateMachineArn"]
        return arn
