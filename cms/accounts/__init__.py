"""Who comes in, how often somebody may try, and what is told of changed rights."""
