"""What happens when something is away, slow or malformed: breakers, timeouts, 503 and 400."""
