"""The rows of the peers: one line each, or the reason why it is not there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench.composing import PREPARED_KIND
from bench.lanes import Lanes
from bench.letters import letters
from bench.measuring import Row, seconds
from bench.peers import naive, with_chromium, with_libreoffice, with_reportlab, with_typst
from webapp.domain.catalogue import Catalogue
from webapp.domain.letters import Letter
from webapp.renderers import docx

NAIVE = "naive WeasyPrint"
VARIABLE = "naive WeasyPrint, with a variable font"
TYPST = "Typst, tagged"
REPORTLAB = "ReportLab, no tags"
CHROMIUM = "Chromium, tagged"
LIBREOFFICE = "LibreOffice, tagged, one process for many"
PEERS = (TYPST, REPORTLAB, CHROMIUM, LIBREOFFICE)
_MORE = 4


@dataclass(frozen=True)
class Peer:
    """One peer: what is made ready of a letter beforehand, unmeasured, and what makes the PDF of that."""

    name: str
    prepared: Callable[[Letter], Any]
    make: Callable[..., bytes]
    before: tuple[Path, ...] = ()
    absent: str = ""


def peers(folder: Path, fonts: Path) -> tuple[Peer, ...]:
    """Return the peers that make one letter after another in a process of their own."""
    with_fonts = partial(naive.prepared, fonts=fonts)
    return (
        Peer(NAIVE, with_fonts, naive.make),
        Peer(VARIABLE, naive.with_variable_font, naive.make),
        Peer(TYPST, with_typst.prepared, with_typst.make, (fonts,)),
        Peer(REPORTLAB, lambda letter: letter, with_reportlab.make, (fonts,)),
        Peer(CHROMIUM, with_fonts, with_chromium.make, (folder,), with_chromium.ABSENT),
    )


def rows(lanes: Lanes, catalogue: Catalogue, folder: Path, fonts: Path, *, is_whole: bool) -> list[Row]:
    """Return the rows; LibreOffice, which takes seconds, in the whole form alone."""
    given = [_row(lanes, catalogue, peer) for peer in peers(folder, fonts)]
    absent = with_libreoffice.ABSENT or ("" if is_whole else "measured with BENCH=long")
    return [*given, Row(LIBREOFFICE, None if absent else _libreoffice(catalogue, folder, fonts), absent)]


def _row(lanes: Lanes, catalogue: Catalogue, peer: Peer) -> Row:
    if peer.absent:
        return Row(peer.name, None, peer.absent)
    given, lane = letters(catalogue, PREPARED_KIND), lanes[peer.name]
    return Row(peer.name, lambda: lane.time(peer.make, *peer.before, peer.prepared(next(given))))


def _libreoffice(catalogue: Catalogue, folder: Path, fonts: Path) -> Callable[[], float]:
    """Return what gives the time of one letter among many: five in a process, less one in a process."""
    given = letters(catalogue, PREPARED_KIND)
    where = folder / "libreoffice"

    def sample() -> float:
        contents = tuple(docx.render(next(given)) for _ in range(1 + _MORE))
        one = seconds(with_libreoffice.convert, where, fonts, contents[:1])
        return max(0.0, seconds(with_libreoffice.convert, where, fonts, contents) - one) / _MORE

    return sample
