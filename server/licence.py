"""The licence of the data as an address."""

from urllib.parse import quote

from roadmap_model.roadmap import Roadmap

# Catalogues of German administrations know licences by the addresses of this list.
LISTED = "http://dcat-ap.de/def/licenses/"
OF_NAME = {
    "CC-BY-4.0": "cc-by/4.0",
    "CC-BY-SA-4.0": "cc-by-sa/4.0",
    "CC0-1.0": "cc-zero",
    "DL-DE-BY-2.0": "dl-by-de/2.0",
    "DL-DE-ZERO-2.0": "dl-zero-de/2.0",
}


def licence_address(roadmap: Roadmap) -> str:
    """Where the licence can be read. It comes from the data folder: a line break in it would end a header."""
    return quote(roadmap.declaration.licence["path"], safe=":/?#[]@!$&'()*+,;=%~")


def listed_licence(roadmap: Roadmap) -> str:
    """The licence as German data catalogues name it, or where it can be read if they do not list it."""
    listed = OF_NAME.get(str(roadmap.declaration.licence["name"]).upper())
    return LISTED + listed if listed else licence_address(roadmap)
