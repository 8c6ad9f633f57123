"""Django's SQLite backend on SQLCipher: the whole file is encrypted with the care realm's key."""
