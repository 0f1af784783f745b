"""A desk of staff a test."""

from pathlib import Path

import pytest

from tests.unit.cli.office import Office, open_office


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Office:
    return open_office(monkeypatch, tmp_path)
