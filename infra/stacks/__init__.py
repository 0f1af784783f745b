"""The stacks, in deployment order: data, contact centre, call path, flows. They only compose."""
