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

from simulation.assumptions import CLASSES, Day, Goal, Journey
from simulation.cluster import Shape
from simulation.figures import Measured
from simulation.planning import (
    Result,
    Workload,
    again,
    busiest,
    fewest_servers,
    most_letters,
    through_the_day,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "scaling.md"
_DAY = 86_400
NATIONAL = Day(letters=1_000_000)
JOURNEY = Journey()
GOALS: Mapping[str, Goal] = {
    "page breaks in every preview": Goal(),
    "letters first": Goal(previews_p95=1.0, without_breaks=1.0),
}
ALONE = (Shape(1, 2), Shape(1, 4), Shape(1, 8))
MANY = (Shape(10, 4), Shape(10, 8), Shape(10, 8, renderers=2))
TYPED = (0, 60, 200)
"""Characters typed for each letter, where it is asked what typing costs."""


def tables(measured: Measured) -> dict[str, str]:
    """Return each table in Markdown, by the name of its place on the page."""
    workload = Workload.of(measured, JOURNEY)
    with ProcessPoolExecutor() as pool:
        most = partial(_most, workload)
        usual, first = GOALS.values()
        alone = pool.map(most, ALONE)
        many = pool.map(most, MANY)
        letters_first = pool.map(partial(_most, workload, goal=first), MANY)
        typed = pool.map(partial(_most_typed, measured, MANY[-1]), TYPED)
        found = dict(zip(MANY, many, strict=True))
        first_found = dict(zip(MANY, letters_first, strict=True))
        search = partial(fewest_servers, workload=workload, day=NATIONAL)
        fewest = list(pool.map(partial(search, goal=usual), MANY, found.values()))
        few = [replace(each.shape, servers=each.shape.servers * 9 // 10) for each in fewest]
        fewer = pool.map(partial(busiest, workload=workload, day=NATIONAL), few)
        fewest_first = pool.map(partial(search, goal=first), MANY, first_found.values())
        national = [*chain.from_iterable(zip(fewer, fewest, strict=True)), *fewest_first]
        singles = dict(zip(ALONE, alone, strict=True))
        smallest = ALONE[0]
        hours = through_the_day(smallest, workload, replace(NATIONAL, letters=singles[smallest]))
        return {
            "measured": _measured(measured),
            "letter": _letter(measured, workload),
            "servers": _servers(singles | found, first_found),
            "hours": _hours(hours, singles[smallest]),
            "national": _national(national, workload),
            "typing": _typing(dict(zip(TYPED, typed, strict=True))),
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


def _most(workload: Workload, shape: Shape, goal: Goal = GOALS["page breaks in every preview"]) -> int:
    return most_letters(shape, workload, goal, NATIONAL)


def _most_typed(measured: Measured, shape: Shape, typed: float) -> int:
    return _most(Workload.of(measured, replace(JOURNEY, typed=typed)), shape)


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
        for kind, number in workload.mix.items()
    ]
    whole = ("**a letter**", f"{workload.per_letter:.2f}", _ms(workload.web), _ms(workload.rendering))
    all_of_it = _thousands(_DAY / (workload.web + workload.rendering))
    file_alone = _thousands(_DAY / costs["pdf, words seen"].mean)
    return (
        _table(("request", "for each letter", "web, ms", "renderers, ms"), [*rows, whole])
        + f"\nA core that is never idle: {all_of_it} letters a day with all that leads to them, "
        f"{file_alone} where a program asks for the PDF alone.\n"
    )


def _servers(found: Mapping[Shape, int], letters_first: Mapping[Shape, int]) -> str:
    head = ("servers", "cores each", "renderers each", "letters in the day", "for each core", "letters first")
    rows = (
        (
            shape.servers,
            shape.cores,
            shape.web_processes * shape.renderers,
            _thousands(letters),
            _thousands(letters / shape.servers / shape.cores),
            _thousands(letters_first[shape]) if shape in letters_first else "–",
        )
        for shape, letters in found.items()
    )
    return _table(head, rows)


def _hours(results: Sequence[Result], letters: int) -> str:
    head = (
        "hour",
        "letters a minute",
        "letter waits, p95",
        "preview waits, p95",
        "refused at first",
        "without breaks",
    )
    day = replace(NATIONAL, letters=letters)
    rows = (
        (
            hour + 1,
            f"{day.rate((hour + 0.5) * 3600) * 60:.1f}",
            _s(each.waiting["letters"][1]),
            _s(each.waiting["previews"][1]),
            _percent(each.refused),
            _percent(each.without_breaks),
        )
        for hour, each in enumerate(results)
    )
    return _table(head, rows) + f"\nIts cores are busy for {_percent(results[0].busy)} of the day.\n"


def _national(results: Iterable[Result], workload: Workload) -> str:
    head = (
        *("servers", "cores each", "renderers each", "busy", "letter waits, p50 · p95 · p99"),
        *(
            "preview waits, p50 · p95 · p99",
            "page waits, p95",
            "refused at first",
            "without breaks",
            "enough",
        ),
    )
    rows = (
        (
            each.shape.servers,
            each.shape.cores,
            each.shape.web_processes * each.shape.renderers,
            _percent(each.busy),
            " · ".join(map(_s, each.waiting["letters"])),
            " · ".join(map(_s, each.waiting["previews"])),
            _s(each.waiting["pages"][1]),
            _percent(each.refused),
            _percent(each.without_breaks),
            next((name for name, goal in GOALS.items() if each.meets(goal)), "no"),
        )
        for each in results
    )
    redis = NATIONAL.highest * workload.redis
    return _table(head, rows) + f"\nThe one Redis is busy for {_percent(redis)} of the time at the peak.\n"


def _typing(found: Mapping[float, int]) -> str:
    head = ("characters typed", "previews for each letter", "cores for the national day")
    shape = MANY[-1]
    rows = (
        (
            typed,
            f"{replace(JOURNEY, typed=typed).previews:.0f}",
            math.ceil(NATIONAL.letters / letters * shape.servers) * shape.cores,
        )
        for typed, letters in found.items()
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
