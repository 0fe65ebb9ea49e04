"""The command line: for scripts, support and tests; everything works with no screen."""
