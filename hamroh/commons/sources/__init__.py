"""Sources of rules: legal instruments and goal frames with their articles, and what rests on them."""
