"""How dates and numbers are written, where Django has none of its own for our readers."""
