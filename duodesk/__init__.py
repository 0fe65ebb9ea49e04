"""Duodesk: the desk of the coordinators who form and follow duos, offline and encrypted."""

from __future__ import annotations

__version__ = "0.1.0"
