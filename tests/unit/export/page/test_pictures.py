import base64
import json
import zlib

from planner.export.page.pictures import SHAPE, pictures
from planner.export.view import programme_view
from planner.figures import Figures, drawn
from planner.knowledge import load_catalog
from planner.workflow.pictures import catalog_figures
from planner.workflow.writing.known import view_of
from tests.support.sample_plan import item, sample_plan, session

CATALOG = load_catalog()
VIEW = view_of(CATALOG)
FIGURES: Figures = catalog_figures(None, CATALOG)
ALLOWED = {"fill", "stroke", "stroke-width", "opacity", "d", "cx", "cy", "r"}


def exercises(*names: str):
    items = [item(activity=name, order=order) for order, name in enumerate(names)]
    return programme_view(
        sample_plan(sessions=(session(*items),)), VIEW.known, VIEW.messages
    ).exercises


def test_the_steps_of_a_movement_are_all_its_shapes() -> None:
    found = pictures(exercises("bird_dog_leg"), FIGURES)["bird_dog_leg"]
    data = json.loads(zlib.decompress(base64.b64decode(found.steps)))
    steps = drawn(FIGURES, FIGURES.by_activity()["bird_dog_leg"]).steps
    assert data["size"] == [steps[0].width, steps[0].height]
    assert len(data["steps"]) == 5
    for step, shapes in zip(steps, data["steps"], strict=True):
        assert len(shapes) == step.markup.count("<")
        assert [attributes["d"] for name, attributes in shapes if name == "path"]
        assert {key for _, attributes in shapes for key in attributes} <= ALLOWED
    assert data["steps"][0] != data["steps"][-1]


def test_every_shape_of_every_figure_is_understood() -> None:
    for figure in list(FIGURES.figures.values())[::7]:
        for shapes in (drawn(FIGURES, figure).still, *drawn(FIGURES, figure).steps):
            assert len(SHAPE.findall(shapes.markup)) == shapes.markup.count("<") > 0


def test_activities_that_look_alike_share_a_picture() -> None:
    shared = next(figure for figure in FIGURES.figures.values() if len(figure.shows) > 1)
    one, other = shared.shows[:2]
    found = pictures(exercises(one, other), FIGURES)
    assert found[one] is found[other]


def test_a_catalog_without_figures_gives_no_pictures() -> None:
    assert pictures(exercises("bird_dog_leg"), None) == {}
