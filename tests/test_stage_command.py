"""Serving a room: the right address among many, a code to scan, and words where there is no network."""

import os
import sys
from dataclasses import dataclass

import ifaddr
import pytest

from scripts import stage


@dataclass
class Adapter:
    nice_name: str
    ips: list[ifaddr.IP]


def adapter(name: str, *addresses: str) -> Adapter:
    return Adapter(name, [ifaddr.IP(address, 24, name) for address in addresses])


SELF = adapter("lo", "127.0.0.1")


@pytest.mark.parametrize(
    ("adapters", "found"),
    [
        ([SELF], []),
        ([], []),
        ([SELF, adapter("wlan0", "192.168.1.20")], ["192.168.1.20"]),
        ([adapter("docker0", "172.17.0.1"), adapter("wlan0", "10.0.0.7")], ["10.0.0.7", "172.17.0.1"]),
        ([adapter("eth0", "169.254.3.4")], []),  # a cable that leads nowhere
        ([adapter("ppp0", "93.184.216.34")], []),  # the open internet is not the room
        ([Adapter("eth0", [ifaddr.IP(("fd00::2", 0, 0), 64, "eth0")])], []),
    ],
    ids=["itself alone", "nothing", "wi-fi", "containers too", "no network", "internet", "only six"],
)
def test_it_serves_the_room_and_nobody_else(adapters, found):
    assert stage.addresses(adapters) == found


def test_the_announcement_names_the_address_and_shows_its_code():
    words = stage.announcement("http://192.168.1.20:8501", ["10.0.0.7"])
    assert "http://192.168.1.20:8501" in words
    assert "10.0.0.7" in words
    assert sum(line.count("█") for line in words.splitlines()) > 100
    assert "choose" not in stage.announcement("http://192.168.1.20:8501", [])


def test_without_a_network_it_says_what_to_do(monkeypatch):
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: [SELF])
    with pytest.raises(SystemExit) as ended:
        stage.main([])
    assert "Wi-Fi" in str(ended.value)
    assert "make run" in str(ended.value)


@pytest.mark.parametrize("asked", ["", "10.0.0.7"])
def test_the_app_is_bound_to_one_address(asked, monkeypatch, capsys):
    started = []
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: [SELF, adapter("wlan0", "192.168.1.20")])
    monkeypatch.setattr(os, "execv", lambda program, arguments: started.append(arguments))
    stage.main(["--port", "8600", "--address", asked])
    address = asked or "192.168.1.20"
    assert started[0][:4] == [sys.executable, "-m", "streamlit", "run"]
    assert started[0][-4:] == ["--server.address", address, "--server.port", "8600"]
    assert f"http://{address}:8600" in capsys.readouterr().out
