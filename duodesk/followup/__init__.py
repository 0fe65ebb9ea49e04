"""Duos under way and what became of the mentee: weekly meetings, dated outcomes and what they count
as.
"""
