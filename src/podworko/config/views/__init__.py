from podworko.config.views.frame import styleguide, switch_language
from podworko.config.views.statements import accessibility, privacy

__all__ = ["accessibility", "privacy", "styleguide", "switch_language"]
