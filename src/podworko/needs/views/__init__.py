"""Pages of problems and needs."""
