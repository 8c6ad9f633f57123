"""One preview-and-apply for everything that comes in from outside."""
