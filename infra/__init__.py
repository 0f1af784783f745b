"""The AWS infrastructure: typed stage settings, the asset build, constructs and stacks."""

import os

# jsii starts node when aws_cdk is first imported, and fills the screen with a warning on the
# majors it has stopped testing. Its value is the list of majors we know to work.
os.environ.setdefault("JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION", "20,21,23")
os.environ.setdefault("JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION", "1")
