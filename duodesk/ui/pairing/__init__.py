"""Pairing: who waits, who would fit and why, proposals on their way."""
