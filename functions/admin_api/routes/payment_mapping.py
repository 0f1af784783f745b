"""Payments, files of them and previews, as the API tells them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from admin_api.ids import payment_id
from admin_api.schemas import payment_files as file_schemas
from admin_api.schemas import payments as schemas
from admin_api.schemas.common import Amount, optional_amount
from agentline.domain.catalogue import Language
from agentline.domain.money import Money
from agentline.domain.payment import Payment
from agentline.domain.payment_file import PaymentFile
from agentline.domain.reference import basis_reference
from agentline.domain.suspense_words import suspense_in_words
from agentline.services.import_payments import EntryResult
from agentline.services.settle_payment import named_text
from agentline.services.suspense import Assigning


def tell_payment(payment: Payment, names: Mapping[str, str], language: Language) -> schemas.Payment:
    customer, because = payment.customer, payment.suspended_because
    return schemas.Payment(
        id=payment_id(payment.key),
        source=payment.source,
        source_id=payment.id,
        customer=customer,
        customer_name=names.get(customer) if customer else None,
        amount=Amount.of(payment.amount),
        bank_date=payment.bank_date,
        received_at=payment.received_at,
        text=payment.text,
        names=payment.named,
        applied=[
            schemas.PaymentOnInvoice(
                invoice=basis_reference(customer or "", number), amount=Amount.of(amount)
            )
            for number, amount in sorted(payment.applied.items())
        ],
        prepaid=Amount.of(payment.prepaid),
        suspense=Amount.of(payment.suspense),
        suspended_because=because.code if because else None,
        suspended_because_in_words=suspense_in_words(because, language) if because else None,
        returned=Amount.of(payment.returned),
        recalls=[
            schemas.Recall(id=recall, amount=Amount.of(amount))
            for recall, amount in payment.recalls.items()
        ],
        recalled_early=Amount.of(payment.recalled_early),
        task=payment.task,
        version=payment.version,
    )


def tell_assigning(seen: Assigning, name: str | None) -> schemas.AssigningPreview:
    before, after = seen.before, seen.after
    return schemas.AssigningPreview(
        payment=payment_id(seen.payment.key),
        version=seen.payment.version,
        customer=after.account.customer,
        customer_name=name,
        placed=list(_tell_placings(seen)),
        prepaid=Amount.of(seen.placed.prepaid - seen.payment.prepaid),
        limit_before=Amount.of(before.account.limit),
        limit_after=Amount.of(after.account.limit),
        is_blocked_after=after.account.blocking_basis is not None,
        task=seen.placed.task,
    )


def tell_file(
    file: PaymentFile, results: Sequence[EntryResult], *, is_dry_run: bool
) -> file_schemas.PaymentFileTaken:
    return file_schemas.PaymentFileTaken(
        kind=file.kind,
        message_id=file.message_id,
        dry_run=is_dry_run,
        entries=[_tell_entry(index, each) for index, each in enumerate(results)],
        totals=Counter(each.result.value for each in results),
        problems=sum(each.is_problem for each in results),
    )


def _tell_entry(index: int, result: EntryResult) -> file_schemas.EntryTaken:
    event = result.entry.event
    is_payment = event is not None and event.payment is not None
    return file_schemas.EntryTaken(
        index=index,
        position=result.entry.position,
        kind=event.kind if event else None,
        payment=payment_id(f"{event.source}#{event.payment}") if event and is_payment else None,
        amount=optional_amount(event.amount) if event else None,
        bank_date=event.bank_date if event else None,
        names=named_text(event) if event else "",
        text=event.text if event else "",
        result=result.result,
        words=result.words,
        problem=result.entry.problem,
        invoice=result.invoice,
    )


def _tell_placings(seen: Assigning) -> Iterator[schemas.Placing]:
    """In the order in which the money goes: `applied` holds the bases as they were reached."""
    for number, amount in seen.placed.applied.items():
        placed = amount - seen.payment.applied.get(number, Money(0, amount.currency))
        before, after = seen.before.basis(number), seen.after.basis(number)
        yield schemas.Placing(
            invoice=after.reference,
            amount=Amount.of(placed),
            due_before=Amount.of(before.due),
            due_after=Amount.of(after.due),
            state_after=after.state,
        )
