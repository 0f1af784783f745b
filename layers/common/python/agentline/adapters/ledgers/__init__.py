"""External billing and ledger services behind the `Ledger` and `LedgerMailbox` ports."""
