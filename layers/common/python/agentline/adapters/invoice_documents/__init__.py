"""An invoice basis as a document to download: CSV, JSON and HTML."""
