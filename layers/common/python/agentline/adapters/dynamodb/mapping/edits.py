"""Edits of staff, as they lie in the row of their basis."""

from datetime import datetime
from typing import Any

from agentline.adapters.dynamodb.rows import instant_text
from agentline.domain.basis_edit import (
    ArticleLine,
    BasisReduction,
    Edit,
    Goodwill,
    LineReduction,
    LineText,
    OtherPriceList,
    OwnRate,
    Rule,
)
from agentline.domain.catalogue import PriceListKey
from agentline.domain.money import Money
from agentline.domain.percent import Percent

Json = dict[str, Any]


def edit_to_json(edit: Edit) -> Json:
    return {
        "id": edit.id,
        "who": edit.who,
        "why": edit.why,
        "at": instant_text(edit.at),
        **_rule_to_json(edit.rule),
    }


def edit_from_json(stored: Json, currency: str) -> Edit:
    return Edit(
        id=stored["id"],
        who=stored["who"],
        why=stored["why"],
        at=datetime.fromisoformat(stored["at"]),
        rule=_rule_from_json(stored, currency),
    )


def _rule_to_json(rule: Rule) -> Json:
    match rule:
        case OwnRate(rate_per_minute=rate):
            return {"rule": "own_rate", "rate_per_minute": rate.minor}
        case OtherPriceList(price_list=key):
            valid_from = instant_text(key.valid_from)
            return {"rule": "other_price_list", "name": key.name, "valid_from": valid_from}
        case LineReduction(line=line, reduction=reduction):
            return {"rule": "line_reduction", "line": line, **_reduction_to_json(reduction)}
        case LineText(line=line, text=text):
            return {"rule": "line_text", "line": line, "text": text}
        case BasisReduction(reduction=reduction):
            return {"rule": "basis_reduction", **_reduction_to_json(reduction)}
        case Goodwill(amount=amount):
            return {"rule": "goodwill", "amount": amount.minor}
        case ArticleLine():
            return {
                "rule": "article_line",
                "text": rule.text,
                "quantity": rule.quantity,
                "unit_price": rule.unit_price.minor,
                "vat_percent": f"{rule.vat_percent.value}",
            }


def _rule_from_json(stored: Json, currency: str) -> Rule:
    match stored["rule"]:
        case "own_rate":
            return OwnRate(rate_per_minute=Money(stored["rate_per_minute"], currency))
        case "other_price_list":
            valid_from = datetime.fromisoformat(stored["valid_from"])
            return OtherPriceList(
                price_list=PriceListKey(name=stored["name"], valid_from=valid_from)
            )
        case "line_reduction":
            reduction = _reduction_from_json(stored, currency)
            return LineReduction(line=stored["line"], reduction=reduction)
        case "line_text":
            return LineText(line=stored["line"], text=stored["text"])
        case "basis_reduction":
            return BasisReduction(reduction=_reduction_from_json(stored, currency))
        case "goodwill":
            return Goodwill(amount=Money(stored["amount"], currency))
        case "article_line":
            return ArticleLine(
                text=stored["text"],
                quantity=stored["quantity"],
                unit_price=Money(stored["unit_price"], currency),
                vat_percent=Percent.parse(stored["vat_percent"]),
            )
        case other:
            raise ValueError(f"there is no rule {other}")


def _reduction_to_json(reduction: Percent | Money) -> Json:
    if isinstance(reduction, Percent):
        return {"percent": f"{reduction.value}"}
    return {"amount": reduction.minor}


def _reduction_from_json(stored: Json, currency: str) -> Percent | Money:
    if "percent" in stored:
        return Percent.parse(stored["percent"])
    return Money(stored["amount"], currency)
