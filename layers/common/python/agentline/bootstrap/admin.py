"""The staff API: each part is put together when the first request needs it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from agentline.adapters.cognito_staff import CognitoStaff
from agentline.adapters.connect import ConnectTelephony
from agentline.adapters.dynamodb.addresses import TableAddresses
from agentline.adapters.dynamodb.audit_trail import TableAuditTrail
from agentline.adapters.dynamodb.catalogue_book import TableCatalogueBook
from agentline.adapters.dynamodb.delivery_lists import TableDeliveryLists
from agentline.adapters.dynamodb.invoice_lists import TableInvoiceLists
from agentline.adapters.dynamodb.order_lists import TableOrderLists
from agentline.adapters.dynamodb.payment_lists import TablePaymentLists
from agentline.adapters.dynamodb.replays import TableReplays
from agentline.adapters.dynamodb.reports import TableReports
from agentline.adapters.dynamodb.sign_outs import TableSignOuts
from agentline.adapters.dynamodb.table import use_table
from agentline.adapters.key_ring import KeyRing, SecretKey, read_key_ring
from agentline.bootstrap import end_loading
from agentline.bootstrap.care import (
    open_calls_desk,
    open_care_desk,
    open_quarantine_desk,
    open_unmatched_desk,
)
from agentline.bootstrap.invoicing import (
    open_address_desk,
    open_billing_desk,
    read_fine_clock,
)
from agentline.bootstrap.lifecycle import open_lifecycle_desk
from agentline.bootstrap.outgoing import open_delivery_desk
from agentline.office_ports import (
    AddressLists,
    DeliveryLists,
    InvoiceLists,
    PaymentLists,
    Replays,
    Trail,
)
from agentline.order_ports import OrderLists
from agentline.ports import Clock, Telephony
from agentline.services.billing_desk import BillingDesk
from agentline.services.calls_desk import CallsDesk
from agentline.services.care_desk import CareDesk
from agentline.services.catalogue_desk import CatalogueDesk
from agentline.services.check_addresses import AddressDesk
from agentline.services.deliver_events import DeliveryDesk
from agentline.services.lifecycle_desk import LifecycleDesk
from agentline.services.reports import ReportDesk
from agentline.services.see_to_quarantine import QuarantineDesk
from agentline.services.see_to_unmatched import UnmatchedDesk
from agentline.services.staff_accounts import StaffDesk
from agentline.settings import (
    BASIC_PRICE_LIST,
    DeployedSettings,
    InvoicingSettings,
    StaffSettings,
    read_settings,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminDesk:
    """What requests of staff are met with. What must be opened is asked for by a call."""

    clock: Clock
    deployed: DeployedSettings
    replays: Callable[[], Replays]
    trail: Callable[[], Trail]
    keys: Callable[[], KeyRing[SecretKey]]
    billing: Callable[[], BillingDesk]
    invoices: Callable[[], InvoiceLists]
    orders: Callable[[], OrderLists]
    reports: Callable[[], ReportDesk]
    payments: Callable[[], PaymentLists]
    addresses: Callable[[], AddressDesk]
    address_lists: Callable[[], AddressLists]
    deliveries: Callable[[], DeliveryDesk]
    delivery_lists: Callable[[], DeliveryLists]
    staff: Callable[[], StaffDesk]
    catalogue: Callable[[], CatalogueDesk]
    calls: Callable[[], CallsDesk]
    telephony: Callable[[], Telephony]
    unmatched: Callable[[], UnmatchedDesk]
    quarantine: Callable[[], QuarantineDesk]
    care: Callable[[], CareDesk]
    lifecycle: Callable[[], LifecycleDesk]


def open_admin_desk(environment: Mapping[str, str] = os.environ) -> AdminDesk:
    settings = read_settings(StaffSettings, environment)
    use_table(settings.table)
    billing = cache(lambda: open_billing_desk(environment))
    desk = AdminDesk(
        clock=read_fine_clock,
        deployed=read_settings(DeployedSettings, environment),
        replays=cache(TableReplays),
        trail=cache(TableAuditTrail),
        keys=cache(lambda: read_key_ring(settings.keys_secret)),
        billing=billing,
        invoices=cache(TableInvoiceLists),
        orders=cache(TableOrderLists),
        reports=cache(lambda: _open_report_desk(environment)),
        payments=cache(TablePaymentLists),
        addresses=cache(lambda: open_address_desk(read_settings(InvoicingSettings, environment))),
        address_lists=cache(TableAddresses),
        deliveries=cache(lambda: open_delivery_desk(environment)),
        delivery_lists=cache(TableDeliveryLists),
        staff=cache(lambda: _open_staff_desk(settings)),
        catalogue=cache(lambda: _open_catalogue_desk(environment)),
        calls=cache(open_calls_desk),
        telephony=cache(lambda: ConnectTelephony(settings.instance)),
        unmatched=cache(open_unmatched_desk),
        quarantine=cache(
            lambda: open_quarantine_desk(settings.quarantine_bucket, settings.contact_stream)
        ),
        care=cache(lambda: open_care_desk(settings.code_keys_secret)),
        lifecycle=cache(lambda: open_lifecycle_desk(billing())),
    )
    end_loading()
    return desk


def _open_report_desk(environment: Mapping[str, str]) -> ReportDesk:
    settings, table = read_settings(InvoicingSettings, environment), TableReports()
    return ReportDesk(
        sold=table,
        unpaid=table,
        journal=table,
        queues=table,
        currency=settings.billing.limit_step.currency,
    )


def _open_staff_desk(settings: StaffSettings) -> StaffDesk:
    return StaffDesk(directory=CognitoStaff(settings.user_pool), sign_outs=TableSignOuts())


def _open_catalogue_desk(environment: Mapping[str, str]) -> CatalogueDesk:
    return CatalogueDesk(
        book=TableCatalogueBook(),
        clock=read_fine_clock,
        queues=lambda: read_settings(DeployedSettings, environment).queues,
        basic=BASIC_PRICE_LIST,
    )
