"""The field's exchange standards, read and written; pure."""
