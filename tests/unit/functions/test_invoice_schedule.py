"""The door of the clock: every task by its name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType

import pytest

from agentline.domain.books import Damage
from agentline.services.reconcile import Findings
from tests.unit.functions.invoicing import FakeDesk, StoreDownError, load, logged
from tests.unit.functions.test_screen_call_handler import FakeContext


@dataclass
class Looks:
    """What each look at the books finds, in order."""

    findings: list[Findings] = field(default_factory=list)

    def __call__(self) -> Findings:
        return self.findings.pop(0)


@pytest.fixture
def schedule(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = load("schedule", monkeypatch)
    monkeypatch.setattr(module, "desk", FakeDesk())
    return module


@pytest.fixture
def look(schedule: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Looks:
    looks = Looks()
    monkeypatch.setattr(schedule, "_look", looks)
    return looks


def amiss(*customers: str) -> Findings:
    return Findings(
        damage=[Damage(customer=each, subject="books", detail="Anna") for each in customers]
    )


def counted(number: int) -> Callable[..., int]:
    return lambda *_arguments: number


def test_a_sweep_restarts_work_and_deliveries(
    schedule: ModuleType, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(schedule, "sweep", lambda _desk: {"dispatching": 2, "ledger_event": 1})
    monkeypatch.setattr(schedule, "requeue_stale", counted(4))
    monkeypatch.setattr(schedule, "finish_lifecycle", counted(1))
    schedule.handler({"task": "sweep"}, FakeContext())
    assert "'number': 8" in logged(caplog)


@pytest.mark.parametrize("task", ["mark_overdue", "poll_ledger"])
def test_a_task_is_the_service_of_its_name(
    schedule: ModuleType,
    task: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(schedule, task, counted(5))
    schedule.handler({"task": task}, FakeContext())
    assert "'number': 5" in logged(caplog)


def test_a_task_that_fails_is_told_by_its_name_alone(
    schedule: ModuleType, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_desk: object) -> int:
        raise StoreDownError("Anna Andersson")

    monkeypatch.setattr(schedule, "mark_overdue", fail)
    with pytest.raises(schedule.TaskError, match="mark_overdue") as caught:
        schedule.handler({"task": "mark_overdue"}, FakeContext())
    assert caught.value.__suppress_context__
    said = logged(caplog)
    assert "StoreDownError" in said
    assert "Andersson" not in said


def test_an_unknown_task_fails(schedule: ModuleType) -> None:
    with pytest.raises(schedule.TaskError):
        schedule.handler({"task": "dance"}, FakeContext())


def test_books_that_agree_ring_nothing(
    schedule: ModuleType, look: Looks, capsys: pytest.CaptureFixture[str]
) -> None:
    look.findings = [amiss()]
    schedule.handler({"task": "reconcile"}, FakeContext())
    assert "BooksAmiss" not in capsys.readouterr().out


def test_what_is_amiss_at_two_looks_rings_and_names_customers_by_number(
    schedule: ModuleType,
    look: Looks,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    look.findings = [amiss("100001", "100002"), amiss("100002", "100003")]
    schedule.handler({"task": "reconcile"}, FakeContext())
    assert '"BooksAmiss":[1.0]' in capsys.readouterr().out
    said = logged(caplog)
    assert "100002" in said
    assert "100001" not in said
    assert "Anna" not in said
