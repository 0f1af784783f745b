"""A small operator to try things on: service lines, price lists and twenty made-up customers."""
