"""The billing service of a running stage: the ledger its invoices go to."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from local.billing.doors import HOST
from local.billing.service import BillingService
from local.commands.errors import CommandError
from local.connect.deployment import stack_outputs
from local.paths import StagePaths
from local.tour.stage import Stage

_PROVIDER = "webhook"


def ledger_parameters(port: int) -> dict[str, str]:
    """What the stacks are told of a service that will be at `port`."""
    return {"LedgerUrl": f"http://{HOST}:{port}"}


@contextmanager
def serving_invoices(
    stage: Stage, paths: StagePaths, port: int, webhook_url: str
) -> Iterator[BillingService]:
    """The service at `port`, with the secret the stacks made, announced in `paths.billing_url`.

    Raises CommandError when something else has the port.
    """
    paths.billing_book.parent.mkdir(parents=True, exist_ok=True)
    try:
        service = BillingService(
            state_file=paths.billing_book,
            secrets=webhook_secrets(stage),
            webhook_url=f"{webhook_url}/webhooks/{_PROVIDER}",
            port=port,
        )
    except OSError as error:
        raise CommandError(
            f"the billing service cannot have port {port} of {HOST}: {error.strerror}; "
            "choose another port for the stage with --port, its next one is the service's"
        ) from error
    with service:
        paths.billing_url.write_text(service.url, encoding="ascii")
        try:
            yield service
        finally:
            paths.billing_url.unlink(missing_ok=True)


def webhook_secrets(stage: Stage) -> tuple[str, ...]:
    """Those of the deployed ledger secret, shared by the service and the stacks."""
    session = stage.session()
    cloudformation = session.client("cloudformation", endpoint_url=stage.endpoint_url)
    arn = stack_outputs(cloudformation, f"AgentLine-{stage.name}-Invoicing")["LedgerSecretArn"]
    secrets = session.client("secretsmanager", endpoint_url=stage.endpoint_url)
    secret = secrets.get_secret_value(SecretId=arn)["SecretString"]
    return tuple(json.loads(secret)["webhook_secrets"])
