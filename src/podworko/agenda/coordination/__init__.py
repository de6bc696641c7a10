"""What is noticed when events are laid side by side; docs/coordination.md says it in words. Touches no database."""
