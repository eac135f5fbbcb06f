"""Short addresses of a storyboard's steps, such as /s/vorstandssitzung/3: they lead to the step on stage."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import BaseRoute, Route

STAGE = "../../praesentation"  # relative, for any base path


def _step(request: Request) -> RedirectResponse:
    """The page itself says so if there is no such step."""
    query = {"story": request.path_params["story"], "schritt": request.path_params["step"]}
    language = {name: text for name, text in request.query_params.items() if name == "lang"}
    return RedirectResponse(f"{STAGE}?{urlencode(query | language)}")


ROUTES: list[BaseRoute] = [Route("/{story}/{step}", _step)]
