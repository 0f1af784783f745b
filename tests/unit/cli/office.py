"""The command line at a desk in memory, and at the staff API's door before it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from agentline.billing_ports import LedgerMailbox
from agentline.domain.basis import Basis
from agentline.domain.staff import Role
from agentline.services.billing_desk import BillingDesk
from agentline.services.staff_accounts import StaffDesk
from local.cli import app
from local.staff_api import Answer
from tests.billing_fakes import KIND, FakeLedger
from tests.examples import NOON
from tests.memory_book import MemoryBook, PromptExecutions, open_memory_desk
from tests.reception import Reception, an_admin_desk
from tests.staff_fakes import FakeSignOuts, FakeStaffDirectory
from tests.unit.admin_api.office import FakeReplays, FakeTrail


@dataclass(frozen=True, kw_only=True)
class Office:
    """The command line at the desk, and all that is behind it."""

    book: MemoryBook
    desk: BillingDesk
    ledger: FakeLedger
    executions: PromptExecutions
    runner: CliRunner

    def do(self, *words: str, code: int = 0, typed: str | None = None) -> str:
        """What a command says to people."""
        result = self.run(*words, typed=typed)
        assert result.exit_code == code, result.output
        return result.output

    def run(self, *words: str, typed: str | None = None) -> Result:
        return self.runner.invoke(app, list(words), input=typed, env={"COLUMNS": "200"})

    def basis(self, number: int = 1) -> Basis:
        return self.book.bases[number]


@dataclass(frozen=True, kw_only=True)
class DoorApi:
    """The `StaffApi` of an admin, without a network."""

    reception: Reception

    def ask(self, method: str, path: str, body: object = None, **more: Any) -> Answer:
        told = self.reception.ask(method, path, body, role=Role.ADMIN, **more)
        return Answer(status=told.status, headers=told.headers, text=told.text)


def open_office(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    *,
    kind: str = KIND,
    mailbox: LedgerMailbox | None = None,
    now: datetime = NOON,
) -> Office:
    """A customer whose call has used up the limit: basis 1, 985.00, is a draft and blocks."""
    memory = open_memory_desk(kind=kind, mailbox=mailbox, now=now)
    stage = SimpleNamespace(log=tmp_path / "emulator.log")
    monkeypatch.setattr("local.commands.billing_desk.find_stage", lambda _paths: stage)
    monkeypatch.setattr("local.commands.billing_desk.open_desk", lambda _stage: memory.desk)
    monkeypatch.setattr("local.staff.limits.open_trail", lambda: memory.book)
    api = DoorApi(
        reception=Reception(
            an_admin_desk(
                clock=memory.desk.clock,
                replays=cache(FakeReplays),
                trail=cache(FakeTrail),
                billing=lambda: memory.desk,
                staff=lambda: StaffDesk(directory=FakeStaffDirectory(), sign_outs=FakeSignOuts()),
            )
        )
    )
    monkeypatch.setattr("local.commands.api_session._open", lambda _paths, _environment: api)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    runner = CliRunner(env={"AGENTLINE_STAGE_FOLDER": str(tmp_path)})
    return Office(
        book=memory.book,
        desk=memory.desk,
        ledger=memory.ledger,
        executions=memory.executions,
        runner=runner,
    )
