"""Serve the app to the room's own network: prints the address and its QR code, then starts the app on it.

python -m scripts.stage [--port 8501] [--address 192.168.1.20]
"""

import argparse
import io
import ipaddress
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import ifaddr
import segno

APP = Path(__file__).parent.parent / "app.py"
NO_NETWORK = """This computer is in no network that others could reach it through.
Connect it to the room's Wi-Fi, or open a hotspot on it, and start again.
To present on this computer alone, `make run` is enough."""
READY = """
The roadmap for everybody in this room: {address}
{code}
Only devices in the same network reach it; what they do is not stored. Ctrl+C ends it.{others}
"""


def addresses(adapters: Iterable[ifaddr.Adapter]) -> list[str]:
    """IPv4 addresses that other devices in the room may reach; those of Wi-Fi and cable before virtual ones."""
    found = []
    for adapter in adapters:
        for ip in adapter.ips:
            if ip.is_IPv4 and _local(ip.ip):
                virtual = adapter.nice_name.lower().startswith(("docker", "br-", "veth", "virbr", "vmnet", "vbox"))
                found.append((virtual, ip.ip))
    return [ip for _, ip in sorted(found, key=lambda pair: pair[0])]


def _local(text: str) -> bool:
    address = ipaddress.ip_address(text)
    return address.is_private and not (address.is_loopback or address.is_link_local)


def announcement(address: str, others: list[str]) -> str:
    """What the presenter reads before the audience comes."""
    code = io.StringIO()
    segno.make(address, error="m").terminal(code, border=2, compact=True)
    more = f"\nOther networks of this computer: {', '.join(others)} (choose with ADDRESS=…)." if others else ""
    return READY.format(address=address, code=code.getvalue(), others=more)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="make stage", description="Serve the roadmap to the room's own network.")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument("--address", default="", help="address of this computer, if it has several")
    asked = parser.parse_args(arguments)
    found = addresses(ifaddr.get_adapters())
    if not (asked.address or found):
        sys.exit(NO_NETWORK)
    address = asked.address or found[0]
    print(announcement(f"http://{address}:{asked.port}", [ip for ip in found if ip != address]), flush=True)
    options = ["--server.address", address, "--server.port", str(asked.port)]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(APP), *options])


if __name__ == "__main__":
    main(sys.argv[1:])
