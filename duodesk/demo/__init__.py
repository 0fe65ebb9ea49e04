"""Deterministic demonstration desks: seed, scale and date decide every row; never mixed with a real
desk.
"""
