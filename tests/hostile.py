"""Hostile texts, and the fictional region with them in every place that holds free text."""

import json
from pathlib import Path

from roadmap_model.load import DATA
from tests import region

# Values that no address means: templates, tags, images, endless text, invisible characters.
HOSTILE = ("{{7*7}}", "<script>alert(1)</script>", "![x](https://evil.example/x.png)", "a" * 5000, "\x00\u202e\u2028")
ATTACK = (
    '=HYPERLINK("https://evil.example";"x") <img src=x onerror=alert(5)> {{ 7*191 }} {% raw %} {0.__class__} '
    "![t](https://evil.example/x.png) [l](javascript:alert(1)) </script></style><script>alert(2)</script> "
    "\" onmouseover=alert(3) ' `${7*191}` $x$ :red[r] <b>bold</b> <a href=https://evil.example>a</a> &lt;i&gt;"
)
ROOM = 8  # for the running number, where a text has a greatest length
ATTACKED_ADDRESS = 'https://example.org/"onmouseover="alert(3)<img src=x onerror=alert(4)>{{7*191}}'


def free_texts() -> dict[str, dict[str, str]]:
    """Table, column and attack for every column that takes any text, and for every web address."""
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    columns: dict[str, dict[str, str]] = {}
    for resource in package["resources"]:
        schema = resource["schema"]
        bound = {name for key in schema.get("foreignKeys", ()) for name in key["fields"]} | set(
            schema.get("primaryKey", ())
        )
        table = columns.setdefault(resource["path"].removesuffix(".csv"), {})
        for field in schema["fields"]:
            constraints = field.get("constraints", {})
            pattern = constraints.get("pattern", "")
            if field["type"] != "string" or field["name"] in bound or "enum" in constraints:
                continue
            if pattern.startswith("^https"):
                table[field["name"]] = ATTACKED_ADDRESS
            elif not pattern:
                most = constraints.get("maxLength")
                table[field["name"]] = ATTACK[: most - ROOM] if most else ATTACK
    return columns


def attack(rows) -> None:
    """Fill every free text; a running number keeps names apart."""
    number = 0
    for table, columns in free_texts().items():
        for row in rows[table]:
            for column, text in columns.items():
                number += 1
                row[column] = f"{text} №{number}"


def attacked(node):
    """The declaration with every title and description hostile, and the names of its publisher and licence."""
    if isinstance(node, list):
        return [attacked(one) for one in node]
    if not isinstance(node, dict):
        return node
    texts = ("title", "title_en", "description", "description_en")
    return {name: f"{ATTACK} №" if name in texts else attacked(value) for name, value in node.items()}


def write(folder: Path) -> Path:
    """The fictional region with hostile texts, those of the declaration and beside the areas included."""
    areas = region.write(folder, attack) / "municipalities.geojson"
    descriptor = folder / "datapackage.json"
    package = attacked(json.loads(descriptor.read_text(encoding="utf-8")))
    package["licenses"][0] |= {"name": ATTACK, "path": ATTACKED_ADDRESS}
    descriptor.write_text(json.dumps(package), encoding="utf-8")
    collection = json.loads(areas.read_text(encoding="utf-8"))
    for number, feature in enumerate(collection["features"]):
        feature["properties"]["name"] = f"{ATTACK} №{number}"
    areas.write_text(json.dumps(collection), encoding="utf-8")
    return folder
