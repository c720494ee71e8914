"""What processes have used of the processor, as Linux counts it in ``/proc``, in seconds."""

from __future__ import annotations

import os
import platform
import re
from contextlib import suppress
from pathlib import Path


def below(process: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    children: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        children += map(int, task.read_text(encoding="ascii").split())
    return children + [each for child in children for each in below(child)]


def seconds_of(process: int) -> float:
    """Return the seconds of processor that the threads of a process have used; 0 for one that has gone."""
    used = 0
    for task in Path(f"/proc/{process}/task").glob("*/schedstat"):
        with suppress(OSError):  # the thread has ended
            used += int(task.read_text(encoding="ascii").split()[0])
    return used / 1e9


def seconds_with_ended(process: int) -> float:
    """Return the seconds that a process has used, and those it started that have ended, in hundredths."""
    try:
        after_name = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:  # it has gone: whoever started it has its seconds
        return 0.0
    return sum(map(int, after_name[11:15])) / os.sysconf("SC_CLK_TCK")


def seconds_of_machine() -> float:
    """Return the seconds that the machine's processors were at work."""
    line = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()
    user, nice, system, _, _, interrupt, soft = map(int, line[1:8])
    return (user + nice + system + interrupt + soft) / os.sysconf("SC_CLK_TCK")


def processor() -> str:
    """Return the name of the machine's processor."""
    named = re.search(
        r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE
    )
    return named[1] if named else platform.machine()
