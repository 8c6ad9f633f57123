"""4W files of partners through the intake: understood, previewed, applied as the next report of their sender."""
