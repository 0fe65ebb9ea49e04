"""Journeys: real processes, a real window under Xvfb, kills at random moments."""
