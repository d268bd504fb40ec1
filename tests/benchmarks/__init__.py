"""Timings of the reading path, as ratios against a bare view on the same server: `make bench`."""
