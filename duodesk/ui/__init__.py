"""The window and its screens: the only package that knows Qt; `app` and `tour` alone may import it."""
