"""Streamlit servers on loopback: each a process of its own, on a free port, ended with its block."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

HEALTHY_WITHIN = 90.0  # seconds
HOST = "127.0.0.1"
# An address of its own keeps Streamlit from asking a foreign host for it.
OPTIONS = {"server.headless": "true", "server.address": HOST, "browser.gatherUsageStats": "false"}


@dataclass(frozen=True)
class Server:
    """A running server and how long it took from start to healthy."""

    port: int
    started_in: float
    pid: int

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def memory(self) -> int:
        """Bytes of memory that the process holds now."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS:"))

    @property
    def cpu_seconds(self) -> float:
        """Processor time that the process has used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(script: Path, home: Path, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run a script until the block ends. `home` is the working folder, so its .streamlit/ counts."""
    port = _free_port()
    options = [part for name, value in OPTIONS.items() for part in (f"--{name}", value)]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), *options]
    begin = time.perf_counter()
    with tempfile.TemporaryFile() as log, _started(command, home, environment or {}, log) as process:
        try:
            if not _healthy(process, port):
                log.seek(0)
                raise RuntimeError(f"{script} does not serve.\n{log.read().decode()[-2000:]}")
            yield Server(port, time.perf_counter() - begin, process.pid)
        finally:
            _end(process)


def _started(command: list[str], home: Path, environment: Mapping[str, str], log: IO[bytes]) -> subprocess.Popen:
    return subprocess.Popen(command, cwd=home, env={**os.environ, **environment}, stdout=log, stderr=subprocess.STDOUT)


def _healthy(process: subprocess.Popen, port: int) -> bool:
    """Wait for the server's own word that it is healthy."""
    deadline = time.monotonic() + HEALTHY_WITHIN
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/_stcore/health", timeout=2):
                return True
        except OSError:
            time.sleep(0.02)
    return False


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]
