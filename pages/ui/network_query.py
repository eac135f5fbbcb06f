"""What the address of the page of organisations asks for, read once per view."""

from functools import lru_cache

from pages.ui.session import View
from roadmap_model.network_query import Asked, from_query


@lru_cache(maxsize=256)
def asked(view: View) -> Asked:
    return from_query(dict(view.extra), view.roadmap)
