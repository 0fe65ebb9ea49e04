"""The calendar of an office: training of mentors, everything else that is dated, and who came.

Reads what people and duos have that is dated; used by pairing, follow-up, papers and the window.
"""
