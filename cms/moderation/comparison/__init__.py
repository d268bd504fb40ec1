"""What two contents differ in, and how people read it. Pure: nothing here reads a database."""
