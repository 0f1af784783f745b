"""What every command is called with: the stage's folder, and errors told in one line."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from local.commands.errors import CommandError
from local.paths import StagePaths

JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]

_FOLDER_VARIABLE = "AGENTLINE_STAGE_FOLDER"


def stage_paths() -> StagePaths:
    folder = os.environ.get(_FOLDER_VARIABLE)
    return StagePaths(root=Path(folder).resolve()) if folder else StagePaths()


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Ends the command with the exit code of the error."""
    try:
        yield
    except CommandError as error:
        print(f"agentline: {error}", file=sys.stderr)
        raise typer.Exit(error.exit_code) from error
