"""What was measured of the real server: the cost of each kind of request, and what came of trials."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random

FILE = Path(__file__).with_name("measured.json")


@dataclass(frozen=True)
class Spread:
    """A distribution as it was measured: its quantiles in equal steps from least to most, in seconds."""

    quantiles: tuple[float, ...]

    @classmethod
    def of(cls, samples: Sequence[float], steps: int = 10) -> Spread:
        """Return the quantiles of samples; between two samples it lies on the line that joins them."""
        ordered = sorted(samples)
        places = ((len(ordered) - 1) * step / steps for step in range(steps + 1))
        return cls(tuple(round(_between(ordered, place), 6) for place in places))

    def draw(self, random: Random) -> float:
        """Return a time drawn from the distribution."""
        return _between(self.quantiles, random.random() * (len(self.quantiles) - 1))

    @property
    def mean(self) -> float:
        """The mean of what `draw` gives."""
        steps = len(self.quantiles) - 1
        if not steps:
            return self.quantiles[0]
        return (sum(self.quantiles) - (self.quantiles[0] + self.quantiles[-1]) / 2) / steps


NOTHING = Spread((0.0,))


@dataclass(frozen=True)
class Cost:
    """What one request of a kind costs in seconds of processor: in a web process, in a renderer, in Redis."""

    web: Spread
    renderer: Spread
    redis: float = 0.0

    @property
    def mean(self) -> float:
        """Seconds of processor on the web server, on average."""
        return self.web.mean + self.renderer.mean

    def times(self, factor: float) -> Cost:
        """Return the cost on cores that are slower by a factor; Redis runs elsewhere."""
        web, renderer = (
            Spread(tuple(each * factor for each in spread.quantiles)) for spread in (self.web, self.renderer)
        )
        return replace(self, web=web, renderer=renderer)

    @property
    def is_rendered(self) -> bool:
        """Whether a letter is laid out for it; a millisecond is what idle processes do."""
        return self.renderer.mean > 1e-3


@dataclass(frozen=True)
class Outcome:
    """What came of the requests of one class in a trial, real or simulated; times in seconds."""

    asked: int
    answered: int
    p50: float
    p95: float


@dataclass(frozen=True)
class Trial:
    """A load given to the real server: requests a second in a Poisson stream, and what came of each class."""

    rate: float
    seconds: float
    others: float
    """Cores that other programs of the machine used meanwhile, the one that asks among them."""
    outcomes: Mapping[str, Outcome]


@dataclass(frozen=True)
class Measured:
    """What was measured, when and on what; ``files`` are those that a first visit fetches."""

    date: str
    machine: str
    cores: int
    versions: Mapping[str, str]
    files: int
    costs: Mapping[str, Cost]
    trials: tuple[Trial, ...]

    def save(self, path: Path = FILE) -> None:
        """Write the figures down."""
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path = FILE) -> Measured:
        """Read what `save` wrote."""
        given = json.loads(path.read_text(encoding="utf-8"))
        costs = {
            kind: Cost(
                Spread(tuple(cost["web"]["quantiles"])),
                Spread(tuple(cost["renderer"]["quantiles"])),
                cost["redis"],
            )
            for kind, cost in given.pop("costs").items()
        }
        trials = tuple(
            Trial(**trial | {"outcomes": {name: Outcome(**each) for name, each in trial["outcomes"].items()}})
            for trial in given.pop("trials")
        )
        return cls(**given, costs=costs, trials=trials)


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that a share of all values, sorted here, does not exceed; 0 where there is none."""
    ordered = sorted(values)
    return _between(ordered, share * (len(ordered) - 1)) if ordered else 0.0


def _between(ordered: Sequence[float], place: float) -> float:
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
