"""One service for several processes: one is its host, the others ask it; when it ends, another is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pool_tasks as tasks
import pytest
from specimens import MakeLetter
from waiting import until

from webapp.domain.errors import InvalidInput, Overloaded, RenderingError
from webapp.renderers import pdf
from webapp.renderers.in_hand import Bounds
from webapp.renderers.pool import Limits
from webapp.renderers.process import RendererLost
from webapp.renderers.service import RenderService
from webapp.renderers.shared import SharedService, new_address

STRANGER = """
import os, socket, sys
os.setuid(65534)
with socket.socket(socket.AF_UNIX) as line:
    line.connect("\\0" + sys.argv[1])
    print(line.recv(1))
"""


def start(address: str, **limits: float) -> SharedService:
    """Return what one web process has, begun."""
    service = SharedService(RenderService(Limits(**limits), Bounds(megabytes=8)), address)  # type: ignore[arg-type]
    Thread(target=service.start, daemon=True).start()
    return service


@pytest.fixture
def address() -> str:
    return new_address()


@pytest.fixture
def pair(address: str) -> Iterator[tuple[SharedService, SharedService]]:
    """Return the host and one that asks it."""
    host = start(address, queue=0)
    until(lambda: host.run("sleep", tasks.sleep, 0) == "slept")
    other = start(address, queue=0)
    yield host, other
    for service in (other, host):
        service.close()


def test_both_use_the_same_processes_and_the_same_letters_in_hand(
    pair: tuple[SharedService, SharedService], make_letter: MakeLetter
) -> None:
    host, other = pair
    other.prepare(make_letter(), b"anne")
    made = [each.pdf(make_letter()) for each in pair]

    assert made[0].content == made[1].content == pdf.render(make_letter())
    assert len({each.run("pid", tasks.pid) for each in (host, other)}) == 1


def test_errors_of_ours_arrive_as_they_were_and_others_without_their_words(
    pair: tuple[SharedService, SharedService], tmp_path: Path
) -> None:
    host, other = pair
    with pytest.raises(InvalidInput, match=r"^Choose a letter\.$"):
        other.run("refuse", tasks.refuse)
    with pytest.raises(RenderingError, match=r"^The letter could not be laid out \(ValueError\)\.$"):
        other.run("fail", tasks.fail, "what somebody wrote")
    with pytest.raises(RendererLost):
        other.run("die", tasks.die)
    with ThreadPoolExecutor(1) as client:
        begun, gate = tmp_path / "begun", tmp_path / "gate"
        client.submit(host.run, "hold", tasks.hold, str(begun), str(gate))
        tasks.wait_for(str(begun))
        with pytest.raises(Overloaded):
            other.run("sleep", tasks.sleep, 0)
        gate.touch()


def test_host_that_closes_answers_what_it_was_asked_and_another_takes_its_place(
    pair: tuple[SharedService, SharedService], tmp_path: Path
) -> None:
    host, other = pair
    before = other.run("pid", tasks.pid)
    begun, gate = tmp_path / "begun", tmp_path / "gate"
    with ThreadPoolExecutor(2) as threads:
        work = threads.submit(other.run, "hold", tasks.hold, str(begun), str(gate))
        tasks.wait_for(str(begun))
        closing = threads.submit(host.close)
        until(lambda: other.run("pid", tasks.pid) != before)
        assert (work.done(), closing.done()) == (False, False)
        gate.touch()
        assert (work.result(), closing.result()) == ("waited", None)


def test_what_a_host_did_not_answer_is_asked_of_the_next(address: str, tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import sys, pool_tasks\n"
        "from webapp.renderers.in_hand import Bounds\n"
        "from webapp.renderers.pool import Limits\n"
        "from webapp.renderers.service import RenderService\n"
        "from webapp.renderers.shared import SharedService\n"
        "if __name__ == '__main__':\n"
        "    SharedService(RenderService(Limits(), Bounds()), chr(0) + sys.argv[1]).start()\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(tasks.__file__).parent)}
    with subprocess.Popen([sys.executable, program, address[1:]], env=environment) as first:
        service = SharedService(RenderService(Limits(), Bounds()), address)
        assert service.run("sleep", tasks.sleep, 0) == "slept"
        Thread(target=service.start, daemon=True).start()
        with ThreadPoolExecutor(1) as client:
            begun, gate = tmp_path / "begun", tmp_path / "gate"
            work = client.submit(service.run, "hold", tasks.hold, str(begun), str(gate))
            tasks.wait_for(str(begun))
            first.kill()
            gate.touch()
            assert work.result() == "waited"
    service.close()


def test_nobody_there_is_an_error_of_ours(address: str) -> None:
    service = SharedService(RenderService(Limits(seconds=0.2), Bounds()), address)

    with pytest.raises(RendererLost):
        service.run("sleep", tasks.sleep, 0)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_another_user_is_not_listened_to(pair: tuple[SharedService, SharedService], address: str) -> None:
    asked = subprocess.run(
        [sys.executable, "-c", STRANGER, address[1:]],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert asked.stdout == "b''\n"
    assert pair[1].run("sleep", tasks.sleep, 0) == "slept"
