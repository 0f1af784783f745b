"""Presses the billing service's buttons from another process: the command line, tests, the tour."""

from urllib.parse import quote, urlencode

import urllib3

from local.billing.book import BookError, Payment


def pay(url: str, reference: str, amount: str | None = None) -> Payment:
    """Press Pay at the service at `url`: `amount` such as "12.50", or all that remains.

    Whether our endpoint took the news of it is in the payment's `last_event`. Raises BookError
    with words for people, also when the service does not answer.
    """
    return _press(f"{url}/invoices/{quote(reference, safe='')}/payments", url, amount)


def recall(url: str, payment_id: str) -> Payment:
    """Press Recall. Raises BookError."""
    return _press(f"{url}/payments/{quote(payment_id, safe='')}/recall", url)


def _press(button: str, origin: str, amount: str | None = None) -> Payment:
    try:
        answer = urllib3.request(
            "POST",
            button,
            body=urlencode({} if amount is None else {"amount": amount}),
            headers={
                "Origin": origin,
                "Accept": "application/json",
                "Content-Type": "application/x-www-form-urlencoded",
            },
            timeout=90,
            retries=False,
        )
    except urllib3.exceptions.HTTPError as error:
        raise BookError(f"The billing service does not answer ({type(error).__name__}).") from error
    if answer.status != 200:
        raise BookError(str(answer.json()["error"]))
    return Payment.model_validate_json(answer.data)
