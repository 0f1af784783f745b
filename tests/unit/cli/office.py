"""The command line at a desk in memory."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from agentline.billing_ports import LedgerMailbox
from agentline.domain.basis import Basis
from agentline.services.billing_desk import BillingDesk
from local.cli import app
from tests.billing_fakes import KIND, FakeLedger
from tests.examples import NOON
from tests.memory_book import MemoryBook, PromptExecutions, open_memory_desk


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
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    runner = CliRunner(env={"AGENTLINE_STAGE_FOLDER": str(tmp_path)})
    return Office(
        book=memory.book,
        desk=memory.desk,
        ledger=memory.ledger,
        executions=memory.executions,
        runner=runner,
    )
