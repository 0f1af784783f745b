"""The state machines that dispatch bases and settle payments (infra/state_machines)."""

import json
from hashlib import sha256
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

_CONFIG = Config(
    connect_timeout=2, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 3}
)
_HASH_LENGTH = 32
# An execution that may still be redriven counts as working: nobody shall overtake it.
_WORKING = {"RUNNING", "PENDING_REDRIVE"}


class StepFunctionsExecutions:
    """The `Executions` port on two state machines, told by their ARNs.

    Executions are named by kind, a hash of the business id, and the attempt: Step Functions keeps
    a name for 90 days and starts it once.
    """

    def __init__(self, dispatch_machine: str, settle_machine: str) -> None:
        self._dispatch_machine = dispatch_machine
        self._settle_machine = settle_machine
        self._client: Any = boto3.client("stepfunctions", config=_CONFIG)

    def start_dispatch(self, reference: str, attempt: int) -> None:
        """Start dispatching the basis `reference`. Raises botocore's errors when it cannot."""
        name = execution_name("dispatch", reference, attempt)
        self._start(self._dispatch_machine, name, reference=reference, attempt=attempt)

    def is_dispatching(self, reference: str, attempt: int) -> bool:
        return self._is_working(
            self._dispatch_machine, execution_name("dispatch", reference, attempt)
        )

    def start_settling(self, event: str, attempt: int) -> None:
        """Start meeting `event`, named `<source>#<id>`. Raises botocore's errors."""
        name = execution_name("settle", event, attempt)
        self._start(self._settle_machine, name, event=event, attempt=attempt)

    def is_settling(self, event: str, attempt: int) -> bool:
        return self._is_working(self._settle_machine, execution_name("settle", event, attempt))

    def _start(self, machine: str, name: str, **ids: str | int) -> None:
        try:
            self._client.start_execution(stateMachineArn=machine, name=name, input=json.dumps(ids))
        except ClientError as error:
            # AWS says so of one that has ended; one that runs is answered as if it were started.
            if error.response["Error"]["Code"] != "ExecutionAlreadyExists":
                raise

    def _is_working(self, machine: str, name: str) -> bool:
        try:
            execution = self._client.describe_execution(
                executionArn=f"{machine.replace(':stateMachine:', ':execution:')}:{name}"
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ExecutionDoesNotExist":
                raise
            return False
        return execution["status"] in _WORKING


def execution_name(kind: str, subject: str, attempt: int) -> str:
    """`<kind>-<hash of the subject>-<attempt>`: at most 80 characters, and nobody's number."""
    return f"{kind}-{sha256(subject.encode()).hexdigest()[:_HASH_LENGTH]}-{attempt}"
