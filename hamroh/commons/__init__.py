"""The meeting places of the rooms."""
