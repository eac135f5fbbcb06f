"""Draw figures/assets/preview.png, the picture beside a shared link: name, mark, and the 53 municipalities.

Chromium sets the type in Streamlit's own font and draws the outlines; Pillow reduces the colours.
"""

import base64
import io
import shutil
from pathlib import Path

import shapely
import streamlit
from PIL import Image
from playwright.sync_api import sync_playwright

from figures import asset_files
from figures.palette import INK, MAP
from figures.texts import texts
from roadmap_model.geography import METRIC, district_borders
from roadmap_model.load import load
from server.head import PREVIEW, PREVIEW_SIZE

FONTS = Path(streamlit.__file__).parent / "static" / "static" / "media"
WIDTH, HEIGHT = PREVIEW_SIZE
MARGIN, MAP_LEFT = 70, 560
COLOURS = 64


def outlines() -> str:
    """The municipalities and the thicker borders of districts as SVG paths, fitted into the right part."""
    roadmap, colours = load(), MAP["light"]
    areas = roadmap.areas.to_crs(METRIC).geometry
    west, south, east, north = areas.total_bounds
    scale = min((WIDTH - MAP_LEFT - MARGIN / 2) / (east - west), (HEIGHT - MARGIN) / (north - south))
    left, top = WIDTH - MARGIN / 2 - scale * (east - west), (HEIGHT - scale * (north - south)) / 2

    def path(line: shapely.LineString) -> str:
        points = (f"{left + scale * (x - west):.1f} {top + scale * (north - y):.1f}" for x, y in line.coords)
        return "M" + "L".join(points)

    filled = "".join(path(line) for area in areas for line in shapely.get_parts(area.boundary))
    districts = district_borders(roadmap).to_crs(METRIC)
    borders = "".join(path(line) for border in districts for line in shapely.get_parts(border))
    return (
        f'<path d="{filled}" fill="{colours["area"]}" fill-rule="evenodd" stroke="#fff" stroke-width="1.5"/>'
        f'<path d="{borders}" fill="none" stroke="{colours["line"]}" stroke-width="1.6" stroke-linejoin="round"/>'
    )


def picture() -> str:
    """The whole picture as a document without any address of its own."""
    font = base64.b64encode(next(FONTS.glob("SourceSansVF-Upright*.woff2")).read_bytes()).decode()
    icon = asset_files.text("icon.svg").replace("<svg ", '<svg class="mark" ', 1)
    german, english = (texts(language)("app.title") for language in ("de", "en"))
    first, *rest = german.split()
    title = f"{first}<br>{rest[0]}<br>{' '.join(rest[1:])}"
    return f"""
      <style>
        @font-face {{ font-family: Own; src: url(data:font/woff2;base64,{font}); font-weight: 200 900; }}
        body {{ margin: 0; width: {WIDTH}px; height: {HEIGHT}px; background: #fff; font-family: Own; color: {INK}; }}
        svg, div {{ position: absolute; }}
        .mark {{ left: {MARGIN}px; top: 88px; width: 96px; }}
        .name {{ left: {MARGIN}px; top: 216px; font-size: 58px; line-height: 1.1; font-weight: 650; }}
        .also {{ left: {MARGIN}px; bottom: 92px; font-size: 30px; color: {MAP["light"]["district"]}; }}
        .credits {{ right: {MARGIN // 2}px; bottom: 24px; font-size: 17px; color: {MAP["light"]["district"]}; }}
      </style>
      <svg width="{WIDTH}" height="{HEIGHT}">{outlines()}</svg>{icon}
      <div class="name">{title}</div><div class="also">{english}</div>
      <div class="credits">{texts("de")("api.credits")}</div>"""


def main() -> None:
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or playwright.chromium.executable_path
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_content(picture())
        page.evaluate("document.fonts.ready")
        drawn = Image.open(io.BytesIO(page.screenshot()))
        browser.close()
    drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(asset_files.FOLDER / PREVIEW, optimize=True)


if __name__ == "__main__":
    main()
