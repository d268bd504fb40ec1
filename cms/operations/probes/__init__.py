"""What others ask of a running process: health, readiness, status, metrics."""
