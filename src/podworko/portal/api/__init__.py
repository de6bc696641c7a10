"""What other programs read and write; `docs/api.md`."""
