"""What goes wrong is told in the language that was asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from planner.calendar_io import read_calendar
from planner.calendar_io.server.faults import ServerFault, refused
from planner.calendar_io.server.session import Guard
from planner.cli import main
from planner.domain.language import speaking
from planner.errors import BadInput, StoreError
from planner.knowledge.paths import template_directory
from planner.store import locate, open_store
from tests.support.stored import EXAMPLE

Fails = Callable[..., str]


@pytest.fixture
def fails(tmp_path: Path) -> Fails:
    """Runs a command that fails, and gives what it says."""

    def run(*words: str | Path) -> str:
        store = ["--store", str(tmp_path / "s.db")]
        result = CliRunner().invoke(main, [*store, *map(str, words)])
        assert result.exit_code != 0
        return result.output

    return run


def test_there_is_no_store(fails: Fails) -> None:
    assert "todavía no hay un almacén de programas" in fails(
        "programme", "show", "anna", "--language", "es"
    )
    assert "there is no store of programmes yet" in fails("programme", "show", "anna")


def test_the_language_counts_for_options_before_it(fails: Fails, tmp_path: Path) -> None:
    file = tmp_path / "none.yaml"
    assert "no existe ese archivo" in fails("plan", file, "--language", "es")
    assert "no existe ese archivo" in fails("plan", "--language", "es", file)


def test_a_bad_intake(fails: Fails, tmp_path: Path) -> None:
    file = tmp_path / "intake.yaml"
    whole = EXAMPLE.read_text().replace("weeks: 12", "weeks: 200").replace("goals:", "gools:")
    file.write_text(whole)
    found = fails("plan", file, "--language", "es")
    assert "plan.weeks: debe estar entre" in found
    assert "gools: no se conoce «gools» como clave; ¿querías decir «goals»?" in found


def test_an_intake_that_names_its_language_itself(fails: Fails, tmp_path: Path) -> None:
    file = tmp_path / "intake.yaml"
    whole = EXAMPLE.read_text().replace("weeks: 12", "weeks: 200")
    file.write_text(f"{whole}\nperson: {{language: es}}\n")
    assert "plan.weeks: debe estar entre" in fails("plan", file)


def test_a_template_that_is_not_there(fails: Fails) -> None:
    found = fails("plan", EXAMPLE, "--language", "es", "--template", "no_such")
    assert "no existe la plantilla «no_such»" in found
    assert found.rstrip().endswith("Hace falta un id o la ruta de un archivo .yaml.")


def test_a_template_with_faults(fails: Fails, tmp_path: Path) -> None:
    whole = (template_directory(None) / "general_low_back.yaml").read_text()
    file = tmp_path / "own.yaml"
    file.write_text(
        whole.replace("\nid: general_low_back", "\nid: own").replace(
            "warm_up: [", "warm_up: ['{x}', "
        )
    )
    found = fails("plan", EXAMPLE, "--language", "es", "--template", file)
    assert "no se conoce «{x}» como actividad de warm_up" in found


def test_an_output_that_cannot_be_written(fails: Fails, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    found = fails("plan", EXAMPLE, "--language", "es", "-o", tmp_path / "file" / "below")
    assert "está debajo de un archivo, no de una carpeta" in found


def test_a_server_that_refuses() -> None:
    with speaking("es"):
        fault = refused("dav.example", 401)
        other = refused("dav.example", 418)
    assert str(fault).startswith("dav.example: no te deja entrar: el nombre o la contraseña")
    assert str(fault).endswith("[401]")
    assert str(other) == "dav.example: respondió con un fallo (418); inténtalo más tarde"


class _Page:
    """Stands in for a session of the HTTP library: every answer is a web page."""

    def request(self, *_: object, **__: object) -> SimpleNamespace:
        return SimpleNamespace(
            status_code=200,
            headers={},
            iter_content=lambda _: [b"<!doctype html>"],
            close=lambda: None,
        )


def test_an_answer_that_another_thread_reads() -> None:
    guard = Guard(_Page(), "https://dav.example/")
    with speaking("es"), pytest.raises(ServerFault, match="responde con una página web"):
        guard.request("GET", "https://dav.example/")


def test_a_calendar_that_another_process_reads(tmp_path: Path) -> None:
    file = tmp_path / "a.ics"
    file.write_text("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n")
    week = dt.date(2026, 12, 7), dt.date(2026, 12, 14), "Europe/Berlin"
    with speaking("es"), pytest.raises(BadInput, match="el archivo está cortado"):
        read_calendar(file, *week)
    with pytest.raises(BadInput, match="the file is cut off"):
        read_calendar(file, *week)


def test_a_store_of_somebody_else(tmp_path: Path) -> None:
    file = tmp_path / "s.db"
    file.write_bytes(b"no database at all, but long enough to be looked at" * 20)
    with (
        speaking("es"),
        pytest.raises(StoreError, match="no es un almacén de programas, o está dañado"),
        open_store(locate(str(file)), create=False),
    ):
        pass
