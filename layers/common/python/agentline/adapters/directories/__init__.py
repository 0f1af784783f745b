"""Number-to-address directories behind the `Directory` port."""
