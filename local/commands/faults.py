"""What can go wrong between us and a running stage, each said in one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from local.billing.book import BookError
from local.commands.errors import CommandError, one_line
from local.connect.errors import SimulatorError
from local.connect.guests import NoEndpointError
from local.demo.files import Demo, DemoFileError, load_demo
from local.deployment import DeploymentError
from local.tour.exchange import CutOverdueError, RatingOverdueError
from local.tour.office import OfficeOverdueError
from local.tour.scene import TourError


def read_demo() -> Demo:
    """Raises CommandError when somebody spoiled a demo file."""
    try:
        return load_demo()
    except DemoFileError as error:
        raise CommandError(f"the demo cannot be read: {one_line(error)}") from error


@contextmanager
def stage_faults(log: Path) -> Iterator[None]:
    """Turns the faults of a stage, which writes to `log`, into CommandErrors."""
    try:
        yield
    except (
        TourError,
        RatingOverdueError,
        CutOverdueError,
        OfficeOverdueError,
        BookError,
        NoEndpointError,
        SimulatorError,
    ) as error:
        raise CommandError(f"the stage did not behave: {one_line(error)}") from error
    except DeploymentError as error:
        raise CommandError(one_line(error)) from error
    except (BotoCoreError, ClientError, PynamoDBException) as error:
        raise CommandError(
            f"the stage does not answer as it should: {one_line(error)} (log: {log})"
        ) from error
