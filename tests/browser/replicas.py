"""Two processes of the app behind nginx, as they are deployed: with the rules that deploy/nginx ships."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

from tests.browser.server import HOST, ROOT, command, ended, environment, free_port, wait_for

SHIPPED = ROOT / "deploy" / "nginx"


@dataclass(frozen=True)
class Replica:
    """One process of the app; its imprint tells it from the other."""

    name: str
    port: int
    process: subprocess.Popen
    log: Path


@dataclass(frozen=True)
class Cluster:
    """The proxy's port, what stands behind it, and all that they write."""

    port: int
    replicas: tuple[Replica, ...]
    log: Path

    def ask(self, path: str, source: str = HOST, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        """One request through the proxy from an address of this machine."""
        connection = HTTPConnection(HOST, self.port, timeout=20, source_address=(source, 0))
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=sent)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def meets(self, source: str) -> Replica:
        """The replica that answers an address."""
        imprint = self.ask("/recht/impressum", source)[1].decode()
        (met,) = [replica for replica in self.replicas if replica.name in imprint]
        return met

    def written(self) -> str:
        return "".join(file.read_text() for file in (self.log, *(replica.log for replica in self.replicas)))


def nginx() -> str | None:
    """Path of the installed nginx, also where only root has its folder on the path."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")


@contextmanager
def cluster(program: str, folder: Path, data: Path) -> Iterator[Cluster]:
    """Start two replicas on one data folder, and nginx before them."""
    with ExitStack() as stack:
        replicas = tuple(stack.enter_context(_replica(f"Replika {n}", folder, data)) for n in (1, 2))
        for replica in replicas:
            wait_for(f"http://{HOST}:{replica.port}/_stcore/health", replica.process, replica.log)
        port, log = free_port(), folder / "nginx.log"
        shutil.copytree(SHIPPED, folder / "nginx")
        # Only where to listen and what stands behind differs from what is shipped.
        (folder / "nginx/roadmap/listen.conf").write_text(f"listen {HOST}:{port};\n")
        servers = [f"server {HOST}:{replica.port} max_fails=1 fail_timeout=5s;\n" for replica in replicas]
        (folder / "nginx/roadmap/replicas.conf").write_text("".join(servers))
        start = [program, "-p", f"{folder}/", "-e", "stderr", "-c", f"{folder}/nginx/nginx.conf", "-g", "daemon off;"]
        with log.open("w") as output:
            process = stack.enter_context(ended(subprocess.Popen(start, stdout=output, stderr=subprocess.STDOUT)))
            wait_for(f"http://{HOST}:{port}/_stcore/health", process, log)
            yield Cluster(port, replicas, log)


@contextmanager
def _replica(name: str, folder: Path, data: Path) -> Iterator[Replica]:
    operator, log, port = folder / f"{name}.toml", folder / f"{name}.txt", free_port()
    operator.write_text(f'[operator]\nname = "{name}"\n', encoding="utf-8")
    settings = environment(data) | {"ROADMAP_OPERATOR": str(operator)}
    with log.open("w") as output:
        started = subprocess.Popen(command(port), cwd=ROOT, env=settings, stdout=output, stderr=subprocess.STDOUT)
        with ended(started) as process:
            yield Replica(name, port, process, log)
