"""A bucket of contact records as they came, and the stream they came from."""

from functools import cached_property
from typing import Any

import botocore.session


class RecordBucket:
    """Texts by key. The client is made with the first record: most workers never meet one."""

    def __init__(self, name: str) -> None:
        self._name = name

    def put(self, key: str, text: str) -> None:
        body = text.encode(errors="surrogatepass")
        self._client.put_object(Bucket=self._name, Key=key, Body=body)

    def get(self, key: str) -> str:
        body: bytes = self._client.get_object(Bucket=self._name, Key=key)["Body"].read()
        return body.decode(errors="surrogatepass")

    @cached_property
    def _client(self) -> Any:
        return botocore.session.get_session().create_client("s3")


class KinesisContactStream:
    """The `ContactStream` port on the Kinesis stream that Connect writes to."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._client: Any = botocore.session.get_session().create_client("kinesis")

    def put(self, contact: str, text: str) -> None:
        self._client.put_record(
            StreamName=self._name, PartitionKey=contact, Data=text.encode(errors="surrogatepass")
        )
