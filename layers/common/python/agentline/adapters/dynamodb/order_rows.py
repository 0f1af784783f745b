"""The rows of orders that no contact made, and of what deeds of staff have made for good.

Keys: CUST#<number> / ORDER#<initiated>#<id>; DEED#<deed> / DEED, which is written once for ever.
"""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from agentline.adapters.dynamodb.rows import GatheredRow, InstantAttribute, Row


class ManualOrderRow(GatheredRow, discriminator="manual_order"):
    """`refers_to` is the sort key of the order that a refund takes something off."""

    text = UnicodeAttribute()
    article = UnicodeAttribute(null=True)
    quantity = NumberAttribute()
    unit_price = NumberAttribute()
    entered_at = InstantAttribute()
    who = UnicodeAttribute()
    why = UnicodeAttribute()
    refers_to = UnicodeAttribute(null=True)


class OrderMadeRow(Row, discriminator="order_made"):
    """The manual order a deed has made, by its sort key."""

    customer = UnicodeAttribute()
    order = UnicodeAttribute()


class RefundMadeRow(Row, discriminator="refund_made"):
    """What a deed has given back of the order with that sort key."""

    customer = UnicodeAttribute()
    order = UnicodeAttribute()
    way = UnicodeAttribute()
    basis = NumberAttribute()
    amount = NumberAttribute()
    currency = UnicodeAttribute()
    made = UnicodeAttribute()
