"""Scenes: invoices, orders, payments, reports."""

from dataclasses import replace
from itertools import count

from admin_api.ids import payment_id
from agentline.domain.ledger_event import LedgerEvent
from tests.integration.billing.house import Caller
from tests.integration.contract.scenes import CUSTOMER, INVOICE, TAG, Names, World, scene
from tests.integration.office.customers import REASON
from tests.integration.office.ordering import call_of

LINE, ORDER = "2b9a3c10-call", "100001_20260310T120000Z_2b9a3c10-call"
PAYMENT = "d2ViaG9vayNwYXlfMQ"
TEN_PERCENT = {"rule": {"kind": "reduction", "percent": "10"}, **REASON}
_names = count(1)


@scene("list_invoices", "list_orders", "list_payments", "list_suspense", "list_payment_tasks")
@scene("report_revenue", "report_ageing", "report_calls", "report_refusals", "report_today")
@scene("list_audit_entries", "import_payments")
def some_money(world: World) -> Names:
    caller = world.house.invoiced_caller()
    return {CUSTOMER: caller.customer, INVOICE: caller.reference()}


@scene("get_invoice", "download_invoice", "preview_invoice_edit", "edit_invoice")
@scene("move_invoice_line", "void_invoice", "dispatch_invoice")
def a_draft(world: World) -> Names:
    caller = world.house.blocked_caller()
    [order] = world.house.orders(caller)
    return {**_invoice(world, caller), LINE: order.contact}


@scene("preview_undoing_invoice_edit", "undo_invoice_edit")
def an_edited_draft(world: World) -> Names:
    caller = world.house.blocked_caller()
    path = f"/invoices/{caller.reference()}"
    world.do("POST", f"{path}/edits", TEN_PERCENT, version=world.tag_of(path))
    return _invoice(world, caller)


@scene("retry_invoice", "reopen_invoice")
def a_failed_dispatch(world: World) -> Names:
    caller = world.house.blocked_caller()
    world.house.ledger.troubles.append("reject:Kunden saknar adress.")
    world.house.dispatch(caller.reference())
    return _invoice(world, caller)


@scene("credit_invoice", "mark_invoice_paid", "mark_invoice_sent")
def an_invoice(world: World) -> Names:
    return _invoice(world, world.house.invoiced_caller())


@scene("close_open_basis", "create_order")
@scene("get_order", "explain_order", "preview_refund", "refund_order")
def an_order(world: World) -> Names:
    caller = world.house.register()
    return {CUSTOMER: caller.customer, ORDER: call_of(world.house, caller)}


@scene("assign_payment", "preview_assigning_payment")
def lost_money_and_an_invoice(world: World) -> Names:
    names = _invoice(world, world.house.invoiced_caller())
    return {**names, **lost_money(world)}


@scene("get_payment", "return_payment")
def lost_money(world: World) -> Names:
    event = world.house.register().pays(98_500, payment=f"lost{next(_names)}")
    return _paid(world, replace(event, reference=None))


@scene("end_payment_task")
def too_much_money(world: World) -> Names:
    return _paid(world, world.house.invoiced_caller().pays(100_000))


def _invoice(world: World, caller: Caller) -> Names:
    reference = caller.reference()
    tag = world.tag_of(f"/invoices/{reference}")
    return {CUSTOMER: caller.customer, INVOICE: reference, TAG: tag}


def _paid(world: World, event: LedgerEvent) -> Names:
    world.house.tell(event)
    payment = payment_id(f"{event.source}#{event.payment}")
    return {PAYMENT: payment, TAG: world.tag_of(f"/payments/{payment}")}
