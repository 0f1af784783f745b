"""What an export is written as."""

from enum import StrEnum


class ExportFormat(StrEnum):
    CSV = "csv"
    JSON = "json"
