"""The web interface on this machine: its files, and one origin for it, the API and sign-in."""
