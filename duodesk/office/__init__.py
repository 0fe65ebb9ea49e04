"""The organisation seen from a desk: its offices, its authors, the choices they share."""
