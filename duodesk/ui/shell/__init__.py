"""What surrounds every screen: sidebar, top bar with its palette, status bar, history."""
