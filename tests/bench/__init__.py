"""Speed and memory, measured and reported beside a bare-library limit of the same run; never
asserted.
"""
