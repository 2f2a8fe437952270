import pytest

from planner.knowledge import load_catalog
from planner.knowledge.files import digest, read_files
from planner.knowledge.paths import catalog_directory


@pytest.fixture(scope="session")
def catalog():
    return load_catalog()


@pytest.fixture(scope="session")
def files():
    """Content of the catalog files by name."""
    return read_files(catalog_directory(None))


@pytest.fixture
def write_catalog(tmp_path, files):
    """Writes a catalog folder from contents by name."""

    def write(changed=None, name="catalog"):
        root = tmp_path / name
        for file, content in {**files, **(changed or {})}.items():
            if content is not None:
                (root / file).parent.mkdir(parents=True, exist_ok=True)
                (root / file).write_bytes(content)
        return root

    return write


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("PLANNER_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="session")
def sha256(files):
    return digest(files)
