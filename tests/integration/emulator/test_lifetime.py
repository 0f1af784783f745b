"""Starting, stopping and killing the emulator."""

import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from local.deployment import deploy
from local.emulator.checkpoint_layout import CheckpointLayout
from local.emulator.errors import (
    EmulatorError,
    EmulatorMissingError,
    PortTakenError,
    StageRunningError,
)
from local.emulator.server import Emulator, EmulatorSettings, start
from local.paths import REPOSITORY, StagePaths
from tests.integration.emulator.mailbox import Mailbox
from tests.integration.emulator.probe_assembly import (
    CALLS_STACK,
    STORE_STACK,
    store_template,
    write_assembly,
)
from tests.integration.emulator.waiting import until

TABLE = "pairs"
MakeSettings = Callable[[], EmulatorSettings]


def test_stacks_and_items_survive_a_stop_and_no_record_is_delivered_again(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    settings = make_settings()
    assembly = write_assembly(tmp_path / "cdk.out")
    with start(settings) as emulator:
        outputs = deploy(assembly, emulator.client)
        first = Mailbox(emulator.client, outputs[STORE_STACK])
        first.send("good", "good")
        until(lambda: len(first.read()) == 2)
    with start(settings) as emulator:
        assert not emulator.ended_badly
        assert emulator.recovered_from is None
        assert deploy(assembly, emulator.client) == outputs
        assert (
            emulator.client("lambda")
            .invoke(
                FunctionName=outputs[CALLS_STACK]["BehaviourName"],
                Payload=b'{"do": "use the layer"}',
            )["Payload"]
            .read()
            == b'{"letterhead": "AgentLine"}'
        )
        second = Mailbox(emulator.client, outputs[STORE_STACK])
        second.send("good")
        until(second.read)
        # The earlier letters come before the new one in the shard, and were not read again.
        first_again = Mailbox(emulator.client, outputs[STORE_STACK], batch=first.batch)
        assert first_again.read() == [0, 1]
        assert first_again.tries(0) == 1


def test_a_deployment_cut_short_can_be_done_again(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    settings = make_settings()
    endless = {
        "Resources": {
            "Queue": {"Type": "AWS::SQS::Queue"},
            "Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"},
            "Wait": {
                "Type": "AWS::CloudFormation::WaitCondition",
                "DependsOn": "Queue",
                "Properties": {"Handle": {"Ref": "Handle"}, "Timeout": "600"},
            },
        }
    }
    with start(settings) as emulator:
        emulator.client("cloudformation").create_stack(
            StackName=STORE_STACK, TemplateBody=json.dumps(endless)
        )
        until(lambda: emulator.client("sqs").list_queues().get("QueueUrls"))
    with start(settings) as emulator:
        assembly = write_assembly(tmp_path, {STORE_STACK: store_template()})
        assert deploy(assembly, emulator.client)[STORE_STACK]["TableName"]


def test_after_a_kill_amid_a_checkpoint_the_last_one_is_whole(
    make_settings: MakeSettings,
) -> None:
    settings = make_settings()
    layout = CheckpointLayout(settings.paths.state)
    emulator = start(settings)
    _create_table(emulator)
    dynamodb = emulator.client("dynamodb")
    dynamodb.put_item(TableName=TABLE, Item=_item("ballast", "x" * 300_000))

    number = 0
    written_before = datetime.now(UTC)

    def write_on_until_one_is_kept_and_another_begun() -> bool:
        nonlocal number
        number += 1
        _write_pair(dynamodb, number)
        taken = layout.last_taken()
        return taken is not None and taken > written_before and _is_writing(layout)

    until(write_on_until_one_is_kept_and_another_begun)
    os.killpg(emulator.pid, signal.SIGKILL)  # the writer of the checkpoint, too
    until(lambda: not emulator.is_running())
    with pytest.raises(EmulatorError, match="ended without saving"):
        emulator.stop()

    kept = layout.last_taken()
    with start(settings) as restarted:
        left, right = _read_pair(restarted)
        assert left == right
        assert 0 < int(left) <= number
        assert restarted.ended_badly
        assert restarted.recovered_from == kept


def test_a_killed_owner_leaves_nothing_running_and_loses_nothing(
    make_settings: MakeSettings,
) -> None:
    settings = make_settings()
    program = textwrap.dedent(f"""
        import signal
        from pathlib import Path
        from local.emulator.server import EmulatorSettings, start
        from local.paths import StagePaths
        paths = StagePaths(root=Path({str(settings.paths.root)!r}))
        emulator = start(EmulatorSettings(paths=paths, port={settings.port}))
        emulator.client("sqs").create_queue(QueueName="kept")
        print(emulator.pid, flush=True)
        signal.pause()
    """)
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=REPOSITORY, stdout=subprocess.PIPE
    ) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        owner.kill()
    with start(settings) as emulator:  # waits for the orphan to take its leave
        until(lambda: _has_ended(pid))
        assert not emulator.ended_badly
        assert emulator.client("sqs").list_queues()["QueueUrls"]


def test_a_second_start_of_the_same_stage_says_who_runs_it(emulator: Emulator) -> None:
    with pytest.raises(StageRunningError, match=rf"^This stage .*\(process {os.getpid()}\).*$"):
        start(emulator.settings)


def test_a_taken_port_is_named(emulator: Emulator, tmp_path: Path) -> None:
    port = emulator.settings.port
    with pytest.raises(PortTakenError, match=rf"^Port {port} .*choose another.*$"):
        start(EmulatorSettings(paths=StagePaths(root=tmp_path), port=port))


def test_a_missing_emulator_says_how_to_install_it(tmp_path: Path) -> None:
    paths = StagePaths(root=tmp_path, emulator_venv=tmp_path / "nothing")
    with pytest.raises(EmulatorMissingError, match=r"^The AWS emulator is not .*make setup\.$"):
        start(EmulatorSettings(paths=paths))


def test_another_version_of_ministack_is_refused_in_one_line(
    make_settings: MakeSettings,
) -> None:
    settings = make_settings()
    without_ministack = StagePaths(
        root=settings.paths.root, emulator_venv=Path(sys.executable).parent.parent
    )
    with pytest.raises(EmulatorError, match=r"needs ministack 1\.5\.33 and found none: run make"):
        start(EmulatorSettings(paths=without_ministack, port=settings.port))


def _create_table(emulator: Emulator) -> None:
    emulator.client("dynamodb").create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
    )


def _item(pk: str, value: str) -> dict[str, Any]:
    return {"pk": {"S": pk}, "value": {"S": value}}


def _write_pair(dynamodb: Any, number: int) -> None:
    dynamodb.transact_write_items(
        TransactItems=[
            {"Put": {"TableName": TABLE, "Item": _item(pk, str(number))}}
            for pk in ("left", "right")
        ]
    )


def _read_pair(emulator: Emulator) -> tuple[str, str]:
    dynamodb = emulator.client("dynamodb")
    left, right = (
        dynamodb.get_item(TableName=TABLE, Key={"pk": {"S": pk}})["Item"]["value"]["S"]
        for pk in ("left", "right")
    )
    return left, right


def _has_ended(pid: int) -> bool:
    """Gone, or a zombie that only waits for its adoptive parent to look."""
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return True


def _is_writing(layout: CheckpointLayout) -> bool:
    """A folder beside the current one is a checkpoint on its way."""
    return len(list(layout.checkpoints.iterdir())) > 1
