"""The command `apostille links`: are the sources still where they were read? It asks the Web when run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from webapp.content.campaigns import load_campaign
from webapp.domain.campaigns import Campaign
from webapp.services.link_checks import PAUSE, LinkState, check_links

DEAD = 1
_HEADINGS = {
    "dead": "Dead: find where it went, or an archived copy",
    "moved": "Moved for good: write the new address",
    "unread": "Not shown to programs: open it by hand",
    "unreachable": "No answer: try again another day",
    "there": "There",
}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(path_type=Path), help="A file to write; the terminal by default.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice(("text", "markdown", "json")),
    default="text",
    show_default=True,
    help="Lines for a terminal, a report to keep, or JSON for programs.",
)
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=PAUSE,
    show_default=True,
    help="Seconds between two requests to one host.",
)
def links(*, folder: Path, output: Path | None, format_name: str, pause: float) -> int:
    """Ask the Web whether the sources of the campaign in FOLDER, and their archived copies, are still there.

    This is the one command of a campaign that uses the network: one request at a time. The status is 1 where
    a link is dead.
    """
    campaign = load_campaign(folder.resolve())
    named = _named(campaign)
    states = list(check_links(named, pause=pause))
    report = {"text": _as_text, "markdown": _as_markdown, "json": _as_json}[format_name](states, named)
    if output:
        output.write_text(report + "\n", encoding="utf-8")
        click.echo(f"{output}: {_summary(states)}")
    else:
        click.echo(report)
    return DEAD if any(state.state == "dead" for state in states) else 0


def _named(campaign: Campaign) -> dict[str, list[str]]:
    """Return every address of the sources, and what names it: ``S01``, ``S01 (archived)``."""
    named: dict[str, list[str]] = {}
    for source in campaign.sources.values():
        for url, name in ((source.url, source.id), (source.archived, f"{source.id} (archived)")):
            if url:
                named.setdefault(url.partition("#")[0], []).append(name)
    return named


def _grouped(states: list[LinkState]) -> Iterator[tuple[str, list[LinkState]]]:
    for state, heading in _HEADINGS.items():
        if found := [each for each in states if each.state == state]:
            yield heading, found


def _line(state: LinkState, named: dict[str, list[str]]) -> str:
    detail = f" – {state.detail}" if state.detail else ""
    return f"{', '.join(named[state.url])}: {state.url}{detail}"


def _as_text(states: list[LinkState], named: dict[str, list[str]]) -> str:
    lines = [f"{state.state}: {_line(state, named)}" for _, group in _grouped(states) for state in group]
    return "\n".join([*lines, _summary(states)])


def _as_markdown(states: list[LinkState], named: dict[str, list[str]]) -> str:
    parts = ["# Links of the sources", _summary(states)]
    for heading, group in _grouped(states):
        parts.append(f"## {heading}")
        parts.append("\n".join(f"- {_line(state, named)}" for state in group))
    return "\n\n".join(parts)


def _as_json(states: list[LinkState], named: dict[str, list[str]]) -> str:
    rows = [asdict(state) | {"sources": named[state.url]} for state in states]
    return json.dumps({"links": rows, "summary": _summary(states)}, ensure_ascii=False, indent=2)


def _summary(states: list[LinkState]) -> str:
    counts = ", ".join(f"{len(group)} {group[0].state}" for _, group in _grouped(states))
    return f"{len(states)} links: {counts}." if states else "There are no links."
