import os
import stat

import msgspec
import pytest

from planner.knowledge import cache, load, load_catalog
from planner.knowledge.catalog import Catalog


def same(one, other):
    return msgspec.structs.asdict(one) == msgspec.structs.asdict(other)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("PLANNER_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(autouse=True)
def other_process(monkeypatch):
    """Every load is as that of another process: none has kept a catalog."""
    monkeypatch.setattr(load, "_LOADED", {})
    monkeypatch.setattr(load, "KEPT", 0)


@pytest.fixture
def compiled(monkeypatch):
    """Counts how often a catalog is compiled from its files."""
    calls = []

    def counted(*args):
        calls.append(args)
        return compile_catalog(*args)

    compile_catalog = load.compile_catalog
    monkeypatch.setattr(load, "compile_catalog", counted)
    return calls


def test_the_second_load_does_not_compile(folder, compiled, catalog):
    assert same(load_catalog(), load_catalog())
    assert same(load_catalog(), catalog)
    assert len(compiled) == 1


def test_a_process_keeps_the_newest_catalogs(folder, monkeypatch, write_catalog, files):
    monkeypatch.setattr(load, "KEPT", 1)
    first = load_catalog()
    assert load_catalog() is first
    root = write_catalog()
    changed = files["goals.yaml"].replace(b"lose weight at a safe rate", b"lose some weight")
    (root / "goals.yaml").write_bytes(changed)
    second = load_catalog(root)
    assert second is not first
    assert load_catalog(root) is second
    assert load_catalog() is not first


def test_a_changed_file_is_noticed(folder, compiled, write_catalog, files):
    root = write_catalog()
    first = load_catalog(root)
    changed = files["goals.yaml"].replace(b"lose weight at a safe rate", b"lose some weight")
    (root / "goals.yaml").write_bytes(changed)
    second = load_catalog(root)
    assert len(compiled) == 2
    assert second.goals["lose_weight"].meaning == "lose some weight"
    assert first.sha256 != second.sha256


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:1000],
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda content: b"planner-catalog 0\n" + content,
        lambda content: b"\x00" * len(content),
    ],
)
def test_a_damaged_cache_is_rebuilt(folder, compiled, catalog, damage):
    load_catalog()
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    assert same(load_catalog(), catalog)
    assert len(compiled) == 2
    assert file.read_bytes() == whole


def test_a_sealed_value_of_another_type_is_passed_over(folder):
    cache.put("a" * 64, {"rules": []})
    assert cache.get("a" * 64, Catalog) is None
    assert cache.get("a" * 64, dict) == {"rules": []}


def test_the_cache_is_private_and_leaves_nothing_else(folder):
    load_catalog()
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path, monkeypatch, catalog):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("PLANNER_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert same(load_catalog(), catalog)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_not_writable_is_no_error(folder, catalog):
    folder.mkdir(mode=0o500)
    assert same(load_catalog(), catalog)
    assert not list(folder.iterdir())


def test_other_code_has_another_cache(folder, monkeypatch):
    cache.put("a" * 64, {"x": 1})
    monkeypatch.setattr("planner.__version__", "99.0")
    assert cache.get("a" * 64, dict) is None
