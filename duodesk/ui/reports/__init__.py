"""Reports: the programme's figures with their definitions, and headquarters' workbook."""
