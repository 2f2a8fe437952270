"""What a person at a terminal, or a script, gets from the real `planner` process."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.process import PLANNER, ROOT, Terminal, environment, intake, planner, short

EXAMPLE = ROOT / "examples/desk_worker_sciatica.yaml"
# What is planned, wherever any plan will do.
SHORT = short()
REFERRED = ROOT / "examples/red_flag_numb_saddle.yaml"
QUICK = ("--effort", "quick")
BOLD = "\x1b[1m"
# What may not be there before a command runs; each takes longer than the help itself.
HEAVY = {"ortools", "pandas", "numpy", "icalendar", "msgspec", "yaml", "rich", "planner.workflow"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a plan."""
    folder = tmp_path_factory.mktemp("made") / "plan"
    assert planner("plan", SHORT, "-o", folder, *QUICK).returncode == 0
    return folder


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_nothing_heavy_is_imported_for(option: str) -> None:
    code = (
        "import sys\nfrom planner.cli import main\n"
        f"try:\n    main(['{option}'])\nexcept SystemExit:\n    pass\n"
        "print(' '.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout
    assert not HEAVY & set(done.stderr.split())


@pytest.mark.parametrize(
    "line",
    ["", "plan", "screen", "audit", "explain", "export", "intake", "intake new", "calendar push", "calendar pull", "catalog",
     "catalog why", "template", "template check"],
)  # fmt: skip
def test_every_command_has_help(line: str) -> None:
    done = planner(*line.split(), "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"Usage: {' '.join(['planner', *line.split()])} ")
    assert done.stderr == ""


COMPLETIONS = {
    "planner pl": {"plan"},
    "planner intake ": {"new", "check", "from-fhir", "questions"},
    "planner plan --eff": {"--effort"},
    "planner plan --effort ": {"quick", "standard", "thorough"},
    "planner catalog s": {"show", "search"},
}


@pytest.mark.parametrize(("typed", "offered"), COMPLETIONS.items(), ids=COMPLETIONS)
def test_the_shell_completes(typed: str, offered: set[str]) -> None:
    words = typed.split(" ")
    env = environment(
        _PLANNER_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=str(len(words) - 1)
    )
    done = planner(env=env)
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == offered


def test_the_shell_script_for_completion_is_given() -> None:
    done = planner(env=environment(_PLANNER_COMPLETE="bash_source"))
    assert "complete -o nosort -F" in done.stdout
    subprocess.run(["bash", "-n"], input=done.stdout, text=True, check=True)


def test_progress_is_for_a_terminal_only(tmp_path: Path) -> None:
    done = planner("plan", SHORT, "-o", tmp_path / "a", *QUICK)
    assert done.stderr == ""
    assert "first plan found" not in done.stdout
    watched = Terminal("plan", SHORT, "-o", tmp_path / "b", *QUICK)
    assert watched.end() == 0
    assert "first plan found" in watched.shown
    assert BOLD in watched.shown


def test_no_colour_where_none_is_wanted(made: Path) -> None:
    arguments = ("explain", made / "plan.json", "walk_short")
    coloured, plain = Terminal(*arguments), Terminal(*arguments, NO_COLOR="1")
    assert coloured.end() == plain.end() == 0
    assert BOLD in coloured.shown
    assert "\x1b" not in plain.shown
    assert coloured.shown.replace(BOLD, "").replace("\x1b[0m", "") == plain.shown
    assert "\x1b" not in planner(*arguments).stdout


@pytest.mark.parametrize("columns", [60, 80, 120, 200])
def test_lines_fit_the_terminal(columns: int, made: Path, tmp_path: Path) -> None:
    env = environment(COLUMNS=str(columns))
    # All weeks and phases where lines are broken most, a few elsewhere.
    person = EXAMPLE if columns == 60 else short(4)
    shown = [
        planner("plan", person, "-o", tmp_path, *QUICK, env=env),
        planner("explain", made / "plan.json", "hamstring_seated", env=env),
        planner("template", "show", "sciatica_first", env=env),
        planner("screen", EXAMPLE, env=env),
    ]
    for done in shown:
        assert done.returncode == 0, done.stderr
        for line in done.stdout.splitlines():
            # A path or an address is never broken.
            assert len(line) <= columns or " " not in line.strip(), line
    assert max(map(len, shown[0].stdout.splitlines())) <= 100


JSON = {
    "plan": (f"plan {SHORT} -o {{tmp}} --effort quick", 0),
    "plan with a referral": (f"plan {REFERRED} -o {{tmp}}", 12),
    "screen": (f"screen {EXAMPLE}", 0),
    "screen with a referral": (f"screen {REFERRED}", 12),
    "audit": (f"audit {{made}}/plan.json --intake {SHORT}", 0),
    "audit of somebody else's": (
        f"audit {{made}}/plan.json --intake {ROOT}/examples/shift_worker.yaml", 14
    ),
    "explain": ("explain {made}/plan.json walk_short", 0),
    "explain everything": ("explain {made}/plan.json", 0),
    "export": ("export {made}/plan.json --to csv -o {tmp}", 0),
    "intake check": (f"intake check {EXAMPLE}", 0),
    "intake check with faults": (f"intake check {ROOT}/README.md", 10),
    "intake questions": (f"intake questions {EXAMPLE}", 0),
    "catalog check": ("catalog check", 0),
    "catalog show": ("catalog show walk_short", 0),
    "catalog search": ("catalog search walk", 0),
    "catalog why": ("catalog why cr_016", 0),
    "template list": ("template list", 0),
    "template show": ("template show sciatica_first", 0),
    "template check": ("template check", 0),
}  # fmt: skip


@pytest.mark.parametrize(("line", "code"), JSON.values(), ids=JSON)
def test_json_is_all_that_stands_on_standard_output(
    line: str, code: int, made: Path, tmp_path: Path
) -> None:
    done = planner(*line.format(made=made, tmp=tmp_path / "out").split(), "--json")
    assert done.returncode == code, done.stderr
    assert isinstance(json.loads(done.stdout), dict | list)
    if code != 10:
        assert done.stderr == ""


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}


def test_files_with_health_data_are_for_their_owner_only(tmp_path: Path) -> None:
    """Plan, calendar, table, then the referral that withdraws them."""
    folder = tmp_path / "out"
    assert planner("plan", SHORT, "-o", folder, *QUICK, "--to", "csv").returncode == 0
    assert modes(folder) == dict.fromkeys(("plan.json", "plan.ics", "plan.csv"), 0o600)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (folder / "plan.csv").chmod(0o644)
    assert planner("plan", REFERRED, "-o", folder).returncode == 12
    names = ("plan.json.withdrawn", "plan.ics.withdrawn", "plan.csv.withdrawn", "referral.txt")
    assert modes(folder) == dict.fromkeys(names, 0o600)


def test_answers_to_guided_questions_are_for_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    done = planner("intake", "new", "-o", folder / "me.yaml", given=b"2027-01-11\n8\nq\n")
    assert done.returncode == 130
    assert "Go on with: planner intake new --resume" in done.stderr
    assert modes(folder) == {"me.yaml.progress": 0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_an_error_repeats_no_answer(tmp_path: Path) -> None:
    """It says what would be right; what was answered stays in the file."""
    file = tmp_path / "in.yaml"
    file.write_text(
        intake(("weight_kg: 72", "weight_kg: 7272"), ("resting_sbp: 122", "resting_sbp: 1221")),
        "utf-8",
    )
    done = planner("plan", file)
    assert done.returncode == 10
    assert len(done.stderr.splitlines()) == 2
    assert not re.search(r"7272|1221", done.stderr)


def test_a_terminal_that_knows_few_letters(made: Path) -> None:
    """Names of folders may hold any letter or none that is one; nothing ends in a traceback."""
    folder = made.with_name("pläne\udcff")
    made.rename(folder)
    try:
        env = environment(PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
        done = planner("export", folder / "plan.json", "--to", "csv", "-o", folder, env=env)
        assert done.returncode == 0, done.stderr
        assert done.stdout.isascii()
        assert done.stderr == ""
    finally:
        folder.rename(made)


def test_closed_output_is_no_error() -> None:
    line = f"'{PLANNER}' catalog search walk >&- 2>&-"
    assert subprocess.run(["bash", "-c", line], env=environment(), check=False).returncode == 0
