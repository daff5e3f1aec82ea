"""Faults on purpose: histories that no user would live through."""
