"""camt.054, the ISO 20022 notification of what was booked on an account, versions 02 and 08.

The elements are those of the two XML schemas. Banks fill them differently, so more is tolerated
than one bank's guide says, but nothing about amounts. What each entry says is in camt054_entry.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from agentline.adapters.payment_files.camt054_entry import Place, read_entry
from agentline.adapters.payment_files.payment_file import PaymentFileError, UniqueIds
from agentline.adapters.payment_files.xml_node import Node, read_xml
from agentline.domain.payment_file import FileEntry, PaymentFile

_SCHEMA = "urn:iso:std:iso:20022:tech:xsd:"
_VERSIONS = ("camt.054.001.02", "camt.054.001.08")
_COUNT = re.compile(r"[0-9]{1,15}")
_SUM = re.compile(r"[0-9]{1,18}(\.[0-9]{1,5})?")


def read_camt054(content: bytes) -> PaymentFile:
    """Raises PaymentFileError if the file as a whole is damaged or does not add up."""
    document = read_xml(content)
    _check_schema(document)
    message_id = document.text("BkToCstmrDbtCdtNtfctn/GrpHdr/MsgId")
    if not message_id:
        raise PaymentFileError("The file lacks the id of its message (GrpHdr/MsgId).")
    notifications = document.all("BkToCstmrDbtCdtNtfctn/Ntfctn")
    if _is_all_in_one(document):
        for notification in notifications:
            _check_summary(notification)
    return PaymentFile(
        kind="camt054", message_id=message_id, entries=tuple(_read_entries(notifications))
    )


def _check_schema(document: Node) -> None:
    schema = document.namespace.removeprefix(_SCHEMA)
    if schema not in _VERSIONS or document.name != "Document":
        known = schema if re.fullmatch(r"[a-z]{4}\.[0-9.]{3,15}", schema) else "other XML"
        raise PaymentFileError(f"The file is {known}: ask the bank for {' or '.join(_VERSIONS)}.")


def _is_all_in_one(document: Node) -> bool:
    """Whether the message is complete: the totals of one on several pages may be of all pages."""
    pages = "BkToCstmrDbtCdtNtfctn/GrpHdr/MsgPgntn"
    return document.text(f"{pages}/PgNb") in {"", "1"} and document.text(f"{pages}/LastPgInd") in {
        "",
        "true",
        "1",
    }


def _check_summary(notification: Node) -> None:
    entries = notification.all("Ntry")
    for totals, directions in {
        "TtlNtries": ("CRDT", "DBIT"),
        "TtlCdtNtries": ("CRDT",),
        "TtlDbtNtries": ("DBIT",),
    }.items():
        counted = [entry for entry in entries if entry.text("CdtDbtInd") in directions]
        count = notification.text(f"TxsSummry/{totals}/NbOfNtries")
        if count and _number(count, _COUNT) != len(counted):
            raise PaymentFileError(
                f"The file says {count[:20]} entries in {totals} and has {len(counted)}: it is "
                "not whole."
            )
        total = notification.text(f"TxsSummry/{totals}/Sum")
        if total and _number(total, _SUM) != _sum_of(counted):
            raise PaymentFileError(
                f"The entries of the file do not add up to the sum {total[:20]} of {totals}."
            )


def _sum_of(entries: Sequence[Node]) -> Decimal:
    return sum((_number(entry.text("Amt"), _SUM) for entry in entries), Decimal(0))


def _number(text: str, shape: re.Pattern[str]) -> Decimal:
    if not shape.fullmatch(text):
        raise PaymentFileError(f"The file has {text[:20]!r} where a count or a sum must be.")
    return Decimal(text)


def _read_entries(notifications: Sequence[Node]) -> Iterator[FileEntry]:
    ids = UniqueIds()
    for number, notification in enumerate(notifications, start=1):
        account = notification.text("Acct/Id/IBAN", "Acct/Id/Othr/Id")
        if not account or len(account) > 34:
            raise PaymentFileError("The file does not say on which account it tells of entries.")
        before = f"notification {number}, " if len(notifications) > 1 else ""
        for position, entry in enumerate(notification.all("Ntry"), start=1):
            place = Place(
                account=account,
                notification=notification.text("Id") or f"{number}",
                number=position,
                position=f"{before}entry {position}",
            )
            yield from read_entry(entry, place, ids)
