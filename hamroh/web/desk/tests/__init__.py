"""What the tests of the desk's pages share."""
