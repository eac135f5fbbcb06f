"""The path of a request, as the app knows it."""

from starlette.types import Scope


def route_path(scope: Scope) -> str:
    """The path below the place where the app is mounted, always with a leading slash."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    if root and (path == root or path.startswith(f"{root}/")):
        path = path[len(root) :]
    return path or "/"
