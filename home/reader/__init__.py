"""The reader: a front end that knows nothing but what the public API says."""
