"""Speed and size against declared bars, and our engines beside the named peers, in one run."""
