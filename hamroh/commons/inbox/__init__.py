"""What waits for whom until when: one list of tasks, reminders, digests, one calendar feed."""
