"""The window and its screens: the only package that knows Qt; only `app` and `tour` import it."""
