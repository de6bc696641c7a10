"""Changes of places: areas with their names and streets, their boundaries, communities."""
