"""What staff do from the command line: invoices, payments, limits. `local.commands` parses."""
