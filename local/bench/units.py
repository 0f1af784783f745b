"""What a call costs at the store, counted by the emulator at two sizes of everything."""

from pathlib import Path

from local.bench.free_port import free_port
from local.bench.product_process import run_module
from local.emulator.server import EmulatorSettings, start
from local.paths import StagePaths

type Costs = dict[str, dict[str, float]]
"""By case: round_trips, read and write units."""


def measure_units(work: Path, sizes: tuple[int, ...]) -> dict[int, Costs]:
    """The costs at each number of customers, and of orders and bases of the customer measured."""
    settings = EmulatorSettings(paths=StagePaths(root=work / "stage"), port=free_port())
    with start(settings) as emulator:
        return {
            size: run_module(
                "local.bench.units_run",
                str(size),
                f"bench-{size}",
                endpoint_url=emulator.endpoint_url,
            )
            for size in sizes
        }
