"""What happened with a customer, as the API tells it."""

from admin_api.ids import order_id, payment_id
from admin_api.schemas import customer_history as schemas
from admin_api.schemas.common import Amount
from agentline.domain.audit import AuditEntry
from agentline.domain.billing_audit import PAYMENT_RECEIVED
from agentline.domain.call import ScreenedCall
from agentline.domain.kept_entry import Note
from agentline.domain.manual_order import ManualOrder, key_of
from agentline.domain.order import Order
from agentline.domain.reference import basis_reference
from agentline.office_ports import Happening


def tell_happening(happening: Happening) -> schemas.Happening:
    at, what = happening.at, happening.what
    match what:
        case AuditEntry() if what.what == PAYMENT_RECEIVED:
            return schemas.PaymentHappening(
                at=at, payment=payment_id(what.subject), amounts=dict(what.after), why=what.why
            )
        case AuditEntry():
            return schemas.AuditHappening(
                at=at,
                who=what.who,
                what=what.what,
                subject=what.subject,
                before=dict(what.before),
                after=dict(what.after),
                why=what.why,
            )
        case Order():
            return schemas.OrderHappening(
                at=at,
                order=order_id(key_of(what)),
                contact=what.contact,
                call=what.call,
                service_line=what.line,
                talk_seconds=what.talk_seconds,
                amount=Amount.of(what.amount),
                is_correction=what.is_correction,
                rated_at=what.rated_at,
                invoice=basis_reference(what.customer, what.basis or 0),
            )
        case ManualOrder():
            return schemas.ManualOrderHappening(
                at=at,
                order=order_id(key_of(what)),
                what=what.kind,
                text=what.content.text,
                amount=Amount.of(what.amount),
                entered_at=what.entered_at,
                who=what.who,
                why=what.why,
                invoice=basis_reference(what.customer, what.basis or 0),
            )
        case ScreenedCall():
            return schemas.CallHappening(
                at=at,
                call=what.call,
                step=what.step,
                service_line=what.b_number,
                number=what.a_number,
                verdict=what.verdict,
                reason=what.reason,
            )
        case Note():
            return schemas.NoteHappening(at=at, id=what.id, text=what.text, who=what.who)
