"""One use case a module: load, decide in the domain, store in one conditional transaction."""
