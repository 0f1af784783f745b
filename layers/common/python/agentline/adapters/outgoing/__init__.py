"""Webhooks to the operator's own systems, behind the `Postman` port."""
