"""Files of others, taken in over the staff API."""
