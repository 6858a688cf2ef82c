"""The bench of a proof: relays between the parties, and a client that meets closing connections on purpose.

Reads a plan (JSON) from the file named as argument, carries it out, and prints what it observed (JSON). All times are
seconds of CLOCK_MONOTONIC, which every process of the machine shares, so that the application's log fits in.

A relay passes bytes on with a delay, one way each, like a longer cable: the end of a connection arrives as late as data
does, so that a request and a close can cross. It notes who said what when. With `forget` it drops, without telling
anybody, everything on a connection that was silent for that long, as a stateful firewall does. The kernel's keep-alive
probes reach no program, but the kernel counts them among the segments that came in, and so the relay sees them.
"""

import asyncio
import gc
import json
import random
import re
import socket
import struct
import sys
import time

SEGMENTS_IN = 140  # the offset of tcpi_segs_in in struct tcp_info, <linux/tcp.h>
REQUEST_NUMBER = re.compile(rb"(?i)\r\nX-Work: (\w+)\r\n")
APART = 0.35  # seconds between the nodes of the load balancer, so that not all of them are busy at once
PATIENCE = 30.0  # for servers to listen


def now() -> float:
    return time.monotonic()


class Connection:
    """One connection through a relay: what was said on it, and who ended it."""

    def __init__(self, relay: "Relay") -> None:
        self.relay = relay
        self.opened = now()
        self.events: list[dict] = []
        self.ended_by: str | None = None
        self.forgotten: float | None = None
        self.last_packet = now()
        self.segments = {"caller": 0, "callee": 0}

    def note(self, what: str, request: str = "") -> None:
        self.events.append({"at": round(now(), 4), "what": what, "request": request})

    def packet(self, what: str, request: str = "") -> None:
        self.note(what, request)
        self.last_packet = now()

    def told(self) -> dict:
        return {
            "relay": self.relay.name,
            "opened": round(self.opened, 4),
            "events": self.events,
            "endedBy": self.ended_by,
            "forgotten": self.forgotten,
        }


class Side(asyncio.Protocol):
    """The relay's end of the connection to the caller, or to the callee."""

    def __init__(self, connection: Connection, role: str) -> None:
        self.connection = connection
        self.role = role
        self.transport: asyncio.Transport | None = None
        self.other: Side | None = None
        self.waiting: list = []

    def connection_made(self, transport) -> None:
        self.transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for action in self.waiting:
            action(self)

    def data_received(self, data: bytes) -> None:
        self.connection.relay.forget_if_silent(self.connection)
        if self.role == "caller":
            number = REQUEST_NUMBER.search(data)
            self.connection.packet("request", number.group(1).decode() if number else "")
        else:
            self.connection.packet("response")
        self.pass_on(lambda other: other.transport.write(data))

    def eof_received(self) -> bool:
        self.end("closed")
        return True  # the relay closes this side itself, a delay later

    def connection_lost(self, error) -> None:
        if error is not None:
            self.end("reset")

    def end(self, how: str) -> None:
        connection = self.connection
        connection.relay.forget_if_silent(connection)
        connection.note(f"{self.role} {how}")
        if connection.ended_by is None:
            connection.ended_by = self.role
            connection.relay.ended(connection, self.role)
        self.pass_on(lambda other: other.transport.close())
        if not connection.forgotten:
            # This side stays open until the other has heard of it: what comes meanwhile crosses the close.
            asyncio.get_running_loop().call_later(2 * connection.relay.latency, self.transport.close)

    def pass_on(self, action) -> None:
        if not self.connection.forgotten:
            asyncio.get_running_loop().call_later(self.connection.relay.latency, self.deliver, action)

    def deliver(self, action) -> None:
        if self.connection.forgotten:
            return
        if self.other.transport is None:
            self.other.waiting.append(action)
        elif not self.other.transport.is_closing():
            action(self.other)


class Relay:
    def __init__(self, plan: dict) -> None:
        self.name = plan["name"]
        self.plan = plan
        self.latency = plan["latency"]
        self.forget = plan.get("forget")
        self.connections: list[Connection] = []
        self.callee_ended = asyncio.Event()
        self.sides: list[tuple[Side, Side]] = []

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        await loop.create_server(self.accept, *self.plan["listen"], backlog=1024)
        if self.forget is not None:
            loop.create_task(self.look_for_probes())

    def accept(self) -> Side:
        connection = Connection(self)
        self.connections.append(connection)
        caller, callee = Side(connection, "caller"), Side(connection, "callee")
        caller.other, callee.other = callee, caller
        self.sides.append((caller, callee))
        asyncio.get_running_loop().call_later(self.latency, lambda: asyncio.ensure_future(self.connect(caller, callee)))
        return caller

    async def connect(self, caller: Side, callee: Side) -> None:
        try:
            await asyncio.get_running_loop().create_connection(lambda: callee, *self.plan["to"])
        except OSError:
            if caller.transport is not None:
                caller.transport.abort()

    def ended(self, connection: Connection, role: str) -> None:
        if role == "callee" and connection.events:
            self.callee_ended.set()

    def forget_if_silent(self, connection: Connection) -> None:
        if self.forget is not None and not connection.forgotten and now() - connection.last_packet > self.forget:
            connection.forgotten = round(connection.last_packet + self.forget, 4)

    async def look_for_probes(self) -> None:
        while True:
            await asyncio.sleep(0.05)
            for pair in self.sides:
                for side in pair:
                    self.look_at(side)

    def look_at(self, side: Side) -> None:
        connection = side.connection
        if side.transport is None or side.transport.is_closing() or connection.forgotten:
            return
        told = side.transport.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 192)
        segments = struct.unpack_from("I", told, SEGMENTS_IN)[0]
        if segments != connection.segments[side.role]:
            quiet = now() - connection.last_packet
            connection.segments[side.role] = segments
            if quiet > 0.5:
                connection.note(f"{side.role} probed")
            connection.last_packet = now()
        self.forget_if_silent(connection)


class Blackhole:
    """An address that takes no connection and refuses none: its queue is full, and nobody ever empties it."""

    def __init__(self, plan: dict) -> None:
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(tuple(plan["listen"]))
        self.socket.listen(0)
        self.fillers = []
        for _ in range(4):
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(tuple(plan["listen"]))
            self.fillers.append(filler)


class Client:
    """Sends requests, each on a connection of its own or on one that it keeps, and notes what came of them."""

    def __init__(self) -> None:
        self.requests: list[dict] = []

    async def ask(self, step: dict, to: list, kept: "Kept | None" = None, phase: str = "race") -> dict:
        noted = {
            "id": f"r{len(self.requests)}",
            "phase": phase,
            "method": step.get("method", "GET"),
            "sent": now(),
            "answered": None,
            "status": 0,
            "by": "",
            "error": "",
            "reused": bool(kept and kept.usable(step)),
        }
        self.requests.append(noted)
        try:
            await asyncio.wait_for(self.exchange(step, to, kept, noted), step.get("patience"))
        except asyncio.TimeoutError:
            noted["error"] = "gave up"
            if kept:
                kept.drop()
        except ConnectionRefusedError:
            noted["error"] = "refused"
        except (ConnectionError, asyncio.IncompleteReadError, OSError):
            noted["error"] = "closed without an answer"
            if kept:
                kept.drop()
        noted["answered"] = round(now(), 4)
        noted["sent"] = round(noted["sent"], 4)
        return noted

    async def exchange(self, step: dict, to: list, kept: "Kept | None", noted: dict) -> None:
        if kept and kept.usable(step):
            reader, writer = kept.streams
        else:
            reader, writer = await asyncio.open_connection(*to)
            writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if kept:
                kept.drop()
                kept.streams = (reader, writer)
        try:
            noted["sent"] = now()
            await self.send(step, writer, noted, kept is not None)
            await self.receive(reader, noted)
            if kept:
                kept.used = now()
        finally:
            if not kept:
                writer.close()

    async def send(self, step: dict, writer, noted: dict, keep: bool) -> None:
        pieces = step.get("pieces", 1 if noted["method"] == "POST" else 0)
        head = [
            f"{noted['method']} {step['path']} HTTP/1.1",
            "Host: shop.example",
            f"X-Work: {noted['id']}",
            "Connection: " + ("keep-alive" if keep else "close"),
        ]
        if pieces:
            head.append(f"Content-Length: {pieces * 1024}")
        writer.write(("\r\n".join(head) + "\r\n\r\n").encode())
        for piece in range(pieces):
            if piece:
                await asyncio.sleep(step["pause"])
            writer.write(b"x" * 1024)
            await writer.drain()

    async def receive(self, reader, noted: dict) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status = int(head.split(" ", 2)[1])
        fields = dict(
            (name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in head.split("\r\n")[1:])
        )
        if "content-length" in fields:
            body = await reader.readexactly(int(fields["content-length"]))
        elif fields.get("transfer-encoding") == "chunked":
            body = b""
            while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
                body += (await reader.readexactly(size + 2))[:-2]
            await reader.readuntil(b"\r\n")
        else:
            body = await reader.read()
        noted["status"] = status
        noted["by"] = (
            "alb" if "x-answered-by" in fields else "nginx" if b"<center>nginx" in body else "gunicorn"
        )


class Kept:
    """A connection that the client keeps for the next request, for as long as its own keep-alive says."""

    def __init__(self) -> None:
        self.streams = None
        self.used = 0.0

    def usable(self, step: dict) -> bool:
        if self.streams is None or now() - self.used >= step["window"]:
            return False
        reader, writer = self.streams
        return not reader.at_eof() and not writer.is_closing()

    def drop(self) -> None:
        if self.streams is not None:
            self.streams[1].close()
            self.streams = None


    async def until_it_is_of_no_use(self, window: float) -> None:
        await asyncio.sleep(max(0.0, self.used + window - now()))
        self.drop()


class Bench:
    def __init__(self, plan: dict) -> None:
        self.plan = plan
        self.relays = {relay["name"]: Relay(relay) for relay in plan["relays"]}
        self.blackholes = [Blackhole(hole) for hole in plan.get("blackholes", [])]
        self.client = Client()
        self.notes: list[dict] = []
        self.late = 0.0

    async def watch_itself(self) -> None:
        """Notes by how much the bench was late at worst: a race is shorter than a busy machine can be late."""
        while True:
            due = now() + 0.02
            await asyncio.sleep(0.02)
            self.late = max(self.late, now() - due)

    async def run(self) -> dict:
        for relay in self.relays.values():
            await relay.start()
        for address in self.plan["ready"]:
            await self.listening(address)
        begun = now()
        watch = asyncio.ensure_future(self.watch_itself())
        for step in self.plan["steps"]:
            await getattr(self, step["do"])(step)
        watch.cancel()
        return {
            "begun": round(begun, 4),
            "ended": round(now(), 4),
            "late": round(self.late, 4),
            "requests": self.client.requests,
            "connections": [each.told() for relay in self.relays.values() for each in relay.connections],
            "work": self.work(),
            "notes": self.notes,
        }

    async def listening(self, address: list) -> None:
        patience = now() + PATIENCE
        while True:
            try:
                _, writer = await asyncio.open_connection(*address)
                writer.close()
                return
            except OSError:
                if now() > patience:
                    raise SystemExit(f"nobody listens on {address}")
                await asyncio.sleep(0.05)

    def work(self) -> list:
        try:
            with open(self.plan["workLog"], encoding="utf-8") as log:
                return [json.loads(line) for line in log]
        except FileNotFoundError:
            return []

    async def race(self, step: dict) -> None:
        await asyncio.gather(*(self.lane(step, lane, number) for number, lane in enumerate(step["lanes"])))

    async def lane(self, step: dict, lane: dict, number: int) -> None:
        """Fills a pool, leaves it idle, and sends requests into it when the first of its connections comes to its end.

        Where the callee closes, that is when the relay hears of it, while the caller does not know yet. Where it does not,
        it is when the caller is about to close: then it still uses some connections, and no longer others. `after` names
        another moment. A command, such as a reload, may disturb the idle time.
        """
        relay = self.relays[lane["relay"]]
        await asyncio.sleep(number * APART)
        kept = [Kept() if step["own"] else None for _ in range(step["connections"])]
        for _ in range(step["rounds"]):
            await asyncio.gather(*(self.client.ask(step, lane["to"], each, "warm") for each in kept))
            relay.callee_ended.clear()
            last = now()
            if "command" in step:
                asyncio.get_running_loop().call_later(step["at"], lambda: asyncio.ensure_future(self.shell(step)))
            lead = step["lead"]
            wait = max(0.0, last + step["window"] - lead - now())
            within = lead * 1.5
            if "after" in step:
                await asyncio.sleep(step["after"])
            else:
                try:
                    await asyncio.wait_for(relay.callee_ended.wait(), wait)
                    within = lead / 2
                except asyncio.TimeoutError:
                    pass
            await asyncio.gather(*(self.shortly(step, lane["to"], each, within) for each in kept))
            await asyncio.sleep(4 * lead)  # what is under way arrives before the pool is filled again
        if step["own"]:
            await asyncio.gather(*(each.until_it_is_of_no_use(step["window"]) for each in kept))

    async def shortly(self, step: dict, to: list, kept: "Kept | None", within: float) -> None:
        await asyncio.sleep(random.uniform(0, within))
        await self.client.ask(step, to, kept)

    async def slow(self, step: dict) -> None:
        """Sends some requests, one every so often, and waits for all of them."""

        async def one(number: int) -> None:
            await asyncio.sleep(number * step.get("every", 0.0))
            await self.client.ask(step, step["to"][number % len(step["to"])])

        await asyncio.gather(*(one(number) for number in range(step["count"])))

    async def load(self, step: dict) -> None:
        """As `slow`, with shell commands run at their moments meanwhile."""

        async def command(what: dict) -> None:
            await asyncio.sleep(what["at"])
            await self.shell(what)

        await asyncio.gather(self.slow(step), *(command(what) for what in step["commands"]))

    async def shell(self, step: dict) -> None:
        began = now()
        process = await asyncio.create_subprocess_shell(
            step["command"], stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        output, _ = await process.communicate()
        self.notes.append({
            "at": round(began, 4),
            "command": step["command"],
            "exit": process.returncode,
            "output": output.decode(errors="replace")[-400:],
        })

    async def idle(self, step: dict) -> None:
        """Leaves connections alone until their ends have come, or for as long as is said."""
        until = now() + step["atMost"]
        relays = [relay for relay in self.relays.values() if relay.name.startswith(step["relay"])]
        while now() < until and any(each.ended_by is None for relay in relays for each in relay.connections):
            await asyncio.sleep(0.05)

    async def sleep(self, step: dict) -> None:
        await asyncio.sleep(step["seconds"])


if __name__ == "__main__":
    gc.disable()  # a collection would stop everything for longer than a race lasts
    with open(sys.argv[1], encoding="utf-8") as file:
        print(json.dumps(asyncio.run(Bench(json.load(file)).run())))
