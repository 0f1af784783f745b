"""What each list of the staff API reads at the store, in a small operation and in a large one."""
