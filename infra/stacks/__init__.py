"""The stacks, which only compose. In deployment order: data, contact centre, call path, flows,
invoicing."""
