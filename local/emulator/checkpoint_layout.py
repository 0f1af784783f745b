"""Where checkpoints lie in the emulator's state folder; both sides of the child process use it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_TIME_FORMAT = "%Y%m%dT%H%M%S.%fZ"


@dataclass(frozen=True, slots=True)
class CheckpointLayout:
    """The files below one state folder (see `bridge.checkpoint` for what they mean)."""

    root: Path

    @property
    def checkpoints(self) -> Path:
        return self.root / "checkpoints"

    @property
    def current(self) -> Path:
        return self.root / "current"

    @property
    def shared(self) -> Path:
        return self.root / "shared"

    @property
    def blobs(self) -> Path:
        return self.root / "blobs"

    @property
    def objects(self) -> Path:
        """The content of S3 buckets."""
        return self.root / "s3"

    @property
    def temporary(self) -> Path:
        """Unpacked code of Lambda workers; worthless once they have ended."""
        return self.root / "tmp"

    @property
    def running_marker(self) -> Path:
        return self.root / "running"

    def new_folder(self, taken_at: datetime) -> Path:
        return self.checkpoints / taken_at.strftime(_TIME_FORMAT)

    def last_taken(self) -> datetime | None:
        """When the current checkpoint was taken; None before the first."""
        if not self.current.is_symlink():
            return None
        name = self.current.readlink().name
        return datetime.strptime(name, _TIME_FORMAT).replace(tzinfo=UTC)
