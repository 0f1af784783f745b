"""What holds for every test run.

Powertools reads the environment once, when whichever test comes first imports it. And botocore
reads its models anew for each session, which is most of what making a client costs; tests make
hundreds, so here all sessions share what one has read.
"""

import os
from functools import cache

import botocore.session

os.environ.setdefault("POWERTOOLS_SERVICE_NAME", "test")
os.environ.setdefault("POWERTOOLS_METRICS_NAMESPACE", "AgentLine")

botocore.session.create_loader = cache(botocore.session.create_loader)
