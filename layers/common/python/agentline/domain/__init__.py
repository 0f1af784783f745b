"""The rules. Standard library only; decides on plain frozen values, `now` is an argument."""
