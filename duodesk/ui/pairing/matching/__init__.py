"""The matching meeting on the screen and on the wall: given names only, arrow keys and Enter."""
