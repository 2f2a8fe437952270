from pathlib import Path

from planner.knowledge import paths


def test_in_a_checkout_the_folders_stand_beside_the_package():
    root = Path(paths.__file__).parents[2]
    assert paths.catalog_directory(None) == root / "catalog"
    assert paths.template_directory(None) == root / "templates"


def test_in_a_wheel_they_stand_inside_it(tmp_path, monkeypatch):
    (tmp_path / "planner" / "data" / "catalog").mkdir(parents=True)
    (tmp_path / "catalog").mkdir()
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "planner")
    assert paths.catalog_directory(None) == tmp_path / "planner" / "data" / "catalog"


def test_a_named_folder_wins(tmp_path):
    assert paths.catalog_directory(tmp_path) == tmp_path
    assert paths.template_directory(tmp_path) == tmp_path
