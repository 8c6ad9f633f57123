"""Legal instruments and frames: what they say, what rests on them, what has to be looked at again."""
