"""The newsroom's API: its one object, and what it asks of every request before an operation."""
