"""The snapshot of the catalogue is the catalogue, or is not read at all."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from pathlib import Path

import pytest

from webapp.content.catalogue import LETTER_TEMPLATES, campaign_folders
from webapp.content.snapshot import SNAPSHOT, read_snapshot, ready_catalogue, write_snapshot
from webapp.domain.catalogue import Catalogue
from webapp.domain.errors import ContentError

HEAD = 2 * hashlib.sha256().digest_size


@pytest.fixture
def campaigns(tmp_path: Path) -> Path:
    """Return a folder with copies of our campaigns."""
    folder = tmp_path / "campaigns"
    for campaign in campaign_folders(LETTER_TEMPLATES):
        shutil.copytree(campaign, folder / campaign.name)
    return folder


@pytest.fixture
def kept(catalogue: Catalogue, campaigns: Path, tmp_path: Path) -> Path:
    """Return a snapshot of these campaigns."""
    path = tmp_path / "kept" / "catalogue.snapshot"
    write_snapshot(catalogue, path, campaigns)
    return path


def test_snapshot_is_the_catalogue(catalogue: Catalogue, kept: Path, campaigns: Path) -> None:
    read = read_snapshot(kept, campaigns)

    assert read is not None
    assert read.campaigns == catalogue.campaigns
    assert (read.ridings, read.members, read.officials) == (
        catalogue.ridings,
        catalogue.members,
        catalogue.officials,
    )
    assert list(read.postal) == list(catalogue.postal)
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


@pytest.mark.parametrize("name", ["facts.toml", "close.fr.md.j2", "corrections.toml", "more.toml"])
def test_changed_campaign_has_no_snapshot(kept: Path, campaigns: Path, name: str) -> None:
    with (campaigns / "ice-offices-canada" / name).open("a", encoding="utf-8") as file:
        file.write("\n")

    assert read_snapshot(kept, campaigns) is None


def test_file_moved_between_campaigns_is_a_change(kept: Path, campaigns: Path) -> None:
    first, second = campaign_folders(campaigns)
    (first / "leave.en.md.j2").rename(second / "leave.en.md.j2")

    assert read_snapshot(kept, campaigns) is None


def test_campaign_that_may_not_be_read_has_no_snapshot(kept: Path, campaigns: Path) -> None:
    facts = campaigns / "ice-offices-canada" / "facts.toml"
    facts.unlink()
    os.mkfifo(facts)

    assert read_snapshot(kept, campaigns) is None


@pytest.mark.parametrize("folder", ["domain", "composition", "content", "data"])
def test_code_and_tables_are_part_of_what_it_was_made_from(
    kept: Path, campaigns: Path, folder: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from webapp.content import snapshot

    root = tmp_path / "root"
    for name in ("domain", "composition", "content", "data"):
        shutil.copytree(snapshot.ROOT / "webapp" / name, root / "webapp" / name)
    shutil.copy(snapshot.ROOT / "requirements.txt", root)
    monkeypatch.setattr(snapshot, "ROOT", root)
    monkeypatch.setattr(snapshot, "DATA", root / "webapp" / "data")
    assert read_snapshot(kept, campaigns) is not None

    changed = next(iter(sorted((root / "webapp" / folder).glob("*.[pt][yo]*"))))
    changed.write_bytes(changed.read_bytes() + b"\n")
    assert read_snapshot(kept, campaigns) is None


@pytest.mark.parametrize("place", [0, HEAD - 1, HEAD, -1])
def test_damaged_snapshot_is_not_read(kept: Path, campaigns: Path, place: int) -> None:
    content = bytearray(kept.read_bytes())
    content[place] ^= 1
    kept.write_bytes(content)

    assert read_snapshot(kept, campaigns) is None


@pytest.mark.parametrize("length", [0, 10, HEAD, 5_000])
def test_snapshot_cut_off_is_not_read(kept: Path, campaigns: Path, length: int) -> None:
    kept.write_bytes(kept.read_bytes()[:length])

    assert read_snapshot(kept, campaigns) is None


def test_without_a_snapshot_everything_is_read(tmp_path: Path, campaigns: Path) -> None:
    assert read_snapshot(tmp_path / "none", campaigns) is None


class _Harm:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("harm",)


def test_snapshot_names_nothing_but_values_of_the_domain(
    kept: Path, campaigns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    body = pickle.dumps(_Harm())
    made_from = kept.read_bytes()[: HEAD // 2]
    kept.write_bytes(made_from + hashlib.sha256(body).digest() + body)

    with pytest.raises(pickle.UnpicklingError, match=r"^a snapshot holds no posix\.mkdir$"):
        read_snapshot(kept, campaigns)
    assert not (tmp_path / "harm").exists()


def test_other_campaigns_are_read_from_their_files(campaigns: Path) -> None:
    (campaigns / "ice-offices-canada" / "facts.toml").write_text("", encoding="utf-8")

    with pytest.raises(ContentError):
        ready_catalogue(campaigns)


def test_snapshot_stands_where_make_puts_what_it_builds() -> None:
    assert LETTER_TEMPLATES.parent / "build" / "catalogue.snapshot" == SNAPSHOT
