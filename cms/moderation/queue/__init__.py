"""What waits for a decision: queries, rows and filters."""
