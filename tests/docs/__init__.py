"""The documentation: what it names and leads to, and the programs in it, so that they can be run."""
