import errno
import os
from pathlib import Path

import pytest

from planner.documents import refuse_unwritable, write_all
from planner.errors import OutputError


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def fail_at(monkeypatch: pytest.MonkeyPatch, name: str, call: int, code: int) -> None:
    """Let the nth call of a function of `os` fail."""
    real, calls = getattr(os, name), []

    def function(*args: object, **options: object) -> object:
        calls.append(args)
        if len(calls) == call:
            raise OSError(code, os.strerror(code))
        return real(*args, **options)

    monkeypatch.setattr(os, name, function)


def test_files_and_new_folders_belong_to_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "deeper"
    paths = write_all({folder / "a": b"1", folder / "b": b"2"})
    assert paths == (folder / "a", folder / "b")
    assert tree(folder) == {"a": b"1", "b": b"2"}
    assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}
    assert {(tmp_path / "new").stat().st_mode & 0o777, folder.stat().st_mode & 0o777} == {0o700}


def test_old_files_are_replaced_and_become_private(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_all({path: b"new"})
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_is_replaced_and_its_target_stays(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"precious")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_all({tmp_path / "link": b"new"})
    assert (tmp_path / "target").read_bytes() == b"precious"
    assert not (tmp_path / "link").is_symlink()


def test_leftovers_of_an_interrupted_run_do_not_hinder(tmp_path: Path) -> None:
    (tmp_path / f".a.{os.getpid()}-0.tmp").write_bytes(b"half")
    write_all({tmp_path / "a": b"1"})
    assert (tmp_path / "a").read_bytes() == b"1"


FAILURES = {
    "second file, disk full": ("fsync", 2, errno.ENOSPC, "disk is full"),
    "second file, quota": ("fsync", 2, errno.EDQUOT, "quota"),
    "read-only folder": ("open", 1, errno.EACCES, "may not be written there"),
    "read-only file system": ("open", 2, errno.EROFS, "read-only"),
    "broken disk": ("fsync", 1, errno.EIO, "cannot be written"),
}


@pytest.mark.parametrize(("name", "call", "code", "said"), FAILURES.values(), ids=FAILURES)
def test_a_failure_leaves_everything_as_it_was(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    call: int,
    code: int,
    said: str,
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    fail_at(monkeypatch, name, call, code)
    with pytest.raises(OutputError, match=said):
        write_all({tmp_path / "a": b"new", tmp_path / "sub" / "b": b"new"})
    assert tree(tmp_path) == {"a": b"old"}
    assert not (tmp_path / "sub").exists()


def test_an_interruption_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_all({tmp_path / "sub" / "a": b"new"})
    assert not list(tmp_path.iterdir())


def test_a_folder_where_a_file_should_go_is_named_before_anything_is_replaced(
    tmp_path: Path,
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").mkdir()
    with pytest.raises(OutputError, match=r"b: is a folder"):
        write_all({tmp_path / "a": b"new", tmp_path / "b": b"new"})
    assert tree(tmp_path) == {"a": b"old"}


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(OutputError, match="below a file"):
        write_all({tmp_path / "a" / "b": b"new"})
    assert tree(tmp_path) == {"a": b"old"}


@pytest.mark.parametrize("name", ["a", "a/b/c"])
def test_a_folder_that_cannot_be_is_refused_beforehand(tmp_path: Path, name: str) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(OutputError, match="below a file"):
        refuse_unwritable(tmp_path / name)


def test_a_folder_that_can_be_made_is_not_made_beforehand(tmp_path: Path) -> None:
    refuse_unwritable(tmp_path / "new" / "deeper")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_refused_beforehand(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="may not be written"):
        refuse_unwritable(tmp_path / "new")


@pytest.mark.parametrize("name", ["x" * 300, "nul\0"])
def test_a_name_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError):
        write_all({tmp_path / name: b"new"})
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/proc/sys").is_dir(), reason="only where /proc is")
def test_a_real_folder_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(OutputError, match=r"plan\.json"):
        write_all({Path("/proc/sys/plan.json"): b"new"})
