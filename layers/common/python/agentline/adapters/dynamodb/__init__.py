"""The store: one table, PynamoDB models and nothing of them outside this package."""
