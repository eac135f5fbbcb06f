"""A fictional region for the tests: six square towns, two districts, nine projects, every phase and edge case.

Nothing in it is real. `write(folder)` lays a complete data folder that passes all checks; tests then
change single cells with `edit` to see what the checks, the model and the pages make of it.
"""

import csv
import json
from collections.abc import Callable
from pathlib import Path

from roadmap_model.load import DATA

PUBLISHED = "2026-06-30T00:00:00Z"

Row = dict[str, str]
FIELDS = ("produktdesign", "produktion", "lieferketten", "paas")
TOPICS = {"metalle": "stream", "kunststoffe": "stream", "biooekonomie": "stream", "bau": "cross_cutting", "dpp": "cross_cutting"}
TOWNS = {  # ags: (name, district, column and row of its square)
    "05999001": ("Altstadt", "", 0, 0),
    "05999002": ("Bergheim am Fluss", "", 1, 0),
    "05901001": ("Dorf", "05901", 2, 0),
    "05901002": ("Eichen", "05901", 0, 1),
    "05902001": ("Furt", "05902", 1, 1),
    "05902002": ("Grund", "05902", 2, 1),
}
# A step whose view is empty is an error, so these go where a test takes away what they show.
STORYBOARDS = ("storyboard_steps", "storyboards")


def _both(name: str, text: str) -> Row:
    return {f"{name}_de": text, f"{name}_en": f"{text} (en)"}


def _project(id_: str, name: str, **more: str) -> Row:
    row = {
        "id": id_, **_both("name", name), "designation": "dokumentiert", "scale": "vorhaben",
        **_both("summary", f"{name} in einem Satz."), "evidence": "belegt", "source": "quelle-1",
    }  # fmt: skip
    return row | more


def _report(project: str, day: str, phase: str, **more: str) -> Row:
    row = {
        "id": f"{project}-{day}".lower(), "project": project, "reported_on": day, "phase": phase,
        **_both("reason", f"Meldung zu {project}"), "evidence": "belegt", "source": "quelle-1",
    }  # fmt: skip
    return row | more


def _milestone(project: str, day: str, state: str, **more: str) -> Row:
    row = {
        "id": f"{project}-m-{day}".lower(), "project": project, "date": day, "state": state,
        **_both("title", f"Meilenstein {day}"), "evidence": "belegt", "source": "quelle-2",
    }  # fmt: skip
    return row | more


def _value(indicator: str, period: str, value: str, **more: str) -> Row:
    row = {
        "indicator": indicator, "period": period, "value": value, "qualifier": "genau", "series_break": "false",
        "evidence": "belegt", "source": "quelle-1",
    }  # fmt: skip
    return row | more


def tables() -> dict[str, list[Row]]:
    """The rows of every table of the fictional region."""
    return {
        "action_fields": [
            {"id": id_, "rank": str(n), **_both("name", f"Feld {id_}"), **_both("description", "Was es heißt.")}
            for n, id_ in enumerate(FIELDS, 1)
        ],
        "topics": [
            {"id": id_, "kind": kind, "rank": str(n), **_both("name", f"Thema {id_}"), **_both("description", "Was es heißt.")}
            for n, (id_, kind) in enumerate(TOPICS.items(), 1)
        ],
        "goals": [
            {"id": id_, "rank": str(n), **_both("name", f"Zero {id_}"), **_both("description", "Was es heißt.")}
            for n, id_ in enumerate(("carbon", "waste", "pollution"), 1)
        ],
        "districts": [{"id": id_, **_both("name", f"Kreis {id_}")} for id_ in ("05901", "05902")],
        "municipalities": [
            {
                "ags": ags, "name": name, "kind": "kreisangehoerig" if district else "kreisfreie_stadt", "district": district,
                "population": "1000", "population_date": "2022-12-31", "area_km2": "70.5", "emscher_lippe": "true" if district else "false",
            }
            for ags, (name, district, *_) in TOWNS.items()
        ],
        "sources": [
            {"id": "quelle-1", "url": "https://example.org/eins", "title": "Erste Quelle", "published_on": "2025-03"},
            {"id": "quelle-2", "url": "https://example.org/zwei?a=1&b=2", "title": "Zweite Quelle"},
        ],
        "organisations": [
            {
                "id": id_, "name": name, "kind": kind, "municipality": ags, "founding_member": "false", "pioneer": "false",
                "evidence": "belegt", "source": "quelle-1",
            }
            for id_, name, kind, ags in (
                ("stadt-altstadt", "Stadt Altstadt", "kommune", "05999001"),
                ("werk", "Werk GmbH", "unternehmen", "05901001"),
                ("institut", "Institut für Kreisläufe", "wissenschaft", ""),
                ("land", "Land", "oeffentliche_hand", ""),
            )
        ],
        "projects": [
            _project("ahorn", "Ahorn", action_field="produktdesign", scale="leuchtturm", start_date="2025", start_status="bestaetigt"),
            _project("birke", "Birke", action_field="produktion", start_date="2024-Q3", start_status="geplant", end_date="2027-06", end_status="geplant"),
            _project("eibe", "Eibe", action_field="produktion", funding_eur="1250000", funding_programme="Programm"),
            _project("erle", "Erle", action_field="lieferketten", website="https://example.org/erle"),
            _project("esche", "Esche", scale="initiative"),
            _project("fichte", "Fichte", action_field="paas", **_both("note", "Ein Hinweis.")),
            _project("kiefer", "Kiefer", action_field="produktion"),
            _project("linde", "Linde"),
            _project("ulme", "Ulme", action_field="lieferketten"),
        ],
        "project_topics": [
            {"project": p, "topic": t}
            for p, t in (
                ("ahorn", "kunststoffe"), ("birke", "metalle"), ("birke", "bau"), ("eibe", "metalle"),
                ("erle", "dpp"), ("kiefer", "biooekonomie"), ("linde", "bau"),
            )
        ],
        "project_goals": [{"project": "ahorn", "goal": "waste", "source": "quelle-1"}],
        "project_places": [
            {"project": p, "level": "gemeinde", "municipality": ags}
            for p, ags in (
                ("ahorn", "05999001"), ("birke", "05999001"), ("birke", "05901001"), ("birke", "05901002"),
                ("eibe", "05901001"), ("erle", "05902001"), ("esche", "05999001"), ("kiefer", "05902001"),
            )
        ] + [
            {"project": "fichte", "level": "kreis", "district": "05901"},
            {"project": "linde", "level": "region"},
            {"project": "ulme", "level": "region"},
        ],
        "project_sources": [{"project": "ahorn", "source": "quelle-2"}],
        "status_reports": [
            _report("ahorn", "2024", "idee"),
            _report("ahorn", "2025-11", "planung"),
            _report("ahorn", "2026-05-20", "umsetzung"),
            _report("birke", "2025-Q2", "planung"),
            _report("birke", "2026-06-01", "umsetzung"),
            _report("eibe", "2023-04-01", "abgeschlossen"),
            _report("erle", "2026-02-01", "planung", health="risiko"),
            _report("esche", "2021", "verstetigt"),
            _report("fichte", "2025-10", "pausiert"),
            _report("kiefer", "2026-05-01", "beendet"),
            _report("linde", "2025-01-15", "umsetzung", evidence="selbstauskunft"),
            _report("ulme", "2026-06-15", "idee", evidence="abgeleitet"),
        ],
        "milestones": [
            _milestone("ahorn", "2025-11-03", "erreicht"),
            _milestone("ahorn", "2026-12", "geplant"),
            _milestone("birke", "2026-05", "geplant", original_date="2025-12"),
            _milestone("eibe", "2023-03-31", "erreicht"),
            _milestone("kiefer", "2025", "entfallen"),
        ],
        "participations": [
            {"project": p, "organisation": o, "role": r, "source": "quelle-1"}
            for p, o, r in (
                ("ahorn", "stadt-altstadt", "lead"), ("ahorn", "institut", "partner"), ("ahorn", "land", "funder"),
                ("birke", "werk", "lead"), ("eibe", "werk", "lead"), ("erle", "institut", "lead"),
            )
        ],
        "groups": [
            {"id": "gruppe-metalle", **_both("name", "Gruppe Metalle"), "kind": "fachgruppe", "topic": "metalle",
             "lead": "institut", **_both("description", "Sie trifft sich."), "source": "quelle-1"},
        ],
        "group_meetings": [
            {"group": "gruppe-metalle", "date": "2025-09", **_both("title", "Erstes Treffen"), "municipality": "05999001", "source": "quelle-1"},
        ],
        "meetings": [
            {"id": "fruehjahr", "date": "2025-04-01", **_both("title", "Sitzung im Frühjahr"), "source": "quelle-1"},
            {"id": "herbst", "date": "2025-10-15", **_both("title", "Sitzung im Herbst"), "source": "quelle-2"},
        ],
        "hurdles": [
            {"id": "huerde", **_both("title", "Eine Hürde"), **_both("description", "Was im Weg steht."), **_both("named_by", "Betriebe"),
             "action_field": "produktion", "topic": "metalle", "project": "eibe", "territory": "metropole_ruhr", "date": "2024",
             "evidence": "belegt", "source": "quelle-1"},
        ],
        "measures": [
            {"id": "massnahme-1", "group": "gruppe-metalle", "action_field": "produktion", **_both("title", "Rücknahme erproben"),
             "owner": "werk", "agreed_on": "2025-10", "due": "2026-Q4", "state": "laufend", "state_on": "2026-04-15", "project": "birke",
             "evidence": "beispiel", "source": "quelle-1"},
            {"id": "massnahme-2", "group": "gruppe-metalle", **_both("title", "Schulung anbieten"), "due": "2026-05", "state": "offen",
             "evidence": "beispiel", "source": "quelle-1"},
        ],
        "exchange": [
            {"id": "gesuch-1", "project": "ahorn", "kind": "gesucht", "category": "material", **_both("title", "Altholz"), "until": "2026-12",
             "evidence": "beispiel", "source": "quelle-1"},
            {"id": "angebot-1", "project": "birke", "kind": "geboten", "category": "material", **_both("title", "Bauholz"),
             "evidence": "beispiel", "source": "quelle-1"},
            {"id": "angebot-2", "project": "erle", "kind": "geboten", "category": "material", **_both("title", "Späne"), "until": "2026-03",
             "evidence": "beispiel", "source": "quelle-1"},
            {"id": "gesuch-2", "project": "birke", "kind": "gesucht", "category": "wissen", **_both("title", "Prüfverfahren"), "until": "2027",
             "evidence": "beispiel", "source": "quelle-1"},
        ],
        "storyboards": [
            {"id": "rundgang", **_both("title", "Ein Rundgang"), "minutes": "5"},
            {"id": "kurz", **_both("title", "Ganz kurz"), "minutes": "1"},
        ],
        "storyboard_steps": [
            {"storyboard": board, "position": str(n), **_both("title", f"Schritt {n}"), **_both("sentence", f"Satz {n}."),
             "page": page, "query": query, **_both("note", f"Notiz {n}.")}
            for board, views in {
                "rundgang": (
                    ("karte", ""), ("zeitachse", "gruppe=thema&zeitraum=kurz&offen=alle"), ("handlungsfelder", "feld=produktion"),
                    ("aenderungen", "stand=2026-06-30&von=2025-10-15"), ("projekte", "projekt=ahorn"), ("indikatoren", "gebiet=nrw"),
                    ("ueberblick", "phase=umsetzung"), ("akteure", "teil=gruppen"),
                ),
                "kurz": (("karte", "phase=umsetzung"),),
            }.items()
            for n, (page, query) in enumerate(views, 1)
        ],
        "indicators": [
            {"id": "arbeit", **_both("name", "Arbeit"), **_both("unit", "Personen"), "territory": "metropole_ruhr",
             **_both("description", "Wer dort arbeitet."), "headline": "1"},
            {"id": "umsatz", **_both("name", "Umsatz"), **_both("unit", "Mio. Euro"), "territory": "metropole_ruhr",
             **_both("description", "Was dort umgesetzt wird."), "action_field": "produktion"},
            {"id": "abfall", **_both("name", "Abfall je Kopf"), **_both("unit", "kg je Einwohner"), "territory": "nrw",
             **_both("description", "Was weggeworfen wird."), "goal": "waste",
             "target_value": "400", "target_year": "2030", "target_source": "quelle-2"},
            {"id": "abfall-orte", **_both("name", "Abfall je Kopf in den Orten"), **_both("unit", "kg je Einwohner"),
             "territory": "kommune", **_both("description", "Was dort weggeworfen wird."), "goal": "waste"},
            {"id": "quote", **_both("name", "Quote"), **_both("unit", "%"), "territory": "eu",
             **_both("description", "Was wiederkehrt."), "action_field": "lieferketten", "goal": "waste"},
        ],
        "indicator_values": [
            _value("arbeit", "2022", "154200"),
            _value("umsatz", "2017", "70.5"),
            _value("umsatz", "2018", "80.5"),
            _value("umsatz", "2020", "90.5", qualifier="ueber"),
            _value("umsatz", "2021", "120", series_break="true", evidence="abgeleitet", **_both("note", "Neue Abgrenzung.")),
            _value("umsatz", "2022", "125", source="quelle-2"),
            _value("abfall", "2019", "480"),
            _value("abfall", "2020", "470.25"),
            _value("abfall-orte", "2021", "520", municipality="05999001"),
            _value("abfall-orte", "2021", "430", municipality="05901001", qualifier="rund"),
            _value("abfall-orte", "2023", "410", municipality="05901001"),
            _value("quote", "2024-Q1", "12.5", evidence="selbstauskunft"),
        ],
    }  # fmt: skip


def write(folder: Path, change: Callable[[dict[str, list[Row]]], None] = lambda rows: None) -> Path:
    """Lay the fictional region into a folder, after `change` has had its way with the rows."""
    folder.mkdir(parents=True, exist_ok=True)
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    package["created"] = PUBLISHED
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    rows = tables()
    change(rows)
    for resource in package["resources"]:
        names = [field["name"] for field in resource["schema"]["fields"]]
        path = folder / resource["path"]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows[path.stem])
    (folder / "municipalities.geojson").write_text(json.dumps(_areas()), encoding="utf-8")
    return folder


def edit(table: str, row: int, **cells: str) -> Callable[[dict[str, list[Row]]], None]:
    """A change for `write`: other cells in one row (counted from 0) of one table."""
    return lambda rows: rows[table][row].update(cells)


def _areas() -> dict[str, object]:
    features = []
    for ags, (name, _, column, row) in TOWNS.items():
        west, south, side = 7.0 + 0.12 * column, 51.4 + 0.08 * row, (0.12, 0.08)
        ring = [[west, south], [west + side[0], south], [west + side[0], south + side[1]], [west, south + side[1]], [west, south]]
        features.append({
            "type": "Feature", "id": ags, "properties": {"ags": ags, "name": name},
            "geometry": {"type": "Polygon", "coordinates": [[[round(x, 5), round(y, 5)] for x, y in ring]]},
        })  # fmt: skip
    return {"type": "FeatureCollection", "features": features}
