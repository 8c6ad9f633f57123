"""IATI 1.04 to 2.03: read into frozen records, checked, validated, and written as 2.03."""
