"""The formats: one module for each, found here by being in this folder.

A format is declared once, by its page class: everything else reads it from there or from its schemas.
"""

from importlib import import_module
from pkgutil import iter_modules

from cms.delivery.registry import label_of
from news.models.stories import StoryPage

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

# By their public names, in the order in which editors are offered them.
FORMATS: dict[str, type[StoryPage]] = {label_of(kind): kind for kind in StoryPage.__subclasses__()}
