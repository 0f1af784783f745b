"""Connect's control APIs take two requests a second: resources made all at once are throttled."""

from collections.abc import Iterable
from itertools import pairwise

from aws_cdk import CfnResource


def one_after_another(resources: Iterable[CfnResource]) -> None:
    """Make each resource wait for the one before it."""
    for earlier, later in pairwise(resources):
        later.add_resource_dependency(earlier)
