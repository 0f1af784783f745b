"""A module of ours that uses the product's store, in a process with an environment of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from local.emulator import credentials
from local.paths import REPOSITORY


class MeasurementError(RuntimeError):
    """A measuring process failed; the message is the end of what it said."""


def run_module(module: str, *arguments: str, endpoint_url: str) -> Any:
    """What the module prints on its last line, as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=REPOSITORY,
        env={**_inherited(), **_store_at(endpoint_url)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise MeasurementError(done.stderr[-2000:])
    return json.loads(done.stdout.splitlines()[-1])


def _inherited() -> Mapping[str, str]:
    """Ours, less what would lead the store's client elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}


def _store_at(endpoint_url: str) -> Mapping[str, str]:
    paths = ("layers/common/python", "functions", ".")
    return {
        "AWS_ENDPOINT_URL": endpoint_url,
        "AWS_DEFAULT_REGION": credentials.REGION,
        "AWS_ACCESS_KEY_ID": credentials.ROOT_ACCESS_KEY_ID,
        "AWS_SECRET_ACCESS_KEY": credentials.ROOT_SECRET_ACCESS_KEY,
        "PYTHONPATH": os.pathsep.join(str(REPOSITORY / path) for path in paths),
    }
