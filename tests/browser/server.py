"""The app as its users start it: `streamlit run app.py` in a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60  # seconds for a start on a slow machine
POLL = 0.2
HOST = "127.0.0.1"


class NotServing(Exception):
    """The process ended or did not answer in time."""


@contextmanager
def running(log: Path, data: Path | None = None, **settings: str) -> Iterator[str]:
    """Address of a fresh server; its output goes to the log. `settings` are environment variables."""
    port = free_port()
    with log.open("w") as output:
        started = subprocess.Popen(
            command(port), cwd=ROOT, env=environment(data) | settings, stdout=output, stderr=subprocess.STDOUT
        )
        with ended(started) as process:
            wait_for(f"http://{HOST}:{port}/_stcore/health", process, log)
            yield f"http://{HOST}:{port}"


@contextmanager
def ended(process: subprocess.Popen) -> Iterator[subprocess.Popen]:
    """Ends the process with the block."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def command(port: int) -> list[str]:
    options = ["--server.port", str(port), "--server.address", HOST, "--server.headless", "true"]
    return [sys.executable, "-m", "streamlit", "run", "app.py", *options]


def environment(data: Path | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ROADMAP_", "STREAMLIT_"))}
    return kept | ({"ROADMAP_DATA": str(data)} if data else {})


def wait_for(address: str, process: subprocess.Popen, log: Path) -> None:
    """Ask until the server is healthy; raises NotServing with the log."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise NotServing(f"The app ended with {process.returncode}:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        try:  # a pause that an ending process cuts short
            process.wait(POLL)
        except subprocess.TimeoutExpired:
            continue
    raise NotServing(f"The app did not answer within {PATIENCE} s:\n{log.read_text()}")
