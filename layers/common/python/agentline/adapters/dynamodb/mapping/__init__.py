"""Between rows and domain values, one explicit pair of functions for each."""
