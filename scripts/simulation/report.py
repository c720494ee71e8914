"""The tables of docs/scaling.md: the same measured figures give the same tables, to the last digit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from simulation.assumptions import CLASSES, SEEN, Day, Goal, Journey
from simulation.cluster import BY_ADDRESS, Shape
from simulation.figures import Measured
from simulation.planning import (
    Result,
    Workload,
    again,
    fewest_servers,
    longer,
    minutes_at,
    most_letters,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scaling.md"
_DAY = 86_400
NATIONAL = Day(letters=1_000_000)
JOURNEY = Journey()
GOAL = Goal()
ALONE = (Shape(1, 2), Shape(1, 4), Shape(1, 8))
MANY = (Shape(10, 4), Shape(10, 4, workers=4))
AWAY = (0, 0.5, 1, 2)
"""Hours from the peak."""
TYPING = MANY[0]
"""The servers of which it is asked what typing costs."""
TYPED = (0, JOURNEY.typed, 200)
"""Characters typed for each letter there."""


def tables(measured: Measured) -> dict[str, str]:
    """Return each table in Markdown, by the name of its place on the page."""
    workload = Workload.of(measured, JOURNEY)
    smallest, *_ = shapes = (*ALONE, *MANY)
    others = [number for number in TYPED if number != JOURNEY.typed]
    with ProcessPoolExecutor() as pool:
        most = pool.map(partial(_most, workload), shapes)
        most_typed = pool.map(partial(_most_typed, measured), others)
        found = dict(zip(shapes, most, strict=True))
        day = replace(NATIONAL, letters=found[smallest])
        hours = pool.map(
            partial(minutes_at, smallest, workload, day), [day.peak_hour + each for each in AWAY]
        )
        search = partial(fewest_servers, workload=workload, day=NATIONAL, goal=GOAL)
        fewest = list(pool.map(search, MANY, [found[shape] for shape in MANY]))
        also_tried = [*map(_nine_tenths, fewest), replace(fewest[0].shape, balancing=BY_ADDRESS)]
        *fewer, kept = pool.map(partial(longer, workload, NATIONAL), also_tried)
        national = [*chain.from_iterable(zip(fewer, fewest, strict=True)), kept]
        typed = {**dict(zip(others, most_typed, strict=True)), JOURNEY.typed: found[TYPING]}
        return {
            "measured": _measured(measured),
            "letter": _letter(measured, workload),
            "servers": _servers(found),
            "hours": _hours(dict(zip(AWAY, hours, strict=True)), day),
            "national": _national(national, workload),
            "typing": _typing(typed),
            "trials": _trials(measured, workload),
        }


def write(found: Mapping[str, str], page: Path = PAGE) -> None:
    """Put the tables between their marks on the page."""
    text = page.read_text(encoding="utf-8")
    for name, table in found.items():
        before, rest = text.split(opens(name))
        text = before + opens(name) + table + CLOSES + rest.split(CLOSES, 1)[1]
    page.write_text(text, encoding="utf-8")


CLOSES = "<!-- /simulated -->"


def opens(name: str) -> str:
    """Return the mark that a table stands after."""
    return f"<!-- simulated: {name} -->\n"


def _nine_tenths(result: Result) -> Shape:
    return replace(result.shape, servers=result.shape.servers * 9 // 10)


def _most(workload: Workload, shape: Shape) -> int:
    return most_letters(shape, workload, GOAL, NATIONAL)


def _most_typed(measured: Measured, typed: float) -> int:
    return _most(Workload.of(measured, replace(JOURNEY, typed=typed)), TYPING)


def _measured(measured: Measured) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in measured.versions.items())
    rows = (
        (kind, _ms(cost.web.mean), _ms(cost.renderer.mean), f"{cost.redis * 1e6:.0f}")
        for kind, cost in measured.costs.items()
    )
    head = ("request", "web process, ms", "renderer, ms", "Redis, µs")
    return f"{measured.date}, {measured.machine}; {versions}.\n\n" + _table(head, rows)


def _letter(measured: Measured, workload: Workload) -> str:
    costs = measured.costs
    rows = [
        (kind, f"{number:.2f}", _ms(number * costs[kind].web.mean), _ms(number * costs[kind].renderer.mean))
        for kind, number in workload.work.items()
    ]
    whole = ("**a letter**", f"{workload.per_letter:.2f}", _ms(workload.web), _ms(workload.rendering))
    all_of_it = _thousands(_DAY / (workload.web + workload.rendering))
    file_alone = _thousands(_DAY / (costs["pdf"].web.mean + costs[SEEN].renderer.mean))
    return (
        _table(("request", "for each letter", "web, ms", "renderers, ms"), [*rows, whole])
        + f"\nA core that is never idle: {all_of_it} letters a day with all that leads to them, "
        f"{file_alone} where a program asks for the PDF alone.\n"
    )


def _servers(found: Mapping[Shape, int]) -> str:
    head = ("servers", "cores each", "web processes each", "letters in the day", "for each core")
    rows = (
        (
            shape.servers,
            shape.cores,
            shape.web_processes,
            _thousands(letters),
            _thousands(letters / shape.servers / shape.cores),
        )
        for shape, letters in found.items()
    )
    return _table(head, rows)


def _hours(found: Mapping[float, Result], day: Day) -> str:
    head = ("hours from the peak", "letters a minute", *_WAITING)
    rows = (
        (away, f"{day.rate((day.peak_hour + away) * 3600) * 60:.1f}", *_waiting(each))
        for away, each in found.items()
    )
    return _table(head, rows)


def _national(results: Iterable[Result], workload: Workload) -> str:
    head = ("servers", "cores each", "web processes each", "balancing", *_WAITING, "enough")
    rows = (
        (
            *(each.shape.servers, each.shape.cores, each.shape.web_processes, each.shape.balancing),
            *_waiting(each),
            "yes" if each.meets(GOAL) else "no",
        )
        for each in results
    )
    redis = NATIONAL.highest * workload.redis
    return _table(head, rows) + f"\nThe one Redis is busy for {_percent(redis)} of the time at the peak.\n"


_WAITING = (
    *("busy", "letter waits, p50 · p95 · p99", "preview waits, p50 · p95 · p99", "page waits, p95"),
    *("refused at first", "without breaks", "PDF in hand"),
)


def _waiting(result: Result) -> tuple[str, ...]:
    return (
        _percent(result.busy),
        " · ".join(map(_s, result.waiting["letters"])),
        " · ".join(map(_s, result.waiting["previews"])),
        _s(result.waiting["pages"][1]),
        *map(_percent, (result.refused, result.without_breaks, result.ready)),
    )


def _typing(found: Mapping[float, int]) -> str:
    head = ("characters typed", "previews for each letter", "cores for the national day")
    rows = (
        (
            typed,
            f"{replace(JOURNEY, typed=typed).previews:.0f}",
            math.ceil(NATIONAL.letters / found[typed] * TYPING.servers) * TYPING.cores,
        )
        for typed in TYPED
    )
    return _table(head, rows)


def _trials(measured: Measured, workload: Workload) -> str:
    head = (
        *("requests a second", "others' cores", "class", "answered, measured", "simulated", "ratio"),
        *("time p50, measured", "simulated", "ratio", "time p95, measured", "simulated", "ratio"),
    )
    rows = []
    for trial in measured.trials:
        simulated = again(trial, measured.cores, workload)
        for name in dict.fromkeys(CLASSES.values()):
            real, ours = trial.outcomes[name], simulated[name]
            rows.append(
                (
                    *(f"{trial.rate:.1f}", f"{trial.others:.2f}", name),
                    *(f"{real.answered} of {real.asked}", f"{ours.answered} of {ours.asked}"),
                    _ratio(real.answered / max(1, real.asked), ours.answered / max(1, ours.asked)),
                    *(_s(real.p50), _s(ours.p50), _ratio(real.p50, ours.p50)),
                    *(_s(real.p95), _s(ours.p95), _ratio(real.p95, ours.p95)),
                )
            )
    return _table(head, rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    lines = (head, ["---"] * len(head), *rows)
    return (
        "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)
        .replace("| --- ", "|---")
        .replace("--- |", "---|")
    )


def _ratio(measured: float, simulated: float) -> str:
    return f"{measured / simulated:.2f}" if simulated else "–"


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:.1f}"


def _s(seconds: float) -> str:
    return f"{seconds:.2f} s"


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def _thousands(number: float) -> str:
    """Return a number of letters to two digits: it is no surer than that."""
    digits = max(0, len(str(int(number))) - 2)
    return f"{int(number) // 10**digits * 10**digits:,}"
