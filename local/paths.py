"""Where the one-machine stage keeps its files: `.local/` in the repository root."""

from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class StagePaths:
    """The layout below one `.local/` folder. Every folder but `emulator_venv` is made on demand.

    `emulator_venv` is given apart from `root` so that a throw-away stage shares the installed one.
    """

    root: Path = REPOSITORY / ".local"
    emulator_venv: Path = field(default=REPOSITORY / ".local" / "emulator-venv")

    @property
    def emulator_python(self) -> Path:
        """The interpreter that runs the emulator and, below it, every Lambda function."""
        return self.emulator_venv / "bin" / "python"

    @property
    def state(self) -> Path:
        """What the emulator remembers; forgetting the stage is deleting this folder."""
        return self.root / "state"

    @property
    def emulator_log(self) -> Path:
        return self.root / "log" / "emulator.log"

    @property
    def endpoints(self) -> Path:
        """`endpoints.json`: the addresses and names of the running stage, for other programs."""
        return self.root / "endpoints.json"

    @property
    def connect_endpoint(self) -> Path:
        """The address of the running stage's Connect endpoint, for those who begin live calls."""
        return self.root / "connect-endpoint"

    @property
    def billing_book(self) -> Path:
        """What the local billing service knows."""
        return self.root / "billing" / "book.json"

    @property
    def billing_url(self) -> Path:
        """The address of the running billing service, for those who press its buttons."""
        return self.root / "billing_url"

    @property
    def lock(self) -> Path:
        """Held with flock by whoever runs the stage; holds the number of that process."""
        return self.root / "stage.lock"
