"""What the operator meets: broken data at the start, and data that turn bad while people read."""

import subprocess
import time

from playwright.sync_api import expect

from figures.texts import texts
from tests import region
from tests.browser.server import ROOT, command, environment, running

WORDS = texts("de")
PATIENCE = 30  # seconds until a changed file is noticed


def test_a_broken_data_folder_ends_the_start_with_one_report(tmp_path):
    def damage(rows):
        rows["projects"][1]["action_field"] = "unfug"
        rows["status_reports"][3]["reported_on"] = "gestern"

    folder = region.write(tmp_path / "data", damage)
    ended = subprocess.run(
        command(0), cwd=ROOT, env=environment(folder), capture_output=True, text=True, timeout=60, check=False
    )
    report = ended.stdout + ended.stderr
    assert ended.returncode != 0
    assert "Traceback" not in report
    assert report.count(WORDS("data.title", n=2)) == 1
    assert "projects.csv" in report
    assert "unfug" in report
    assert "status_reports.csv" in report
    assert "gestern" in report


def test_a_full_house_lets_nobody_in_and_nobody_out(arrive, tmp_path):
    full = WORDS("full.title")
    with running(tmp_path / "log.txt", region.write(tmp_path / "data"), ROADMAP_SESSIONS="1") as base:
        inside, late = arrive(base), arrive(base)
        page = inside.page("projekte")
        waiting = late.context.new_page()
        assert waiting.goto(f"{base}/karte?lang=de").status == 503
        expect(waiting.get_by_role("heading", level=1)).to_have_text(full)
        inside.open(page, "projekte")  # whoever is in may reload
        expect(page.locator(".rm-projects")).to_be_visible()
        inside.context.close()
        deadline = time.monotonic() + PATIENCE
        while full in waiting.title() and time.monotonic() < deadline:
            waiting.reload()
        expect(waiting.locator(".rm-footer")).to_be_visible()
        late.context.close()


def test_a_file_that_turns_bad_keeps_the_pages_up(arrive, tmp_path):
    folder, log = region.write(tmp_path / "data"), tmp_path / "log.txt"
    with running(log, folder) as base:
        visitor = arrive(base)
        page = visitor.page("projekte")
        heading = page.locator("h1").inner_text()
        good = (folder / "projects.csv").read_text(encoding="utf-8")
        (folder / "projects.csv").write_text(good.replace(",produktion,", ",unfug,", 1), encoding="utf-8")
        deadline = time.monotonic() + PATIENCE
        while "unfug" not in log.read_text() and time.monotonic() < deadline:
            visitor.open(page, "projekte")
            assert page.locator("h1").inner_text() == heading
        assert "unfug" in log.read_text(), "the operator is told"
        page.locator(".rm-projects tbody th a").first.click()
        expect(page.locator(".rm-sheet")).to_be_visible()
        page.locator(".rm-steps a").first.click()
        expect(page.locator(".rm-projects")).to_contain_text("Ahorn")
        (folder / "projects.csv").write_text(good.replace("Ahorn", "Ahornbaum"), encoding="utf-8")
        # Nobody touches the page.
        expect(page.locator(".rm-projects")).to_contain_text("Ahornbaum")
        visitor.context.close()
        assert not visitor.errors
    assert "Traceback" not in log.read_text()
    assert log.read_text().count("unfug") <= 2, "told once, not on every visit"
