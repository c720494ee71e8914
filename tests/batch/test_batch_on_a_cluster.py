"""A batch on a real Dask cluster: every letter once, whoever dies and whoever comes late."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from batches import ANNE, begin, finish, letters_in, mends, people, read_csv
from clusters import Cluster, cluster
from waiting import until

from webapp.content.catalogue import LETTER_TEMPLATES

Call = Callable[..., tuple[int, str, str]]
Write = Callable[..., Path]


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "dask"
    folder.mkdir()
    with cluster(folder) as running:
        yield running


def doors(folder: Path) -> list[int]:
    return sorted(int(each.split(b" 82 Avenue NW")[0].split()[-1]) for each in letters_in(folder).values())


def test_every_letter_is_made_once_though_a_worker_is_killed_and_another_comes_late(
    dask: Cluster, write: Write, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    workers = [dask.worker(), dask.worker()]
    process = begin(write(*people(150)), out, "--format", "txt", "--scheduler", dask.address)
    until(lambda: out.exists() and len(letters_in(out)) > 20)
    workers[0].kill()
    dask.worker()
    workers[1].kill()  # so that whoever came late makes the rest
    assert len(letters_in(out)) < 150
    status, said, _ = finish(process)

    assert (status, said) == (0, f"{out}: 150 letters, 150 made now.\n")
    assert doors(out) == list(range(1, 151))
    assert [row["row"] for row in read_csv(out / "manifest.csv")] == [str(row) for row in range(2, 152)]
    assert mends(out) == []
    assert [word for word in (ANNE["name"], "82 Avenue", ANNE["postal_code"]) if word in dask.logs()] == []


def test_letters_are_those_of_one_machine(dask: Cluster, write: Write, call: Call, tmp_path: Path) -> None:
    table, here, there = write(*people(5)), tmp_path / "here", tmp_path / "there"
    dask.worker()
    assert call(table, here)[0] == 0
    assert finish(begin(table, there, "--format", "txt", "--scheduler", dask.address))[0] == 0

    assert sorted(letters_in(here).values()) == sorted(letters_in(there).values())
    assert call(table, there)[1] == f"{there}: 5 letters, 0 made now.\n"


def test_letters_go_to_storage_that_fsspec_reaches(dask: Cluster, write: Write, tmp_path: Path) -> None:
    table, url = write(*people(5)), f"local://{tmp_path}/bucket/letters"
    words = ("--format", "txt", "--scheduler", dask.address, "--record", str(tmp_path / "record"))
    dask.worker()
    first, second = (finish(begin(table, url, *words)) for _ in range(2))

    assert first[:2] == (0, f"{url}: 5 letters, 5 made now.\n")
    assert second[:2] == (0, f"{url}: 5 letters, 0 made now.\n")
    assert doors(tmp_path / "bucket" / "letters") == [1, 2, 3, 4, 5]
    assert sorted(path.name for path in (tmp_path / "record").iterdir()) == [
        *("batch.sqlite", "errors.csv", "manifest.csv")
    ]


def test_worker_of_another_revision_is_refused(dask: Cluster, write: Write, tmp_path: Path) -> None:
    campaigns = tmp_path / "campaigns"
    shutil.copytree(LETTER_TEMPLATES, campaigns)
    table, words = write(*people(3)), ("--format", "txt", "--folder", str(campaigns))
    dask.worker()
    scheduler = ("--scheduler", dask.address)
    assert finish(begin(table, tmp_path / "out", *words, *scheduler))[0] == 0
    with (campaigns / "ice-offices-canada" / "campaign.toml").open("a") as file:
        file.write("\n# revised\n")
    status, _, err = finish(begin(table, tmp_path / "out", *words, *scheduler))  # it has read the old one

    assert status == 2
    assert "does not make the same letters: it has apostille=" in err
    assert len(letters_in(tmp_path / "out")) == 3


def test_interrupted_batch_goes_on_elsewhere(dask: Cluster, write: Write, call: Call, tmp_path: Path) -> None:
    table, out = write(*people(100)), tmp_path / "out"
    dask.worker()
    process = begin(table, out, "--format", "txt", "--scheduler", dask.address)
    until(lambda: out.exists() and len(letters_in(out)) > 10)
    process.terminate()
    assert finish(process)[0] == 130
    made = len(letters_in(out))

    assert call(table, out)[:2] == (0, f"{out}: 100 letters, {100 - made} made now.\n")
    assert doors(out) == list(range(1, 101))


def test_extra_that_is_not_installed_is_named(write: Write, tmp_path: Path) -> None:
    words = ["batch", "ice-offices-canada", str(write({})), "--output", str(tmp_path / "out")]
    for missing, more in (
        ("distributed", ["--scheduler", "tcp://127.0.0.1:9"]),
        ("fsspec", ["--output", "s3://a"]),
    ):
        program = (
            f"import sys; sys.modules[{missing!r}] = None; from webapp.cli import main; main(sys.argv[1:])"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, *words, *more], capture_output=True, check=False
        )

        assert done.returncode == 2
        assert done.stderr.decode().rstrip().endswith("pip install apostille[cluster]")


def test_scheduler_that_is_not_there_is_said(call: Call, write: Write, tmp_path: Path) -> None:
    status, _, err = call(write({}), tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")

    assert (status, err) == (
        2,
        "apostille: no scheduler answers at tcp://127.0.0.1:9: start one with `dask scheduler`.\n",
    )


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("memory://letters", "is the memory of each process: name storage that all of them reach."),
        ("nowhere://letters", "cannot be reached: Protocol not known: nowhere"),
    ],
)
def test_storage_that_cannot_be_written_to_is_said(call: Call, write: Write, url: str, said: str) -> None:
    assert call(write({}), url)[2] == f"apostille: {url} {said}\n"


def test_storage_needs_a_folder_for_the_record(call: Call, write: Write, tmp_path: Path) -> None:
    url = f"local://{tmp_path}/letters"

    assert call(write({}), url) == (
        2,
        "",
        f"apostille: {url} is no folder of this machine: name one for the record (--record).\n",
    )
    assert call(write({}), url, "--record", str(tmp_path / "record"))[0] == 0
