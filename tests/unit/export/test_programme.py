"""The printed programme: escaped, complete, and the same bytes for the same plan."""

from msgspec.structs import replace

from planner.explain import messages_of
from planner.export.programme import to_markdown
from planner.knowledge import load_catalog
from planner.workflow.writing.citations import citations
from tests.support.calendar_plan import calendar_plan

CATALOG = load_catalog()
MESSAGES = messages_of(CATALOG)
CITATIONS = citations(CATALOG)
PLAN = calendar_plan()


def printed(plan=PLAN):
    return to_markdown(plan, MESSAGES, CITATIONS).decode()


def test_every_step_of_every_item_is_printed():
    text = printed().replace("\\", "")
    for session in PLAN.sessions:
        for item in session.items:
            assert all(step in text for step in item.how)


def test_the_same_plan_gives_the_same_bytes():
    assert printed() == printed(calendar_plan())


def test_free_text_can_neither_open_a_heading_nor_a_tag():
    bad = replace(PLAN, warnings=("x\n# Heading <script>alert(1)</script> *b*",))
    text = printed(bad)
    assert "\n# Heading" not in text
    assert "<script" not in text.replace("\\<", "")
    assert "*b*" not in text


def test_a_plan_that_was_not_audited_says_so():
    assert MESSAGES.texts["report.no_audit"] in printed(replace(PLAN, audit=None))


def test_a_source_is_a_reference_in_full():
    source = next(iter(CATALOG.sources.values()))
    assert source.title.rstrip(".") in CITATIONS[source.id]


def test_nothing_beside_the_sessions_is_said():
    empty = replace(PLAN, all_day=(), equipment=(), retests=())
    for key in ("home_only", "no_equipment", "no_retests"):
        assert MESSAGES.texts[f"report.{key}"] in printed(empty)
