"""Duos: how each is doing, week by week, and what became of the mentee."""
