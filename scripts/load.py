"""Asks for four times the letters that the server can make, and sees what becomes of its pages meanwhile.

On loopback, for about a minute. Figures are ratios to the same server without that load, in the same run.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from bench import clients  # noqa: E402
from bench.letters import Kind, requests  # noqa: E402
from bench.server import PAGE  # noqa: E402
from serving import served  # noqa: E402 - the tests' own rooms are found first

from webapp.content.catalogue import load_catalogue  # noqa: E402

TIMES_TOO_MUCH = 4
MOST_AT_ONCE = 400


def main() -> int:
    """Measure, print, and return 1 where a letter was lost or a page failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=15, help="how long each part takes")
    seconds = parser.parse_args().seconds
    if not clients.WRK:
        print("Install wrk, then try again: sudo apt-get install wrk", file=sys.stderr)
        return 1
    orders = clients.Orders(requests(load_catalogue(), Kind(language="both", own_words=True)))
    settings = {"APOSTILLE_LETTERS_PER_MINUTE": "0", "APOSTILLE_THREADS": "32"}
    with TemporaryDirectory() as name, served(**settings) as server:

        def pages() -> clients.Load:
            return clients.pages(server.address, PAGE, 4, seconds=seconds, folder=Path(name))

        clients.ask_in_turn(server.address, orders, 1, seconds=seconds, most=1)
        quiet = pages()
        usual = clients.ask_in_turn(server.address, orders, 2, seconds=seconds)
        with ThreadPoolExecutor(1) as beside:
            measured = beside.submit(pages)
            loaded = on_time(server.address, orders, seconds, usual.rate * TIMES_TOO_MUCH)
            busy = measured.result()
        after = clients.ask_in_turn(server.address, orders, 2, seconds=seconds // 3)
    return report(quiet, busy, (usual, loaded, after))


def report(
    quiet: clients.Load, busy: clients.Load, letters: tuple[clients.Letters, clients.Letters, clients.Letters]
) -> int:
    """Print the figures as a table of Markdown."""
    usual, loaded, after = letters
    asked = loaded.ends.total()
    rows = {
        "letters a second asked for": asked / loaded.seconds / usual.rate,
        "letters a second made": loaded.rate / usual.rate,
        "time of a letter made, median": median(loaded.took) / median(usual.took),
        "pages a second": busy.rate / quiet.rate,
        "time of a page, median": busy.latency[0] / quiet.latency[0],
        "time of a page, slowest of a hundred": busy.latency[-1] / quiet.latency[-1],
        "letters a second made afterwards": after.rate / usual.rate,
    }
    print("| under load | ratio to no load |\n|---|---|")
    for name, ratio in rows.items():
        print(f"| {name} | {ratio:.2f} |")
    print(f"\nEnds of {asked} letters: {dict(loaded.ends)}; pages that failed: {busy.failed}.")
    half, _, slowest = busy.latency
    print(
        f"Under load {asked / loaded.seconds:.0f} letters a second were asked for; "
        f"half of the pages took {half:.0f} ms, one of a hundred {slowest:.0f} ms or more."
    )
    wrong = asked - loaded.ends["made"] - loaded.ends["sent away"]
    return int(bool(wrong or busy.failed or not loaded.ends["sent away"]))


def on_time(address: str, orders: clients.Orders, seconds: float, rate: float) -> clients.Letters:
    """Ask for ``rate`` letters a second, whether or not those before were made."""
    letters, began = clients.Letters(seconds), time.monotonic()
    with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
        for number in range(int(seconds * rate)):
            time.sleep(max(0.0, began + number / rate - time.monotonic()))
            pool.submit(clients.ask_once, letters, address, orders)
    return letters


if __name__ == "__main__":
    sys.exit(main())
