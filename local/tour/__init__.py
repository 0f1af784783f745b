"""Calls on a running stage, told to people: ring once, or play the tour."""
