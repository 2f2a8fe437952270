from planner.explain import messages_of
from planner.knowledge import load_catalog
from planner.workflow.writing.known import known

CATALOG = load_catalog()
KNOWN = known(CATALOG, messages_of(CATALOG))


def test_every_symptom_of_a_session_has_its_sign_and_emergencies_come_first() -> None:
    assert {sign.id for sign in KNOWN.signs} == set(CATALOG.facts["session_symptoms"].values)
    urgent = [sign.is_emergency for sign in KNOWN.signs]
    assert urgent == sorted(urgent, reverse=True)
    by_id = {sign.id: sign for sign in KNOWN.signs}
    assert by_id["saddle_or_bladder"].is_emergency
    assert "emergency services" in by_id["saddle_or_bladder"].text
    assert not by_id["pain_6_or_up_2"].ends_session
    assert by_id["hypo_signs"].ends_session


def test_rules_that_wait_for_a_finding_are_known() -> None:
    assert "item_needs_smoker" in KNOWN.needs
    assert "cr_016" not in KNOWN.needs
