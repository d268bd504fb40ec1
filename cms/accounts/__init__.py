"""Sign-in, its limits, and the audit of changed rights."""
