"""What a browser complains of: broken scripts, blocked content, answers that are errors."""


class Faults:
    """`expect` a part of what will be complained of; all else is told by `check`."""

    def __init__(self) -> None:
        self._found: list[str] = []
        self._expected: list[str] = []

    def add(self, fault: str) -> None:
        self._found.append(fault)

    def expect(self, part: str) -> None:
        self._expected.append(part)

    def check(self) -> None:
        """Raises AssertionError with what was not expected."""
        unexpected = [
            fault for fault in self._found if not any(part in fault for part in self._expected)
        ]
        assert not unexpected, unexpected
