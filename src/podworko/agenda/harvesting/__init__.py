"""From a calendar of others to events here: fetched, read in a process of its own, compared, put into values."""
