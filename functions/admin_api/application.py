"""All operations, with the event handler that routes to them."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent
from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

from admin_api.operations import Operation, OperationTable
from admin_api.problems import ProblemError
from admin_api.routes import ALL_OPERATIONS
from agentline.adapters.strict_json import load_object


class _Resolver(APIGatewayRestResolver):
    """Keeps the request it is at to itself; Powertools keeps one for all resolvers of a process."""

    @property
    def current_event(self) -> APIGatewayProxyEvent:
        return self._event

    @current_event.setter
    def current_event(self, event: BaseProxyEvent) -> None:
        self._event = APIGatewayProxyEvent(event.raw_event, self._json_body_deserializer)

    def resolve(self, event: Mapping[str, Any], context: LambdaContext) -> dict[str, Any]:
        self.current_event = APIGatewayProxyEvent(dict(event))
        return super().resolve(event, context)


def new_application() -> tuple[APIGatewayRestResolver, OperationTable]:
    declared: list[Operation] = []
    largest = max(each.largest_body for one in ALL_OPERATIONS for each in one.declared)
    app = _Resolver(
        enable_validation=True,
        # Not one of ours in the right shape is our failure, not the caller's.
        response_validation_error_http_code=500,
        json_body_deserializer=partial(_load, largest_bytes=largest),
    )
    app.exception_handler(Exception)(_pass_on)
    app.exception_handler(NotFoundError)(_refuse_address)
    for operations in ALL_OPERATIONS:
        app.include_router(operations)
        declared += operations.declared
    # Powertools has taken over the request that the resolver before this one is at.
    app.context.clear()
    return app, OperationTable(declared)


def tags() -> dict[str, str]:
    """What each group of operations is about."""
    return {operations.tag: operations.about for operations in ALL_OPERATIONS}


def _load(text: str, *, largest_bytes: int) -> dict[str, object]:
    return load_object((text or "").encode(), largest_bytes=largest_bytes)


def _pass_on(error: Exception) -> None:
    """To the door. The event handler would log it, with words that may name somebody (fault 40)."""
    raise error


def _refuse_address(_error: NotFoundError) -> None:
    """The event handler takes fewer characters in an address than the table of operations does."""
    raise ProblemError("not_found", "The address names nothing that there can be.")
