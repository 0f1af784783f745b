"""What the staff API tells, written into files."""
