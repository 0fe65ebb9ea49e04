"""The window: every screen on a real desk, offscreen."""
