"""`agentline bench web`: how long scripts keep a page from answering, among 20,000 customers."""

from collections.abc import Mapping
from pathlib import Path
from statistics import median

from playwright.sync_api import Page
from rich.console import Console

from local.bench.budgets import Finding, all_kept
from local.bench.findings_shown import show_findings
from local.bench.growth.group import CUSTOMERS
from local.bench.own_stage import OwnStage, own_stage
from local.bench.page import write_page
from local.bench.product_process import run_module
from local.demo.files import load_demo
from local.phone.phone import phone_of_stage
from local.web.browser import signed_in_page
from local.web.busyness import LONGEST_SCRIPT_MS, longest_script_ms, watch
from local.web.stage import serving_web

COMMAND = "bench web"
DAYS = 334
VISITS = 5
# What is looked at most, and all that lists customers. By address: what is there once the page is.
PAGES: Mapping[str, str] = {
    "/": "Unpaid, by age",
    "/customers": "Anna Andersson",
    "/customers?search=knut": "Knut Hasselgren",
    "/customers/100001": "Payment terms",
    "/customers/100001/timeline": "Customer registered",
    "/customers/100001/credit": "The limit rises by",
    "/orders": "Orders",
    "/invoices": "Invoices",
    "/payments": "Payments",
    "/unmatched": "Unmatched callers",
    "/blacklist": "Blacklist",
    "/calls": "Calls",
    "/prices/basic": "Versions",
    "/phone": "Phone",
}


def bench_web(console: Console, docs: Path, days: int = DAYS) -> int:
    """Measure and write the page `docs`; 1 if the budget is missed, else 0.

    Each page is opened some times; the median counts. Sixty customers are registered a day. Raises
    EmulatorError, DeploymentError, MeasurementError, CommandError, and Playwright's errors for a
    page that does not come.
    """
    with console.status("Deploying a stage of its own") as status, own_stage() as own:
        status.update(f"Registering {CUSTOMERS * days:,} customers")
        customers = _register(own, days)
        status.update("Opening pages")
        times = _measure(own)
    findings = [_judge(path, milliseconds) for path, milliseconds in times.items()]
    show_findings(f"Longest script of a page, {customers:,} customers", findings, console)
    write_page(docs, COMMAND, findings, {})
    console.print(f"Written to {docs}", highlight=False)
    return 0 if all_kept(findings) else 1


def _register(own: OwnStage, days: int) -> int:
    """How many there are then."""
    return int(
        run_module(
            "local.bench.growth.register_run",
            str(days),
            own.stage.table_name,
            endpoint_url=own.emulator.endpoint_url,
        )
    )


def _measure(own: OwnStage) -> Mapping[str, list[float]]:
    with (
        phone_of_stage(own.stage, load_demo()) as phone,
        serving_web(own.endpoints, phone, port=0) as url,
        signed_in_page(url, height=900) as page,
    ):
        watch(page)
        return {
            path: [_visit(page, path, content) for _ in range(VISITS)]
            for path, content in PAGES.items()
        }


def _visit(page: Page, path: str, content: str) -> float:
    page.goto(path)
    page.get_by_role("heading", level=1).first.wait_for()
    page.get_by_text(content).first.wait_for()
    page.wait_for_load_state("networkidle")
    return longest_script_ms(page)


def _judge(path: str, milliseconds: list[float]) -> Finding:
    longest = median(milliseconds)
    return Finding(
        subject=path,
        budget=f"<= {LONGEST_SCRIPT_MS} ms",
        measured=f"{longest:.0f} ms",
        spread=" - ".join(f"{one:.0f}" for one in (min(milliseconds), longest, max(milliseconds))),
        is_kept=longest <= LONGEST_SCRIPT_MS,
    )
