"""How we write on paper and into workbooks: the choke points for PDF text, styles, fonts, templates
and cells.
"""
