"""The mathematics: typed, pure Python, no Django, no files, no clock."""
