"""What holds in this deployment, for everybody to see."""

from admin_api.operations import Operations
from admin_api.schemas import settings as schemas
from admin_api.schemas.common import Amount
from admin_api.visit import VisitIn
from agentline.domain.regime import STOCKHOLM
from agentline.settings import BASIC_PRICE_LIST, OPENING_LIMIT

operations = Operations("settings", "What holds in this deployment")


@operations.operation("GET", "/settings", id="get_settings", summary="The deployment's terms")
def get_settings(visit: VisitIn) -> schemas.Settings:
    """Queues, terms and partners as they were deployed. What callers hear is under spoken-texts."""
    deployed, terms = visit.desk.deployed, visit.desk.billing().terms
    return schemas.Settings(
        stage=deployed.stage,
        opening_limit=Amount.of(OPENING_LIMIT),
        basic_price_list=BASIC_PRICE_LIST,
        due_days=terms.invoice.due_days,
        is_rounded_to_kronor=terms.invoice.is_rounded,
        limit_rule=schemas.LimitRule(
            step=Amount.of(terms.policy.step),
            cap=Amount.of(terms.policy.cap),
            days=terms.policy.days,
            words=terms.policy.words,
        ),
        address_days=deployed.address_days,
        ledger=deployed.ledger,
        directory=deployed.directory,
        queues=sorted(deployed.queues),
        is_cut_off=deployed.is_cut_off,
        time_zone=STOCKHOLM.key,
    )
