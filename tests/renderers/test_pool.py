"""The processes that lay letters out: bounded, replaced, and nobody notices another's misfortune."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pool_tasks as tasks
import pytest
from specimens import MakeLetter
from waiting import until

from webapp.domain.errors import InvalidInput, Overloaded, RenderingError
from webapp.renderers import pdf
from webapp.renderers.formats import FORMATS
from webapp.renderers.pagination import paginate
from webapp.renderers.pool import Limits, RenderPool
from webapp.renderers.process import RendererLost, TookTooLong


class Heard:
    """Keeps what an observer hears."""

    def __init__(self) -> None:
        self.ends: list[tuple[str, str]] = []
        self.lengths: list[int] = []
        self.reasons: list[str] = []

    def rendered(self, task: str, outcome: str, seconds: float) -> None:
        assert seconds >= 0
        self.ends.append((task, outcome))

    def queue(self, length: int) -> None:
        self.lengths.append(length)

    def refused(self, reason: str) -> None:
        self.reasons.append(reason)

    def in_hand(self, outcome: str) -> None:
        raise AssertionError(outcome)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def pool(heard: Heard) -> Iterator[RenderPool]:
    pool = RenderPool(Limits(renderers=1, queue=4, seconds=20, megabytes=600), heard)
    yield pool
    pool.close()


def test_letter_is_the_one_that_this_process_would_make(pool: RenderPool, make_letter: MakeLetter) -> None:
    letter = make_letter(language="both")

    assert pool.run("pdf", FORMATS["pdf"].render, letter).content == pdf.render(letter)
    assert pool.run("pagination", paginate, letter) == paginate(letter)


def test_error_of_ours_arrives_as_it_was(pool: RenderPool, heard: Heard) -> None:
    with pytest.raises(InvalidInput) as caught:
        pool.run("refuse", tasks.refuse)

    assert (caught.value.problem.field, str(caught.value.problem)) == ("file", "Choose a letter.")
    assert heard.ends == [("refuse", "InvalidInput")]


def test_error_of_a_library_arrives_without_its_words(pool: RenderPool) -> None:
    with pytest.raises(RenderingError) as caught:
        pool.run("fail", tasks.fail, "what somebody wrote")

    assert str(caught.value) == "The letter could not be laid out (ValueError)."
    assert caught.value.__cause__ is caught.value.__context__ is None


def test_task_that_takes_too_long_is_ended_and_the_next_one_answered(heard: Heard) -> None:
    pool = RenderPool(Limits(seconds=0.5), heard)
    first = pool.run("pid", tasks.pid)

    with pytest.raises(TookTooLong):
        pool.run("sleep", tasks.sleep, 60)

    assert not is_alive(first)
    assert pool.run("pid", tasks.pid) != first
    assert heard.ends == [("pid", "made"), ("sleep", "TookTooLong"), ("pid", "made")]
    pool.close()


def test_task_whose_process_dies_is_tried_again(pool: RenderPool, tmp_path: Path) -> None:
    assert pool.run("die", tasks.die_once, str(tmp_path / "mark")) == "alive"


def test_task_that_kills_its_process_twice_is_given_up(pool: RenderPool) -> None:
    with pytest.raises(RendererLost):
        pool.run("die", tasks.die)

    assert pool.run("sleep", tasks.sleep, 0) == "slept"


def test_process_killed_while_it_is_idle_is_replaced(pool: RenderPool) -> None:
    first = pool.run("pid", tasks.pid)
    os.kill(first, signal.SIGKILL)

    assert pool.run("pid", tasks.pid) != first


def test_task_that_wants_too_much_memory_is_refused_it(pool: RenderPool) -> None:
    first = pool.run("pid", tasks.pid)

    with pytest.raises(RenderingError, match=r"^The letter could not be laid out \(MemoryError\)\.$"):
        pool.run("memory", tasks.take_memory, 10**9)

    assert pool.run("memory", tasks.take_memory, 10**8) == 10**8
    assert pool.run("pid", tasks.pid) == first


def test_more_than_may_wait_are_sent_away_and_those_accepted_all_answered(
    pool: RenderPool, heard: Heard, tmp_path: Path
) -> None:
    gate = str(tmp_path / "gate")
    with ThreadPoolExecutor(5) as clients:
        accepted = [clients.submit(pool.run, "wait", tasks.wait_for, gate) for _ in range(5)]
        until(lambda: 5 in heard.lengths)
        with pytest.raises(Overloaded) as caught:
            pool.run("wait", tasks.wait_for, gate)
        Path(gate).touch()

    assert [future.result() for future in accepted] == ["waited"] * 5
    assert (caught.value.retry_after, heard.reasons) == (2, ["busy"])
    assert (heard.lengths[-1], max(heard.lengths)) == (0, 5)


def test_optional_task_leaves_half_of_the_queue_to_others(
    pool: RenderPool, heard: Heard, tmp_path: Path
) -> None:
    gate = str(tmp_path / "gate")
    with ThreadPoolExecutor(4) as clients:
        accepted = [clients.submit(pool.run, "wait", tasks.wait_for, gate) for _ in range(3)]
        until(lambda: 3 in heard.lengths)
        with pytest.raises(Overloaded):
            pool.run("sleep", tasks.sleep, 0, is_optional=True)
        accepted.append(clients.submit(pool.run, "wait", tasks.wait_for, gate))
        Path(gate).touch()

    assert [future.result() for future in accepted] == ["waited"] * 4


def test_task_that_no_process_was_free_for_in_time_is_sent_away(heard: Heard) -> None:
    pool = RenderPool(Limits(seconds=0.4), heard)
    with ThreadPoolExecutor(2) as clients:
        first = clients.submit(pool.run, "sleep", tasks.sleep, 5)
        until(lambda: 1 in heard.lengths)
        second = clients.submit(pool.run, "sleep", tasks.sleep, 0)
        ends = {type(future.exception()) for future in (first, second)}

    assert ends <= {TookTooLong, Overloaded, type(None)}
    assert type(first.exception()) is TookTooLong
    pool.close()


def test_others_do_not_notice_that_processes_are_killed_mid_way(make_letter: MakeLetter) -> None:
    pool = RenderPool(Limits(renderers=2, queue=8))
    pool.start()
    letter = make_letter()
    expected = pdf.render(letter)
    with ThreadPoolExecutor(6) as clients:
        letters = [clients.submit(pool.run, "pdf", FORMATS["pdf"].render, letter) for _ in range(8)]
        victims = [pool.run("pid", tasks.pid) for _ in range(2)]
        for victim in victims:
            os.kill(victim, signal.SIGKILL)

    assert [future.result().content == expected for future in letters] == [True] * 8
    pool.close()


def test_process_has_a_successor_that_is_started_while_it_works(tmp_path: Path) -> None:
    pool = RenderPool(Limits(tasks_each=3))
    first = pool.run("pid", tasks.pid)
    before = siblings(first)
    began = [pool.run("pid", tasks.pid) for _ in range(2)]
    gate = str(tmp_path / "gate")
    with ThreadPoolExecutor(1) as client:
        work = client.submit(pool.run, "wait", tasks.wait_for, gate)
        until(lambda: siblings(first) > before)
        (successor,) = siblings(first) - before
        Path(gate).touch()
        assert work.result() == "waited"

    until(lambda: pool.run("pid", tasks.pid) == successor)
    assert (began, is_alive(first)) == ([first, first], False)
    pool.close()


def test_successor_takes_over_where_its_process_dies(tmp_path: Path) -> None:
    pool = RenderPool(Limits(tasks_each=2))
    first = pool.run("pid", tasks.pid)
    before = siblings(first)
    assert pool.run("pid", tasks.pid) == first
    until(lambda: siblings(first) > before)
    (successor,) = siblings(first) - before
    os.kill(first, signal.SIGKILL)
    until(lambda: pool.run("pid", tasks.pid) == successor)

    assert (is_alive(first), is_alive(successor)) == (False, True)
    pool.close()


def test_signal_to_all_processes_of_a_service_cuts_no_letter_short(pool: RenderPool) -> None:
    first = pool.run("pid", tasks.pid)
    for told in (signal.SIGTERM, signal.SIGINT):
        os.kill(first, told)

    assert pool.run("pid", tasks.pid) == first


def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import os, pool_tasks, time\n"
        "from webapp.renderers.pool import Limits, RenderPool\n"
        "if __name__ == '__main__':\n"
        "    print(RenderPool(Limits()).run('pid', pool_tasks.pid), flush=True)\n"
        "    time.sleep(60)\n",
        encoding="utf-8",
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(tasks.__file__).parent)}
    with subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout
        renderer = int(parent.stdout.readline())
        parent.kill()

    until(lambda: not is_alive(renderer))


def is_alive(pid: int) -> bool:
    try:
        return "zombie" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False


def siblings(pid: int) -> set[int]:
    """Return the processes that the process has started which started this one."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    parent = status.split("PPid:")[1].split()[0]
    return {int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()}
