"""Files in which banks tell of payments, read into ledger events."""
