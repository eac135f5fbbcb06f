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


class NotServing(Exception):
    """The process ended or did not answer in time."""


@contextmanager
def running(log: Path, data: Path | None = None, **settings: str) -> Iterator[str]:
    """Address of a fresh server; its output goes to the log. `settings` are environment variables."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with log.open("w") as output:
        process = subprocess.Popen(
            command(port), cwd=ROOT, env=environment(data) | settings, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def command(port: int) -> list[str]:
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
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
