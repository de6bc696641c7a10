"""The pages of the portal, one module for pages that belong together."""
