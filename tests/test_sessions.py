"""The limit of visitors: who is in stays, who comes too late gets a page that asks again."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from figures.texts import LANGUAGES, texts
from server.sessions import COOKIE, RESERVED, RETRY, STREAM, Sessions, full_house, visitor
from tests import asgi
from tests.test_html import read as read_html
from tests.test_shell import Reader

PAGES = {"": "overview", "karte": "map"}
ANNE, BERT = "2|0a0b0c0d|1b1a1d1c|1", "2|00000000|22222222|1"
ANNE_AGAIN = "2|ffffffff|eeeeeeee|1"  # the same token under another mask
REFUSED = [{"type": "websocket.close", "code": 1013}]


def scope_of(kind: str, path: str, cookie: str = "", protocol: str = "") -> Scope:
    headers = {"cookie": f"{COOKIE}={cookie}", "sec-websocket-protocol": protocol, "host": "testserver"}
    pairs = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    return {"type": kind, "path": path, "root_path": "", "headers": pairs, "query_string": b""}


class Connection:
    """A websocket that stays open until its visitor leaves."""

    def __init__(self) -> None:
        self.ends: asyncio.Queue[Message] = asyncio.Queue()
        self.sent: list[Message] = []

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    async def leave(self, how: str = "websocket.disconnect") -> None:
        self.ends.put_nowait({"type": how})
        await asyncio.gather(self.task, return_exceptions=True)


class House:
    """The limit around an app that keeps its connections, with a clock of its own."""

    def __init__(self, limit: int = 1) -> None:
        self.time = 0.0
        self.limited = Sessions(self._inside, PAGES, limit, lambda: self.time)
        self._connections: list[Connection] = []  # an event loop forgets what nobody else remembers

    async def _inside(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            if (await receive())["type"] == "error":
                raise RuntimeError
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"document"})

    async def open(self, address: str = "/karte", cookie: str = "", method: str = "GET") -> int:
        headers = {"cookie": f"{COOKIE}={cookie}"} if cookie else None
        return (await asgi.send(self.limited, address, headers, method)).status

    async def connect(self, cookie: str = "", protocol: str = "streamlit") -> Connection:
        connection = Connection()
        self._connections.append(connection)
        scope = scope_of("websocket", STREAM, cookie, protocol)
        connection.task = asyncio.ensure_future(self.limited(scope, connection.ends.get, connection.send))
        await asyncio.sleep(0)
        return connection


def played(story: Callable[[House], Awaitable[None]], limit: int = 1) -> None:
    asyncio.run(asyncio.wait_for(story(House(limit)), 10))


def test_up_to_the_limit_everybody_gets_the_page_and_then_nobody() -> None:
    async def story(house: House) -> None:
        for _ in range(3):
            assert await house.open() == 200
            await house.connect()
        assert await house.open() == 503
        assert await house.open("/") == 503

    played(story, limit=3)


def test_a_visitor_who_leaves_makes_room() -> None:
    async def story(house: House) -> None:
        connection = await house.connect(ANNE)
        assert await house.open() == 503
        await connection.leave()
        assert await house.open() == 200

    played(story)


def test_a_connection_that_ends_in_an_error_makes_room_too() -> None:
    async def story(house: House) -> None:
        await (await house.connect(ANNE)).leave("error")
        assert await house.open() == 200

    played(story)


def test_a_page_keeps_its_place_until_its_connection_comes() -> None:
    async def story(house: House) -> None:
        assert await house.open() == 200
        assert await house.open() == 503, "the place is promised"
        assert (await house.connect()).sent == []

    played(story)


def test_a_promise_nobody_takes_up_expires() -> None:
    async def story(house: House) -> None:
        assert await house.open() == 200
        house.time = RESERVED - 1
        assert await house.open() == 503
        house.time = RESERVED
        assert await house.open() == 200

    played(story)


def test_who_only_asks_for_the_head_takes_no_place() -> None:
    async def story(house: House) -> None:
        assert [await house.open(method="HEAD") for _ in range(3)] == [200] * 3
        await house.connect()
        assert await house.open(method="HEAD") == 503

    played(story)


def test_who_is_in_may_reload_and_open_another_tab() -> None:
    async def story(house: House) -> None:
        await house.connect(ANNE)
        assert await house.open(cookie=ANNE_AGAIN) == 200
        assert (await house.connect(ANNE_AGAIN)).sent == []
        assert await house.open(cookie=BERT) == 503

    played(story)


def test_who_has_left_is_forgotten() -> None:
    async def story(house: House) -> None:
        await (await house.connect(ANNE)).leave()
        await house.connect(BERT)
        assert await house.open(cookie=ANNE) == 503
        assert not any("11111111" in str(value) for value in vars(house.limited).values())

    played(story)


def test_visitors_without_a_cookie_are_not_taken_for_one_another() -> None:
    async def story(house: House) -> None:
        await house.connect()
        assert await house.open() == 503
        assert (await house.connect()).sent == REFUSED

    played(story)


def test_a_session_that_comes_back_is_never_refused() -> None:
    async def story(house: House) -> None:
        await house.connect(ANNE)
        assert (await house.connect(BERT, "streamlit, token, 0a1b2c")).sent == []
        assert (await house.connect(BERT, "streamlit, , 0a1b2c")).sent == []

    played(story)


@pytest.mark.parametrize("protocol", ["", "streamlit", "streamlit, token", "streamlit, token, ", ",,", "<script>"])
def test_a_connection_past_the_page_is_refused_when_the_house_is_full(protocol: str) -> None:
    async def story(house: House) -> None:
        await house.connect(ANNE)
        assert (await house.connect(BERT, protocol)).sent == REFUSED

    played(story)


@pytest.mark.parametrize("address", ["/api/v1/projects.csv", "/app/static/map.js", "/recht/impressum", STREAM, "/x"])
def test_a_full_house_still_answers_all_that_needs_no_session(address: str) -> None:
    async def story(house: House) -> None:
        await house.connect(ANNE)
        assert await house.open(address) == 200

    played(story)


def test_health_is_good_in_a_full_house() -> None:
    async def story(house: House) -> None:
        await house.connect(ANNE)
        assert await house.open("/_stcore/health") == 200

    played(story)


# The cookie


def test_a_visitor_is_known_under_any_mask() -> None:
    assert visitor(scope_of("http", "/", ANNE)) == visitor(scope_of("http", "/", ANNE_AGAIN)) == "11111111"
    assert visitor(scope_of("http", "/", BERT)) == "22222222"


@pytest.mark.parametrize("cookie", ["", "2", "2|", "2||", "2|0a", "2|zz|11|1", "2||11|1", "|||||", "ä|ö|ü", "2|0|1|1"])
def test_a_cookie_that_is_none_of_ours_names_nobody(cookie: str) -> None:
    assert visitor(scope_of("http", "/", cookie)) == ""


# The page


async def wait(scope: Scope, receive: Receive, send: Send) -> None:
    await full_house(Request(scope))(scope, receive, send)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_explains_and_asks_again_by_itself(language: str) -> None:
    answer = asgi.request(wait, f"/karte?lang={language}&feld=produktion")
    words = texts(language)
    assert answer.status == 503
    assert answer.headers["retry-after"] == str(RETRY)
    assert answer.headers["cache-control"] == "no-store"
    assert f'<html lang="{language}"' in answer.text
    assert f'<meta http-equiv="refresh" content="{RETRY}">' in answer.text, "without an address: the same again"
    assert words("full.title") in read_html(answer.text).text
    assert words("full.again", seconds=RETRY) in read_html(answer.text).text
    assert "<script" not in answer.text


def test_the_other_language_keeps_the_selection() -> None:
    links = [a["href"] for tag, a in Reader(asgi.request(wait, "/karte?feld=produktion").text).elements if tag == "a"]
    assert "?feld=produktion&lang=en" in links


def test_a_hostile_address_stays_text_on_the_page() -> None:
    html = asgi.request(wait, "/karte?suche=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&x=%7B%7B7*191%7D%7D").text
    assert "<script" not in html
    assert "1337" not in html
