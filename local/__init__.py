"""The one-machine stage and its command line. The product never imports this package."""
