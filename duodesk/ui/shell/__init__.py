"""The frame around every screen: sidebar, search line, status bar, lock, list of keys."""
