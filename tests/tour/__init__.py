"""The programme lived through."""
