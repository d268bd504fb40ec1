"""What runs beside the requests: the worker and its tick."""
