"""A small billing service behind the webhook ledger: the embedded default of the stage."""
