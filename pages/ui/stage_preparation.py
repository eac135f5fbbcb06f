"""The next step of a story is made ready while this one is on stage, so that it shows at once."""

from concurrent.futures import ThreadPoolExecutor

from pages.ui import navigation, session, stage_keys, stage_views
from pages.ui.stage_address import Stage

# One for all sessions: preparing must not compete with what somebody waits for.
_worker = ThreadPoolExecutor(1, "next-step")


def next_step(stage: Stage, language: str) -> None:
    """Fill the caches with the figures of the next step, beside this run."""
    if not stage.story or stage.number >= len(stage.story.steps):
        return
    following = stage.at(stage.number + 1)
    rendering = stage_views.RENDERINGS.get(navigation.BY_PATH[following.path].key)
    if rendering:
        view = session.view_of(dict(following.query), language)
        _worker.submit(rendering.prepare, view, session.theme(), stage_keys.scale())
