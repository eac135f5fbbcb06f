"""The stage makes ready what comes next, and no more than that."""

from dataclasses import replace
from threading import Event

import pytest

from pages.ui import stage_preparation, stage_views
from pages.ui.stage_preparation import WAITING
from roadmap_model.storyboards import shipped
from tests.staging import PLACES, on_stage
from tests.visit import in_service, messages, visit

roadmap = in_service()


def test_many_stages_at_once_do_not_pile_up_steps_to_make_ready(monkeypatch):
    go_on, made = Event(), []

    def slow(view, theme, scale):
        made.append(view)
        go_on.wait(60)

    def all_made():
        stage_preparation._worker.submit(lambda: None).result(60)  # one after the other
        return len(made)

    all_made()  # for the tests before

    every = {key: replace(one, prepare=slow) for key, one in stage_views.RENDERINGS.items()}
    monkeypatch.setattr(stage_views, "RENDERINGS", every)
    for _ in range(WAITING + 3):
        assert not visit("stage", {"story": "rundgang", "schritt": "1"}).exception
    go_on.set()
    assert all_made() == WAITING
    visit("stage", {"story": "rundgang", "schritt": "1"})  # there is room again
    assert all_made() == WAITING + 1


@pytest.mark.parametrize("number", PLACES)
def test_what_draws_charts_is_fetched_two_steps_before_the_first_of_them(number, roadmap):
    ahead = {step.page for step in shipped(roadmap, "de")[0].steps[number:][:2]}
    sent = messages(on_stage({"story": "rundgang", "schritt": str(number)}))
    assert ("stage_nothing" in sent) == bool(ahead & {"zeitachse", "indikatoren", "akteure"})
