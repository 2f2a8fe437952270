import hashlib
import json
import re
from base64 import b64decode, b64encode
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from planner.domain.plan import ItemDose
from planner.export import render
from planner.export.charts import Chart
from planner.export.page import to_html
from planner.export.page.page import FOLDER, SPOKEN, TIMED, timing
from planner.knowledge import load_catalog
from planner.workflow.writing.known import view_of
from tests.support.sample_plan import item, sample_plan, session

CATALOG = load_catalog()
VIEW = view_of(CATALOG)
PLAN = sample_plan()
USED = re.compile(r"(?:say|counted)\(\s*[\"']([a-z_.]+)[\"']")


def page(**options: Any) -> str:
    return to_html(PLAN, VIEW.known, VIEW.messages, **options).decode()


def inside(text: str, name: str) -> list[str]:
    return re.findall(rf"<{name}[^>]*>(.*?)</{name}>", text, re.DOTALL)


def test_the_same_plan_gives_the_same_bytes() -> None:
    figures = VIEW.figures()
    assert page(figures=figures) == page(figures=VIEW.figures())


def test_the_policy_names_the_page_s_own_script_and_style_and_nothing_else() -> None:
    text = page()
    policy = unescape(re.findall(r'Content-Security-Policy" content="([^"]*)"', text)[0])
    _, script = inside(text, "script")
    (style,) = inside(text, "style")
    for kind, own in (("script", script), ("style", style)):
        digest = b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"\s(style|on[a-z]+)=", text.replace(script, ""))


def test_nothing_in_the_page_points_elsewhere() -> None:
    for address in re.findall(r'(?:href|src|action|data)="([^"]*)"', page(figures=VIEW.figures())):
        assert address.startswith(("#", "data:")), address


def test_every_sentence_of_the_templates_and_the_script_exists_and_is_used() -> None:
    shown = "".join(path.read_text("utf-8") for path in sorted((FOLDER / "templates").iterdir()))
    code = "".join(path.read_text("utf-8") for path in sorted(FOLDER.glob("*.py")))
    script = "".join(path.read_text("utf-8") for path in sorted((FOLDER / "script").iterdir()))
    named = set(USED.findall(shown)) | set(re.findall(r'"(page\.[a-z_]+)"', code))
    named -= {"page.html", "page.closed_", "page.done_"}
    assert named <= VIEW.messages.texts.keys()
    page_keys = {key for key in VIEW.messages.texts if key.startswith("page.")}
    page_keys = {key for key in page_keys if key.removesuffix(".one") == key}
    by_verdict = {key for key in page_keys if key.startswith(("page.closed_", "page.done_"))}
    spoken = {key for key in page_keys if key.startswith(SPOKEN)}
    assert page_keys - named - by_verdict - spoken == set()
    for key in spoken:
        assert f'"{key.removeprefix(SPOKEN)}"' in script, key


def test_a_page_of_many_pictures_is_small(long_plan_page: bytes) -> None:
    assert len(long_plan_page) < 1_500_000


@pytest.fixture
def long_plan_page() -> bytes:
    """Sixty activities with pictures: more than any example holds."""
    shown = sorted(VIEW.figures().by_activity())[:60]
    items = [
        item(activity=name, name=CATALOG.activities[name].name, order=order)
        for order, name in enumerate(shown)
    ]
    return to_html(
        sample_plan(sessions=(session(*items),)),
        VIEW.known,
        VIEW.messages,
        figures=VIEW.figures(),
    )


def test_a_figure_is_there_once_however_often_it_is_shown() -> None:
    twice = sample_plan(sessions=(session(item()), session(item(), week=2)))
    text = to_html(twice, VIEW.known, VIEW.messages, figures=VIEW.figures()).decode()
    assert text.count("<symbol ") == 1
    (name,) = re.findall(r'<symbol id="([^"]*)"', text)
    assert f'<use href="#{name}"/>' in text
    assert f'data-steps="{name}"' in text


def test_the_left_side_alone_has_a_picture_of_its_own() -> None:
    left = sample_plan(sessions=(session(item(side="left")),))
    text = to_html(left, VIEW.known, VIEW.messages, figures=VIEW.figures()).decode()
    assert re.findall(r'<symbol id="([^"]*)"', text)[0].endswith("-l")


def test_a_discreet_page_has_a_neutral_name_and_title() -> None:
    view = view_of(CATALOG, discreet=True)
    (name,) = files = render(PLAN, ["html"], view)
    text = files[name].decode()
    assert name == "page.html"
    assert inside(text, "title") == inside(text, "h1") == ["My days"]
    data = json.loads(inside(text, "script")[0])
    assert data["file"] == "notes"


def test_charts_are_pictures_that_run_nothing_with_their_words() -> None:
    svg, words = "<svg onload='x()'/>", 'Week 1: "60" minutes'
    chart = Chart(id="minutes", title="Minutes <b>", note="Bars & lines", svg=svg, text=words)
    text = page(charts=[chart])
    assert "Minutes &lt;b&gt;" in text
    source = re.findall(r'src="data:image/svg\+xml;base64,([^"]*)"', text)[0]
    assert b64decode(source).decode() == chart.svg
    assert "onload" not in text
    assert "Bars &amp; lines" in text
    assert "Week 1: &#34;60&#34; minutes" in text
    assert "charts" not in "".join(inside(page(), "section"))


@pytest.mark.parametrize(
    ("dose", "counted"),
    [
        (ItemDose(sets=2, hold_s=30), {"sets": 2, "hold_s": 30}),
        (ItemDose(sets=3, reps=10, rest_s=60), {"sets": 3, "reps": 10, "rest_s": 60}),
        (ItemDose(minutes=10), {"minutes": 10}),
        (ItemDose(sets=1, reps=10), {}),
        (ItemDose(hours=4), {}),
    ],
)
def test_a_timer_gets_what_can_be_counted(dose: ItemDose, counted: dict[str, int]) -> None:
    assert timing(dose) == counted
    assert set(counted) <= set(TIMED)


def test_every_script_is_part_of_the_page() -> None:
    from planner.export.page.page import SCRIPTS

    assert {path.stem for path in Path(FOLDER / "script").iterdir()} == set(SCRIPTS)
