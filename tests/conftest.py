"""Powertools reads these once, when whichever test comes first imports it."""

import os

os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "test")
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "AgentLine")
