"""What waits for whom: one's own tasks, all tasks, giving one, the calendar feed."""
