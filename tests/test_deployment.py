"""What deploy/ ships fits the code, its parts fit each other, and the operations page tells of all settings."""

import ast
import re

import pytest
import yaml

from server.headers import CLOSED
from tests import sources

DEPLOY = sources.ROOT / "deploy"
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SITE = (DEPLOY / "nginx" / "roadmap" / "site.conf").read_text(encoding="utf-8")
UNIT = (DEPLOY / "roadmap@.service").read_text(encoding="utf-8")
GUIDE = (sources.ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
README = (sources.ROOT / "README.md").read_text(encoding="utf-8")
APPS = {name: service for name, service in COMPOSE["services"].items() if name.startswith("app")}

SETTINGS = {text for file in sources.code() for text in sources.strings(file) if re.fullmatch(r"ROADMAP_[A-Z]+", text)}


def described(page: str) -> set[str]:
    """The settings in the tables of a page."""
    return set(re.findall(r"^\| `(ROADMAP_[A-Z]+)` \|", page, re.MULTILINE))


def test_settings_are_found_at_all() -> None:
    assert {"ROADMAP_DATA", "ROADMAP_OPERATOR", "ROADMAP_SESSIONS"} <= SETTINGS


def test_every_setting_is_described_and_every_described_one_exists() -> None:
    assert described(GUIDE) == described(README) == SETTINGS


def test_compose_passes_every_setting_on() -> None:
    for service in APPS.values():
        assert set(service["environment"]) == SETTINGS


@pytest.mark.parametrize("name", [*sources.PACKAGES, "locale", "data", ".streamlit", "app.py"])
def test_the_image_contains_all_that_runs(name: str) -> None:
    assert re.search(rf"^COPY .*{re.escape(name)}\b", CONTAINER, re.MULTILINE)
    assert f"!{name}\n" in (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8")


def test_the_image_runs_as_nobody_special_and_is_asked_for_its_health() -> None:
    assert re.search(r"^USER [1-9]\d+:[1-9]\d+$", CONTAINER, re.MULTILINE)
    (code,) = re.findall(r'CMD \["python", "-c", "(.*)"\]', CONTAINER)
    assert "/_stcore/health" in code
    ast.parse(code)


@pytest.mark.parametrize("name", COMPOSE["services"])
def test_every_container_is_read_only_and_may_do_nothing_special(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert all(volume.endswith(":ro") for volume in service["volumes"])
    assert "privileged" not in service


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert [name for name, service in COMPOSE["services"].items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"]["internal"] is True
    assert all(service["networks"] == ["inside"] for service in APPS.values())


def test_the_proxy_knows_every_replica_by_a_name_of_its_own() -> None:
    replicas = (DEPLOY / "nginx" / "roadmap" / "replicas.conf").read_text(encoding="utf-8")
    assert len(APPS) >= 2
    assert re.findall(r"^server (\S+):8501 ", replicas, re.MULTILINE) == list(APPS)
    assert set(COMPOSE["services"]["proxy"]["depends_on"]) == set(APPS)


def test_proxy_and_app_close_the_same() -> None:
    (pattern,) = re.findall(r"location ~ (\^/_stcore/\(.*\)) \{", SITE)
    closed = re.compile(pattern)
    for path in ("/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/upload_file/a/b", "/_stcore/metrics/"):
        assert closed.match(path)
        assert CLOSED.fullmatch(path)
    for path in ("/_stcore/health", "/_stcore/stream", "/_stcore/metricsx", "/karte"):
        assert not closed.match(path)
        assert not CLOSED.fullmatch(path)


def test_no_rule_of_the_proxy_stores_or_passes_on_an_address() -> None:
    rules = re.sub(r"#.*", "", "".join(file.read_text(encoding="utf-8") for file in DEPLOY.rglob("*.conf")))
    assert set(re.findall(r"access_log ([^;]+);", rules)) == {"off"}
    assert set(re.findall(r"error_log ([^;]+);", rules)) == {"stderr alert"}
    assert not re.search(r"log_format [^;]*(remote|forwarded|\$args|request_uri|\$request |referer|agent)", rules)
    for header in ("Forwarded", "X-Forwarded-For", "X-Real-IP"):
        assert f'proxy_set_header {header} "";' in rules
    # A header set in a location would drop all those of the server.
    assert not re.search(r"location [^{]*\{[^}]*proxy_set_header", rules)


def test_the_service_starts_the_app_as_the_readme_does_and_may_write_nothing() -> None:
    assert "streamlit run app.py" in UNIT
    for line in ("DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "PrivateTmp=yes", "Restart=always"):
        assert f"{line}\n" in UNIT


@pytest.mark.parametrize("file", [f for f in DEPLOY.rglob("*") if f.is_file()], ids=lambda f: f.name)
def test_every_shipped_file_is_named_in_the_guide(file) -> None:
    assert file.name in GUIDE or file.name == "Containerfile.dockerignore"
