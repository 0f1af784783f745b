"""Check the version, install the repairs, serve. Settings come in the environment (`server.py`)."""

import os
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_REQUIREMENTS = Path(__file__).parent.parent / "requirements.txt"


def main() -> None:
    _refuse_other_versions()
    # Only now: importing the repairs imports ministack.
    from local.emulator.bridge import (
        answer_headers,
        batch_writes,
        connect_stubs,
        contact_event_source,
        ending,
        expressions,
        first_passwords,
        handler_errors,
        invocation_log,
        policies,
        read_units,
        second_factors,
        stock,
        stream_mapping,
    )
    from local.emulator.bridge.serving import Serving
    from local.emulator.checkpoint_layout import CheckpointLayout

    batch_writes.install()
    expressions.install()
    handler_errors.install()
    invocation_log.install()
    stream_mapping.install()
    connect_stubs.install()
    contact_event_source.install()
    read_units.install()
    policies.install()
    answer_headers.install()
    first_passwords.install()
    second_factors.install()
    Serving(
        CheckpointLayout(Path(os.environ["AGENTLINE_EMULATOR_STATE"])),
        keeps_state=os.environ["AGENTLINE_EMULATOR_KEEPS_STATE"] == "true",
    ).install()
    ending.end_with_parent()
    stock.gateway.main()


def _refuse_other_versions() -> None:
    wanted = next(
        line.removeprefix("ministack==")
        for line in _REQUIREMENTS.read_text(encoding="utf-8").splitlines()
        if line.startswith("ministack==")
    )
    try:
        found = version("ministack")
    except PackageNotFoundError:
        found = "none"
    if found != wanted:
        sys.exit(f"The emulator needs ministack {wanted} and found {found}: run make setup.")


if __name__ == "__main__":
    main()
