"""What each page shows on stage; a page without an entry is shown as it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from figures.selection_words import in_words
from pages.ui import (
    action_field_content,
    indicator_content,
    map_content,
    overview_content,
    stage_changes,
    stage_indicators,
    stage_map,
    stage_matrix,
    stage_network,
    stage_overview,
    stage_project,
    stage_timeline,
    timeline_content,
)
from pages.ui.session import View


@dataclass(frozen=True)
class Rendering:
    """The message of a view, how it is drawn, what can be made ready for a theme and a size of type before, and what
    the view is narrowed to, in words."""

    headline: Callable[[View], str]
    draw: Callable[[View], None]
    prepare: Callable[[View, str, float], object]
    sentence: Callable[[View], str] = in_words


RENDERINGS: Mapping[str, Rendering] = {
    "overview": Rendering(overview_content.headline, stage_overview.draw, stage_overview.prepare),
    "map": Rendering(map_content.headline, stage_map.draw, stage_map.prepare),
    "timeline": Rendering(timeline_content.headline, stage_timeline.draw, stage_timeline.prepare),
    "action_fields": Rendering(action_field_content.headline, stage_matrix.draw, stage_matrix.prepare),
    "network": Rendering(stage_network.headline, stage_network.draw, stage_network.prepare, stage_network.sentence),
    "indicators": Rendering(indicator_content.headline, stage_indicators.draw, stage_indicators.prepare),
    "changes": Rendering(stage_changes.headline, stage_changes.draw, stage_changes.prepare),
    "projects": Rendering(stage_project.headline, stage_project.draw, stage_project.prepare),
}
