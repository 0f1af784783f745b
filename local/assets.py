"""The file assets of a cloud assembly: zipped when CDK says so, and uploaded once.

The key of an asset is the hash of its source, so what is there already needs no second look.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from local.emulator.credentials import ACCOUNT_ID

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

# The earliest a zip can say. One date for every file makes equal folders equal archives.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


class AssetStore:
    """The buckets that `cdk bootstrap` would have made, made on demand."""

    def __init__(self, s3: S3Client) -> None:
        self._s3 = s3
        self._known_buckets: set[str] = set()

    def upload_all(self, assembly: Path, assets: dict[str, Any]) -> int:
        """Upload the files of one asset manifest; the number that was not there before."""
        return sum(
            self._upload(assembly / asset["source"]["path"], asset["source"], destination)
            for asset in assets.get("files", {}).values()
            for destination in asset["destinations"].values()
        )

    def url(self, object_url: str) -> str:
        """The http address of an s3://bucket/key address as CDK writes it."""
        bucket, key = self._resolved(object_url).removeprefix("s3://").split("/", 1)
        return f"{self._s3.meta.endpoint_url}/{bucket}/{key}"

    def _upload(self, path: Path, source: dict[str, Any], destination: dict[str, Any]) -> bool:
        bucket, key = self._resolved(destination["bucketName"]), destination["objectKey"]
        self._require_bucket(bucket)
        if self._exists(bucket, key):
            return False
        content = zipped(path) if source["packaging"] == "zip" else path.read_bytes()
        self._s3.put_object(Bucket=bucket, Key=key, Body=content)
        return True

    def _resolved(self, text: str) -> str:
        return (
            text.replace("${AWS::AccountId}", ACCOUNT_ID)
            .replace("${AWS::Region}", self._s3.meta.region_name)
            .replace("${AWS::Partition}", "aws")
        )

    def _require_bucket(self, bucket: str) -> None:
        if bucket in self._known_buckets:
            return
        if bucket not in {known["Name"] for known in self._s3.list_buckets()["Buckets"]}:
            self._s3.create_bucket(
                Bucket=bucket,
                CreateBucketConfiguration={
                    "LocationConstraint": self._s3.meta.region_name  # type: ignore[typeddict-item]
                },
            )
        self._known_buckets.add(bucket)

    def _exists(self, bucket: str, key: str) -> bool:
        try:
            self._s3.head_object(Bucket=bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] in ("404", "NoSuchKey"):
                return False
            raise
        return True


def zipped(folder: Path) -> bytes:
    """A folder as a zip archive: the same bytes for the same names, contents and permissions.

    Stored, not deflated: it travels over 127.0.0.1 and is unpacked for every worker.
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as entries:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _ZIP_DATE)
                entry.external_attr = (path.stat().st_mode & 0xFFFF) << 16
                entries.writestr(entry, path.read_bytes())
    return archive.getvalue()
