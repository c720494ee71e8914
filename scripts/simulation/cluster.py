"""The service as queues, in SimPy: a balancer, servers with cores, processes and renderers, and a Redis."""

from __future__ import annotations

import math
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

import simpy

from simulation.assumptions import Client
from simulation.figures import Cost
from webapp.serving.starting import web_workers
from webapp.settings import Settings

Steps = Generator[simpy.Event, Any, Any]
_PAGES, _LAYOUT = 0, 1
"""Priorities of cores: pages first, as renderers are nicer; a lower number goes first."""
_USUAL_SECONDS = 0.3
"""What `RenderPool` takes a letter to cost until some are measured."""


@dataclass(frozen=True)
class Shape:
    """So many servers of so many cores; what runs on each is what the settings' defaults give."""

    servers: int = 1
    cores: int = 4
    balancing: str = "least connections"
    workers: int = 0
    renderers: int = Settings.renderers
    queue: int = Settings.render_queue
    hop: float = 0.0005
    """Seconds that a question to Redis and its answer are on the way, assumed."""

    @property
    def web_processes(self) -> int:
        """Web processes of one server."""
        return web_workers(self.workers, self.cores)

    @property
    def needs_turns(self) -> bool:
        """Whether processes may have to wait for a core: never where each has one."""
        return self.web_processes * (1 + self.renderers) > self.cores


@dataclass
class Request:
    """A request of a kind on its way, and what becomes of it; moments in seconds."""

    kind: str
    cost: Cost
    arrived: float
    service: float = 0.0
    """Seconds of work done for it, whatever it waited."""
    ended: float = math.inf
    refusals: int = 0
    is_made: bool = False
    has_breaks: bool = True


class Cores:
    """The cores of a server. A page takes one from a renderer, which goes on when one is free again."""

    def __init__(self, env: simpy.Environment, shape: Shape) -> None:
        self._env = env
        self._turns = simpy.PreemptiveResource(env, shape.cores) if shape.needs_turns else None
        self.busy = 0.0
        """Seconds of work done, of all cores together."""

    def work(self, seconds: float, priority: int) -> Steps:
        """Work for so many seconds on one core."""
        if self._turns is None:
            yield self._env.timeout(seconds)
            self.busy += seconds
            return
        while seconds > 0:
            with self._turns.request(priority) as turn:
                try:
                    yield turn
                    yield self._env.timeout(seconds)
                    done = seconds
                except simpy.Interrupt as taken:
                    done = self._env.now - taken.cause.usage_since
                self.busy += done
                seconds -= done


class WebProcess:
    """A web process, whose threads take turns in Python, and its renderers, for which so many tasks wait."""

    def __init__(self, env: simpy.Environment, shape: Shape, cores: Cores) -> None:
        self._env, self._shape, self._cores = env, shape, cores
        self._interpreter = simpy.Resource(env, 1)
        self._renderers = simpy.Resource(env, shape.renderers)
        self._under_way = 0
        self._usual_seconds = _USUAL_SECONDS

    @property
    def in_hand(self) -> int:
        """Requests that wait for the interpreter or have it."""
        return self._interpreter.count + len(self._interpreter.queue)

    def compute(self, seconds: float) -> Steps:
        """Work on a request in Python."""
        with self._interpreter.request() as turn:
            yield turn
            yield from self._cores.work(seconds, _PAGES)

    def has_place(self, *, is_optional: bool) -> bool:
        """Return whether one more task may wait, as in `RenderPool`: an optional one leaves half of it."""
        return self._under_way < self._shape.renderers + self._shape.queue // (2 if is_optional else 1)

    def render(self, seconds: float) -> Steps:
        """Lay a letter out."""
        began = self._env.now
        self._under_way += 1
        with self._renderers.request() as turn:
            yield turn
            yield from self._cores.work(seconds, _LAYOUT)
        self._under_way -= 1
        self._usual_seconds += (self._env.now - began - self._usual_seconds) / 10

    def retry_after(self) -> int:
        """Return the seconds that a refused client is told to wait."""
        return max(1, math.ceil(self._under_way * self._usual_seconds / self._shape.renderers))


class Server:
    """A server: its cores and web processes; a request goes to one that is idle, if any is."""

    def __init__(self, env: simpy.Environment, shape: Shape, random: Random) -> None:
        self.cores = Cores(env, shape)
        self._processes = [WebProcess(env, shape, self.cores) for _ in range(shape.web_processes)]
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
        self._balance: Callable[[Server], Any] = {
            "least connections": lambda server: (server.connections, server.turn),
            "round robin": lambda server: server.turn,
        }[self.shape.balancing]

    def visit(self, request: Request) -> Steps:
        """Ask for something until it is answered or the client gives up."""
        for _ in range(1 + self.client.returns):
            server = min(self.servers, key=self._balance)
            server.connections += 1
            server.turn = next(self._turns)
            seconds = yield from self._answer(request, server.accepting())
            server.connections -= 1
            if not seconds:
                request.is_made = True
                break
            request.refusals += 1
            if request.refusals <= self.client.returns:
                yield self.env.timeout(seconds + self.random.random() * self.client.late)
        request.ended = self.env.now
        self.finished.append(request)

    def _answer(self, request: Request, process: WebProcess) -> Steps:
        """Answer a request; return the seconds of Retry-After, or 0 where it is answered in full."""
        cost, random = request.cost, self.random
        if cost.redis:
            yield from self._count(request)
        seconds = cost.web.draw(random)
        yield from process.compute(seconds)
        request.service += seconds
        if not cost.is_rendered:
            return 0
        is_optional = request.kind == "preview"
        if not process.has_place(is_optional=is_optional):
            request.has_breaks = not is_optional
            return 0 if is_optional else process.retry_after()
        seconds = cost.renderer.draw(random)
        yield from process.render(seconds)
        request.service += seconds
        return 0

    def _count(self, request: Request) -> Steps:
        """Ask Redis how often this address has asked; the thread waits, and the interpreter is free."""
        with self._redis.request() as turn:
            yield turn
            yield self.env.timeout(request.cost.redis / self.redis_share)
        yield self.env.timeout(self.shape.hop)
        request.service += request.cost.redis / self.redis_share + self.shape.hop
