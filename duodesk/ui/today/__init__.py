"""Today: the first screen, which acts for all the others and may use their dialogs."""
