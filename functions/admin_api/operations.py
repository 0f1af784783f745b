"""What the API can do: one declaration an operation, from which all else about it follows.

Routing and validation are Powertools'. What it has no word for is kept beside: whether an operation
takes a version or a key, how large a body may be. The door and docs/openapi.json both read it here.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_type_hints

from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.openapi.params import Query

from admin_api.problems import ProblemError

LARGEST_BODY = 64 * 1024

type Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """`id` is a verb; the permission table and the log name the operation by it.

    `path` is Powertools' (/customers/<customer>). With `takes_version` If-Match is required, or
    If-None-Match: * for what it `may_create`; with `is_keyed` an Idempotency-Key. `gives_version`
    answers an ETag. The answer of one that `shows_secret` is not kept to be replayed. `refusals`
    are the codes of the product's rules. `example` is a body that works; `media` what is answered;
    `parameters` what a query may have.
    """

    id: str
    method: str
    path: str
    tag: str
    status: int
    takes_version: bool
    may_create: bool
    gives_version: bool
    is_keyed: bool
    shows_secret: bool
    largest_body: int
    refusals: tuple[str, ...]
    example: Json | None
    media: tuple[str, ...]
    parameters: frozenset[str]
    pattern: re.Pattern[str] = field(repr=False)

    @property
    def has_body(self) -> bool:
        return self.method in {"POST", "PUT", "PATCH"}


class Operations(Router):
    """The operations on one resource."""

    def __init__(self, tag: str, about: str) -> None:
        Router.__init__(self)
        self.tag = tag
        self.about = about
        self.declared: list[Operation] = []

    def operation[Route: Callable[..., Any]](
        self,
        method: str,
        path: str,
        *,
        id: str,  # noqa: A002 - OpenAPI's word
        summary: str,
        status: int = 200,
        takes_version: bool = False,
        may_create: bool = False,
        gives_version: bool = False,
        is_preview: bool = False,
        shows_secret: bool = False,
        largest_body: int = LARGEST_BODY,
        refusals: Sequence[str] = (),
        example: Json | None = None,
        media: Sequence[str] = ("application/json",),
    ) -> Callable[[Route], Route]:
        """Declare a route. A POST takes a key, unless it is a preview, which changes nothing."""

        def register(route: Route) -> Route:
            self.declared.append(
                Operation(
                    id=id,
                    method=method,
                    path=path,
                    tag=self.tag,
                    status=status,
                    takes_version=takes_version,
                    may_create=may_create,
                    gives_version=gives_version,
                    is_keyed=method == "POST" and not is_preview,
                    shows_secret=shows_secret,
                    largest_body=largest_body,
                    refusals=tuple(refusals),
                    example=example,
                    media=tuple(media),
                    parameters=_query_parameters(route),
                    pattern=_pattern(path),
                )
            )
            self.route(
                path,
                method=method,
                operation_id=id,
                summary=summary,
                description=" ".join((route.__doc__ or "").split()),
                tags=[self.tag],
                status_code=status,
            )(route)
            return route

        return register


class OperationTable:
    """All operations, found by method and path."""

    def __init__(self, declared: Sequence[Operation]) -> None:
        self.all = tuple(declared)
        self._by_depth: dict[int, list[Operation]] = {}
        for each in self.all:
            self._by_depth.setdefault(each.path.count("/"), []).append(each)

    def find(self, method: str, path: str) -> Operation:
        """Raises ProblemError: not_found, or method_not_allowed with the methods that are."""
        # Without parameters first: /calls/live is not the call named live.
        here = sorted(
            (each for each in self._at_depth_of(path) if each.pattern.fullmatch(path)),
            key=lambda each: each.pattern.groups,
        )
        fewest = [each for each in here if each.pattern.groups == here[0].pattern.groups]
        for each in fewest:
            if each.method == method:
                return each
        if not here:
            raise ProblemError("not_found", "There is no such address; docs/openapi.json has all.")
        allowed = ", ".join(sorted({each.method for each in fewest}))
        raise ProblemError(
            "method_not_allowed",
            f"{method[:20]} is not possible here, but: {allowed}.",
            headers={"Allow": allowed},
        )

    def _at_depth_of(self, path: str) -> Sequence[Operation]:
        """A parameter is one part of an address: others cannot be meant."""
        return self._by_depth.get(path.count("/"), ())


def _query_parameters(route: Callable[..., Any]) -> frozenset[str]:
    hints = get_type_hints(route, include_extras=True)
    return frozenset(
        each.alias or name
        for name, hint in hints.items()
        for each in getattr(hint, "__metadata__", ())
        if isinstance(each, Query)
    )


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(
        "".join(
            "([^/]+)" if part.startswith("<") else re.escape(part)
            for part in re.split(r"(<[a-z_]+>)", path)
        )
    )
