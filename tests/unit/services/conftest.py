"""What tests of services share."""

import pytest

from tests.unit.services.screening_house import House


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
