"""Bytes, clock, HTTP and checks that know nothing of pages."""
