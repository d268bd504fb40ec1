"""What is locked: known holes, a bill of materials, versions, and the other Pythons."""
