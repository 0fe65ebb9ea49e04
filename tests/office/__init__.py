"""Offices and their colleagues."""
