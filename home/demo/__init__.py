"""A demonstration newsroom: its stories as plain data and its pictures drawn in code."""
