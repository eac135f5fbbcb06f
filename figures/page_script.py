"""The script that every page of the app loads: the frontend's words, links, paper."""

from functools import cache

from figures import asset_files, frontend


@cache
def page_script() -> str:
    return frontend.script() + asset_files.text("links.js") + asset_files.text("paper.js")
