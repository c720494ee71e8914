"""The service as queues, in SimPy: a balancer, servers with cores, processes and renderers, and a Redis."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from random import Random
from typing import Any

import simpy

from simulation.assumptions import PAGE, Client
from simulation.figures import Cost
from simulation.rendering import PAGES, Cores, Overloaded, RenderService, Steps
from webapp.serving.starting import web_workers
from webapp.settings import Settings

BY_ADDRESS = "by address"
"""Balancing that keeps all requests about a letter to one server."""
_OPTIONAL = "preview"
"""What is answered without its page breaks where too many letters wait."""


@dataclass(frozen=True)
class Shape:
    """So many servers of so many cores; what runs on each is what the settings' defaults give."""

    servers: int = 1
    cores: int = 4
    balancing: str = "least connections"
    workers: int = 0
    renderers: int = Settings.renderers
    """0 means as many as cores."""
    queue: int = Settings.render_queue
    hop: float = 0.0005
    """Seconds that a question to Redis and its answer are on the way, assumed."""

    @property
    def web_processes(self) -> int:
        """Web processes of one server."""
        return web_workers(self.workers, self.cores)

    @property
    def places(self) -> int:
        """Renderers of one server."""
        return self.renderers or self.cores


@dataclass
class Request:
    """A request of a kind on its way, and what becomes of it; moments in seconds."""

    kind: str
    cost: Cost
    arrived: float
    letter: int = 0
    making: Cost | None = None
    """What making the PDF costs, where the request is about one."""
    service: float = 0.0
    """Seconds of work done for it, whatever it waited."""
    ended: float = math.inf
    refusals: int = 0
    is_made: bool = False
    has_breaks: bool = True
    found: str = ""
    """Whether its PDF was ``ready``, ``under way`` or ``not there``, as the server's own figure says."""


class WebProcess:
    """A web process, whose threads take turns in Python."""

    def __init__(self, env: simpy.Environment, cores: Cores) -> None:
        self._cores = cores
        self._interpreter = simpy.Resource(env, 1)

    @property
    def in_hand(self) -> int:
        """Requests that wait for the interpreter or have it."""
        return self._interpreter.count + len(self._interpreter.queue)

    def compute(self, seconds: float) -> Steps:
        """Work on a request in Python."""
        with self._interpreter.request() as turn:
            yield turn
            yield from self._cores.work(seconds, PAGES)


class Server:
    """A server: its cores, its web processes, and the one service that makes letters for them all."""

    def __init__(self, env: simpy.Environment, shape: Shape, random: Random) -> None:
        self.cores = Cores(env, shape.cores, shape.web_processes + shape.places)
        self.service = RenderService(env, shape.places, shape.queue, self.cores)
        self._processes = [WebProcess(env, self.cores) for _ in range(shape.web_processes)]
        self._random = random
        self.connections = 0
        self.turn = 0
        """When the balancer last sent something here, counted in requests."""

    def accepting(self) -> WebProcess:
        """Return the process that takes a connection: by chance, where several are idle or none is."""
        idle = [process for process in self._processes if not process.in_hand]
        return self._random.choice(idle or self._processes)


@dataclass
class Cluster:
    """The whole service in one environment; ``finished`` are the requests that ended, in order.

    ``redis_share`` is the share of the service's questions to Redis that comes from these servers: with
    one tenth of them Redis takes ten times as long for each, and is as busy as it will be.
    """

    env: simpy.Environment
    shape: Shape
    random: Random
    client: Client = field(default_factory=Client)
    redis_share: float = 1.0
    finished: list[Request] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.servers = [Server(self.env, self.shape, self.random) for _ in range(self.shape.servers)]
        self._redis = simpy.Resource(self.env, 1)
        self._turns = count(1)

        def home(request: Request) -> Server:
            return self.servers[request.letter % len(self.servers)]

        self._balance: Callable[[Request, Server], Any] = {
            "least connections": lambda _, server: (server.connections, server.turn),
            "round robin": lambda _, server: server.turn,
            BY_ADDRESS: lambda request, server: server is not home(request),
        }[self.shape.balancing]

    def visit(self, request: Request) -> Steps:
        """Ask for something until it is answered or the client gives up."""
        for _ in range(1 + self.client.returns):
            server = min(self.servers, key=partial(self._balance, request))
            server.connections += 1
            server.turn = next(self._turns)
            seconds = yield from self._answer(request, server)
            server.connections -= 1
            if not seconds:
                request.is_made = True
                break
            request.refusals += 1
            if request.refusals <= self.client.returns:
                yield self.env.timeout(seconds + self.random.random() * self.client.late)
        request.ended = self.env.now
        self.finished.append(request)

    def _answer(self, request: Request, server: Server) -> Steps:
        """Answer a request; return the seconds of Retry-After, or 0 where it is answered in full."""
        cost = request.cost
        process = server.accepting()
        if cost.redis:
            yield from self._count(request)
        seconds = cost.web.draw(self.random)
        yield from process.compute(seconds)
        request.service += seconds
        try:
            yield from self._render(request, server.service)
        except Overloaded as refusal:
            request.has_breaks = request.kind != _OPTIONAL
            return refusal.retry_after if request.has_breaks else 0
        return 0

    def _render(self, request: Request, service: RenderService) -> Steps:
        """Have the renderers do what a request needs of them."""
        if request.making:
            seconds = request.making.renderer.draw(self.random)
            if request.kind == PAGE:
                service.prepare(request.letter, seconds)
                return
            request.found = yield from service.pdf(request.letter, seconds)
            if request.found == "not there":
                request.service += seconds
        if request.cost.is_rendered:
            seconds = request.cost.renderer.draw(self.random)
            yield from service.run(seconds, is_optional=request.kind == _OPTIONAL)
            request.service += seconds

    def _count(self, request: Request) -> Steps:
        """Ask Redis how often this address has asked; the thread waits, and the interpreter is free."""
        with self._redis.request() as turn:
            yield turn
            yield self.env.timeout(request.cost.redis / self.redis_share)
        yield self.env.timeout(self.shape.hop)
        request.service += request.cost.redis / self.redis_share + self.shape.hop
