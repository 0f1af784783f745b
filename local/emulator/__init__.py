"""AWS on one machine: ministack with our repairs, started and stopped as one child process."""
