"""Files that people add: kept once by their content, typed by their content, never shown inline."""
