from podworko.resources.actions.category import create_default_categories

__all__ = ["create_default_categories"]
