"""Mirrors the rooms; journeys, contract and benchmarks beside them."""
