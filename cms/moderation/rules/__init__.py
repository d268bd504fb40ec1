"""The rules of the review: who may do what, in plain data, and how a refusal reads."""
