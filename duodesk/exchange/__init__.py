"""Files between laptops: what travels, who sealed it, what it would do here, and taking it back.

Nothing here opens a network; files go by stick, by mail, or through a folder that others carry.
"""
