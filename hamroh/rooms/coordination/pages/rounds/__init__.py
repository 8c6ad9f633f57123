"""Rounds: their list, one with its reporters, who is missing by place, and the steps from call to publication."""
