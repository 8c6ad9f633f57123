"""A round as files: workbook, HXL, printed sheets. What the public gets holds what each line's owner allowed."""
