"""How much faster a batch of contact records is rated together than one by one."""

from pathlib import Path

from local.bench import scene
from local.bench.product_process import run_module
from local.bench.rating_run import RECORDS_EACH, call_of, customers
from local.bench.stub import HOST, running_stub

STORE_LATENCY = 0.004


def measure_rating(work: Path, *, rounds: int) -> tuple[list[float], list[float]]:
    """Records per second of each round, together and one by one, at 4 ms for each request."""
    known = [*scene.catalogue_rows()]
    for customer in customers():
        known += scene.customer_rows(customer)
        known += [
            scene.admission_row(call_of(customer, number), customer)
            for number in range(RECORDS_EACH)
        ]
    with running_stub(known, work, delay=STORE_LATENCY) as port:
        measured = run_module(
            "local.bench.rating_run", str(rounds), endpoint_url=f"http://{HOST}:{port}"
        )
    return [one["grouped"] for one in measured], [one["alone"] for one in measured]
