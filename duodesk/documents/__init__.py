"""Papers of a duo and of the desk: collected as frozen data, drawn through `paper`, signatures
recorded.
"""
