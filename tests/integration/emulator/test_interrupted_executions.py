"""What a killed stage leaves of executions: those that ended, and no false hope of the others."""

import json
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from local.deployment import deploy
from local.emulator.checkpoint_layout import CheckpointLayout
from local.emulator.errors import EmulatorError
from local.emulator.server import EmulatorSettings, start
from tests.integration.emulator.executions import Machines
from tests.integration.emulator.invoicing_assembly import INVOICING_STACK
from tests.integration.emulator.waiting import until


def test_after_a_kill_what_ran_has_failed_and_its_next_attempt_runs(
    make_settings: Callable[[], EmulatorSettings], invoicing_assembly: Path
) -> None:
    settings = make_settings()
    layout = CheckpointLayout(settings.paths.state)
    emulator = start(settings)
    outputs = deploy(invoicing_assembly, emulator.client)[INVOICING_STACK]
    machines = Machines(emulator.client, outputs)
    done = machines.run(machines.dispatch, reference="good-1", attempt=1)["executionArn"]
    cut_short = machines.states.start_execution(
        stateMachineArn=machines.dispatch, input=json.dumps({"reference": "slow-1", "attempt": 1})
    )["executionArn"]
    until(lambda: machines.steps("slow-1"))
    asked_at = datetime.now(UTC)
    until(lambda: (taken := layout.last_taken()) is not None and taken > asked_at)
    os.killpg(emulator.pid, signal.SIGKILL)
    until(lambda: not emulator.is_running())
    with pytest.raises(EmulatorError, match="ended without saving"):
        emulator.stop()
    with start(settings) as restarted:
        machines = Machines(restarted.client, outputs)
        assert machines.ended(done)["status"] == "SUCCEEDED"
        assert machines.ended(cut_short)["status"] == "FAILED"
        again = machines.run(machines.dispatch, reference="slow-1", attempt=2)
        assert again["status"] == "SUCCEEDED"
        assert machines.steps("slow-1") == ["freeze", "freeze", "submit", "record"]


def test_the_end_of_an_execution_is_kept_though_nothing_else_happens(
    make_settings: Callable[[], EmulatorSettings],
) -> None:
    settings = make_settings()
    layout = CheckpointLayout(settings.paths.state)
    pause = {"Type": "Wait", "Seconds": 30, "End": True}
    with start(settings) as emulator:
        role = emulator.client("iam").create_role(
            RoleName="pausing", AssumeRolePolicyDocument=json.dumps({"Statement": []})
        )
        states = emulator.client("stepfunctions")
        machine = states.create_state_machine(
            name="pausing",
            definition=json.dumps({"StartAt": "Pause", "States": {"Pause": pause}}),
            roleArn=role["Role"]["Arn"],
        )["stateMachineArn"]
        execution = states.start_execution(stateMachineArn=machine)["executionArn"]
        until(lambda: '"RUNNING"' in kept(layout, execution))
        # Nobody asks the emulator anything from here on.
        until(lambda: '"SUCCEEDED"' in kept(layout, execution))


def kept(layout: CheckpointLayout, execution: str) -> str:
    """What the current checkpoint holds of state machines, if it knows the execution."""
    try:
        text = (layout.current / "stepfunctions.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    return text if execution in text else ""
