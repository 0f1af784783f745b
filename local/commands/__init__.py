"""What each command of the command line does. `local.cli` only parses and picks one."""
