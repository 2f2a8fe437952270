"""The printed sheets: accessible as PDF/UA-1 asks, inert whatever the plan holds, repeatable."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pikepdf
import pytest
from msgspec.structs import replace

from planner.domain.local import living_in
from planner.domain.plan import (
    Advice,
    AuditResult,
    Conflict,
    Excluded,
    Finding,
    GateStatus,
    Phase,
    Plan,
    PlanLimit,
    Question,
    Required,
    Retest,
    Session,
)
from planner.domain.revision import Approval
from planner.explain import messages_of
from planner.export.charts import Measured
from planner.export.json import plan_hash, to_json
from planner.export.sheet import DOCUMENTS, prepared
from planner.export.sheet.typeset import shown
from planner.export.text import clean
from planner.knowledge import load_catalog
from planner.workflow.gallery import Gallery
from planner.workflow.writing.citations import citations
from planner.workflow.writing.known import known
from tests.support.calendar_plan import calendar_plan
from tests.support.calendar_readers import need
from tests.support.hostile import PAYLOADS as WRITTEN
from tests.support.hostile import hostile_plan
from tests.support.printed import text_of

ROOT = Path(__file__).parents[2]
CATALOG = load_catalog()
MESSAGES = messages_of(CATALOG)
KNOWN = known(CATALOG, MESSAGES)
GALLERY = Gallery(None, CATALOG)
# Words of closed lists, names that must be in the messages, and what is a time.
CLOSED = {
    "format", "status", "verdict", "start", "end", "timezone", "date", "check_on", "unit",
    "decision", "component", "role", "phase", "id", "effect", "activity", "side",
}  # fmt: skip
TYPST = r'#import "x.typ": * $x^2$ #panic() [ ] { } \ @label <lab> // c /* d */ `raw` *b* _e_ = h ~'
PAYLOADS = {
    "typst": TYPST,
    "markup": "</svg><script>alert(1)</script> &amp; %PDF-1.7 endobj",
    "escapes": r'\u{41} \n \" \\ "; #eval("1") #read("/etc/passwd")',
    "null": "a\0b\x1b[31m\ud800",
    "letters": "漢字 🦵👩‍⚕️ עברית",
}


def shown_plan() -> Plan:
    """A plan of two weeks with items that have pictures."""
    plan = calendar_plan()
    few = replace(
        plan, request=replace(plan.request, weeks=2), weeks=plan.weeks[:2],
        sessions=tuple(each for each in plan.sessions if each.week <= 2),
        all_day=tuple(each for each in plan.all_day if each.week <= 2),
    )  # fmt: skip
    return replace(few, sessions=tuple(_with_pictures(session) for session in few.sessions))


def _with_pictures(session: Session) -> Session:
    items = [
        replace(item, activity="box_squat", side="left") if item.family == "squat" else item
        for item in session.items
    ]
    return replace(session, items=tuple(items))


def to_pdf(*given: Any, **options: Any) -> bytes:
    return prepared(*given, **options)()


@cache
def made(document: str, payload: str = "") -> bytes:
    return to_pdf(
        document, poisoned(payload), KNOWN, MESSAGES, draw=GALLERY, citations=citations(CATALOG)
    )


def poisoned(payload: str) -> Plan:
    """The plan with the payload at the end of every free text."""
    data = msgspec.to_builtins(shown_plan(), builtin_types=(type(shown_plan().request.start),))

    def walk(value: Any, name: str) -> Any:
        match value:
            case str():
                return value if name in CLOSED else value + payload
            case dict():
                return {key: walk(below, key) for key, below in value.items()}
            case list() | tuple():
                return [walk(below, name) for below in value]
        return value

    return msgspec.convert(walk(data, ""), Plan) if payload else shown_plan()


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every element of the structure tree."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting.extend(found)
        elif isinstance(found, pikepdf.Dictionary) and "/S" in found:
            yield found
            if "/K" in found:
                waiting.append(found.K)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_is_what_pdf_ua_asks_for(document: str) -> None:
    with pikepdf.open(io.BytesIO(made(document))) as pdf:
        assert pdf.check_pdf_syntax() == []
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"]
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.Root.Lang) == "en"
        assert pdf.Root.StructTreeRoot.ParentTree
        kinds = Counter(str(each.S) for each in elements(pdf))
        assert kinds["/Document"] == 1
        assert kinds["/H1"] >= 1
        assert kinds["/TH"] > 0


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_picture_has_its_words(document: str) -> None:
    with pikepdf.open(io.BytesIO(made(document))) as pdf:
        figures = [each for each in elements(pdf) if str(each.S) == "/Figure"]
        assert all(str(each.Alt).strip() for each in figures)
        assert document == "clinician" or "Picture: Squat" in "".join(str(f.Alt) for f in figures)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_headings_skip_no_level_and_tables_have_heads(document: str) -> None:
    with pikepdf.open(io.BytesIO(made(document))) as pdf:
        every = list(elements(pdf))
        levels = {int(str(e.S)[2:]) for e in every if re.fullmatch(r"/H\d", str(e.S))}
        assert levels == set(range(1, max(levels) + 1))
        tables = [each for each in every if str(each.S) == "/Table"]
        assert tables
        for table in tables:
            inside = {str(each.S) for each in _below(table)}
            assert {"/TH", "/TD"} <= inside


def _below(element: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    below = element.get("/K", [])
    for each in below if isinstance(below, pikepdf.Array) else [below]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield each
            yield from _below(each)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_content_of_a_page_is_outside_the_tags(document: str) -> None:
    """All that paints stands between a marked-content operator and its end (ISO 14289-1, 7.1)."""
    paints = {
        "Tj",
        "TJ",
        "'",
        '"',
        "Do",
        "f",
        "f*",
        "F",
        "S",
        "s",
        "B",
        "B*",
        "b",
        "b*",
        "sh",
        "BI",
    }
    with pikepdf.open(io.BytesIO(made(document))) as pdf:
        for page in pdf.pages:
            depth = 0
            for _, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
                assert depth > 0 or name not in paints, name
            assert depth == 0


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_font_is_inside_and_maps_to_unicode(document: str) -> None:
    with pikepdf.open(io.BytesIO(made(document))) as pdf:
        fonts = [
            o
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"
        ]
        outer = [font for font in fonts if "/DescendantFonts" in font]
        assert outer
        for font in outer:
            assert "/ToUnicode" in font
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys())


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("name", PAYLOADS)
def test_hostile_text_is_only_text(document: str, name: str) -> None:
    data = made(document, PAYLOADS[name])
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.open(io.BytesIO(made(document))) as calm:
        kinds = [Counter(str(e.S) for e in elements(each)) for each in (pdf, calm)]
        for tag in ("/H1", "/H2", "/Figure", "/Table", "/Formula", "/Link", "/Code"):
            assert kinds[0][tag] == kinds[1][tag], tag
        assert not {"/OpenAction", "/AA", "/AcroForm", "/Names"} & set(pdf.Root.keys())
    if name in ("typst", "markup", "escapes"):
        wanted = re.sub(r"\s+", "", PAYLOADS[name])
        # A line may break anywhere in it.
        assert wanted in re.sub(r"\s+", "", text_of(data))


@cache
def of_intake(payload: str) -> bytes:
    plan = hostile_plan(payload)
    return to_pdf("clinician", plan, KNOWN, MESSAGES, draw=lambda *_: None, citations={})


@pytest.mark.parametrize("name", WRITTEN)
def test_what_a_person_wrote_in_an_intake_is_only_text(name: str) -> None:
    """It stands there letter by letter, and makes nothing but text of it."""
    payload = WRITTEN[name]
    with pikepdf.open(io.BytesIO(of_intake(payload))) as pdf:
        with pikepdf.open(io.BytesIO(of_intake("harmless"))) as calm:
            tags = [Counter(str(each.S) for each in elements(one)) for one in (pdf, calm)]
        assert {tag: n for tag, n in tags[0].items() if tag != "/Span"} == {
            tag: n for tag, n in tags[1].items() if tag != "/Span"
        }
    wanted = re.sub(r"\s+", "", shown(clean(payload, len(payload))))[:300]
    assert wanted in re.sub(r"[\s\u200b]+", "", text_of(of_intake(payload)))


# Where texts stand that come from intake, catalog or template, and that some sheet prints.
PRINTED = (
    "request.intake_id", "screening.findings.text", "screening.limits.says", "phases.name",
    "phases.aim", "sessions.items.name", "sessions.items.what", "sessions.items.how",
    "sessions.items.precautions", "sessions.items.stop_if", "sessions.items.dose.load_note",
    "sessions.items.why.rule", "all_day.name", "all_day.what", "all_day.how", "gates.text",
    "required.what", "conflicts.text", "conflicts.between", "questions.text",
    "questions.why_it_matters", "advice.text", "advice.why", "advice.rule", "warnings",
    "equipment", "maintenance", "excluded.text",
)  # fmt: skip


def test_every_free_text_is_shown_as_it_was_written() -> None:
    """Each kind of text carries the payload with a number of its own."""
    numbers = {place: f"{TYPST}{number}z" for number, place in enumerate(PRINTED, 100)}
    seen: set[str] = set()

    def walk(value: Any, place: str) -> Any:
        match value:
            case str() if place in numbers:
                seen.add(place)
                return value + numbers[place]
            case dict():
                return {
                    key: walk(below, f"{place}.{key}".strip(".")) for key, below in value.items()
                }
            case list() | tuple():
                return [walk(below, place) for below in value]
        return value

    plan = full_plan()
    data = msgspec.to_builtins(plan, builtin_types=(type(plan.request.start),))
    hostile = msgspec.convert(walk(data, ""), Plan)
    assert seen == set(PRINTED)
    printed = "".join(
        text_of(to_pdf(each, hostile, KNOWN, MESSAGES, draw=lambda *_: None, citations={}))
        for each in DOCUMENTS
    )
    bare = re.sub(r"\s+", "", printed)
    assert "\u200b" not in bare
    missing = [place for place, text in numbers.items() if re.sub(r"\s+", "", text) not in bare]
    assert not missing


def full_plan() -> Plan:
    """The plan with one of each part that it does not hold by itself."""
    plan = shown_plan()
    limit = PlanLimit(
        quantity="effort", value=4, unit="rpe", target="any", rule="cr_1", text="Easy. So.",
        says="Easy.",
    )  # fmt: skip
    advice = Advice(rule="cr_2", effect="monitor", text="Check the weight.", why="It helps.")
    return replace(
        plan,
        screening=replace(
            plan.screening, findings=(Finding(rule="r", text="Clear."),), limits=(limit,)
        ),
        phases=(Phase(id="calm", name="Calm", aim="Less pain.", first_week=1, last_week=2),),
        weeks=tuple(replace(week, phase="calm") for week in plan.weeks),
        gates=(
            GateStatus(
                criterion="settled", status="unmeasured", earliest_week=2, check_on=None,
                opens=("walk",), text="Pain is calm",
            ),
        ),
        required=(Required(what="Walks", because="cr_3", satisfied_by=(), first_date=None),),
        conflicts=(Conflict(text="Set aside by a doctor.", between=("cr_4",)),),
        questions=(Question(fact="age", text="How old?", why_it_matters="It sets limits."),),
        advice=(advice,),
        warnings=("Mind the step.",),
        equipment=("chair",),
        maintenance=("Keep walking.",),
        retests=(Retest(date=plan.request.start, what="step test", unlocks=()),),
        excluded=(
            Excluded(
                activity="jump", side=None, verdict="excluded", until=None, rules=("none",),
                text="Too hard now.",
            ),
        ),
    )  # fmt: skip


def test_what_the_fonts_do_not_have_is_marked_and_the_rest_stays() -> None:
    text = text_of(made("clinician", PAYLOADS["letters"]))
    assert "��" in text
    assert "🦵" not in text
    # Right to left, as it is read.
    assert "עברית" in text or "תירבע" in text


def test_the_same_plan_gives_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    """Also when the pictures come from the cache that the first run has left."""
    audit = AuditResult(passed=True, checks=(), violations=())
    (tmp_path / "plan.json").write_bytes(to_json(replace(shown_plan(), audit=audit)))
    arguments = ["export", str(tmp_path / "plan.json"), "--to", "pdf", "-o"]
    for run in ("1", "2"):
        script = f"from planner.cli import main; main({[*arguments, str(tmp_path / run)]!r})"
        environment = {
            "PYTHONHASHSEED": run, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path / "home"),
            "PLANNER_CACHE_DIR": str(tmp_path / "cache"), "TZ": f"Etc/GMT+{run}",
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    for name in ("week-sheets.pdf", "programme.pdf", "clinician.pdf"):
        first, second = ((tmp_path / run / name).read_bytes() for run in ("1", "2"))
        assert first == second


def test_other_exports_load_neither_typst_nor_matplotlib_nor_the_store() -> None:
    script = (
        "import sys; import planner.export.formats, planner.workflow.views;"
        "print({'typst', 'matplotlib', 'numpy', 'sqlalchemy'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_the_paper_is_that_of_the_place_or_the_one_asked_for() -> None:
    def size(**options: Any) -> tuple[int, int]:
        data = to_pdf(
            "weeks", shown_plan(), KNOWN, MESSAGES, draw=lambda *_: None, citations={}, **options
        )
        with pikepdf.open(io.BytesIO(data)) as pdf:
            _, _, width, height = pdf.pages[0].MediaBox
            return round(width), round(height)

    assert size(paper="a4") == (595, 842)
    assert size(paper="letter") == (612, 792)
    assert size() == (595, 842)


def test_a_discreet_sheet_names_nobody() -> None:
    plan = shown_plan()
    for document in DOCUMENTS:
        data = to_pdf(
            document, plan, KNOWN, MESSAGES, draw=lambda *_: None, citations={}, discreet=True
        )
        with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == MESSAGES.say(f"sheet.{document}_discreet")
            assert plan.request.intake_id not in metadata["dc:title"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_plan_that_holds_nothing_is_printed_too(document: str) -> None:
    plan = replace(
        shown_plan(), sessions=(), all_day=(), phases=(), conflicts=(), gates=(), retests=(),
        maintenance=(), excluded=(), levels={},
        screening=replace(shown_plan().screening, provisional=True, findings=(), limits=()),
        weeks=tuple(replace(w, targets={}, minutes={}) for w in shown_plan().weeks),
    )  # fmt: skip
    data = to_pdf(document, plan, KNOWN, MESSAGES, draw=lambda *_: None, citations={})
    assert MESSAGES.say("screening.provisional") in text_of(data)


@pytest.mark.parametrize("document", ["weeks", "programme"])
def test_what_must_hold_before_an_item_stands_with_it(document: str) -> None:
    plan = shown_plan()
    first = plan.sessions[0]
    item = replace(first.items[0], conditional="sciatica_settled")
    changed = replace(
        plan, sessions=(replace(first, items=(item, *first.items[1:])), *plan.sessions[1:])
    )
    data = to_pdf(document, changed, KNOWN, MESSAGES, draw=lambda *_: None, citations={})
    assert "leg pain at most 2 of 10 for 14 days" in text_of(data).split("What opens later")[0]


def test_a_week_keeps_to_its_page() -> None:
    plan = shown_plan()
    with pikepdf.open(io.BytesIO(made("weeks"))) as pdf:
        assert len(pdf.pages) == len(plan.weeks)


def test_a_time_keeps_to_one_line_also_in_a_narrow_column() -> None:
    plan = shown_plan()
    first = plan.sessions[0]
    week = tuple(
        replace(first, key=f"k{number}", date=first.date + dt.timedelta(days=number), start="10:30")
        for number in range(7)
    )
    with living_in("America/New_York"):
        data = to_pdf(
            "weeks",
            replace(plan, sessions=week),
            KNOWN,
            MESSAGES,
            draw=lambda *_: None,
            citations={},
        )
    need(shutil.which("pdftotext") is not None, "pdftotext (poppler-utils)")
    told = subprocess.run(
        ["pdftotext", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()
    assert len(re.findall(r"10:30[ \u00a0]AM", told)) == len(week)


def test_measures_are_shown_once_there_are_two() -> None:
    start = shown_plan().request.start
    pain = Measured(name="Pain", values=((start, 6.0), (start.replace(day=8), 4.0)))
    data = to_pdf(
        "clinician", shown_plan(), KNOWN, MESSAGES, draw=lambda *_: None, citations={},
        measured=(pain,),
    )  # fmt: skip
    with pikepdf.open(io.BytesIO(data)) as pdf:
        figures = [str(each.Alt) for each in elements(pdf) if str(each.S) == "/Figure"]
    assert any(alt.startswith("Pain: ") and "6" in alt for alt in figures)


def test_nobody_says_that_nothing_was_done_once_check_ins_are_kept() -> None:
    def printed(**options: Any) -> str:
        return text_of(
            to_pdf(
                "clinician", shown_plan(), KNOWN, MESSAGES, draw=lambda *_: None, citations={},
                **options,
            )
        )  # fmt: skip

    nothing = "No session has been done yet"
    assert nothing in printed()
    assert nothing not in printed(measured=())
    assert "planner programme progress" in printed(measured=())


def test_every_item_of_cert_is_answered() -> None:
    text = text_of(made("clinician"))
    for key, words in MESSAGES.texts.items():
        if key.startswith("cert."):
            assert words in text, key


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_document_says_who_approved_it(document: str) -> None:
    plan = shown_plan()
    approval = Approval(
        by="Ada Example", role="physiotherapist", on=plan.request.assessed_on,
        revision=str(plan.revision), sha256=plan_hash(plan),
    )  # fmt: skip
    said = {
        "A draft: no clinician has approved it.": plan,
        "Approved by Ada Example, physiotherapist, on": replace(plan, approval=approval),
        "No longer approved: it was changed after Ada Example": replace(
            plan, approval=replace(approval, sha256="0" * 64)
        ),
    }
    for words, plan in said.items():
        data = to_pdf(document, plan, KNOWN, MESSAGES, draw=lambda *_: None, citations={})
        assert words in text_of(data)


def test_pictures_give_way_in_a_very_full_week() -> None:
    """More things to do than the smallest print holds beside pictures of the usual height."""
    plan = shown_plan()
    session, entry = plan.sessions[0], plan.all_day[0]

    def some(component: str, count: int) -> list[str]:
        return [a.id for a in CATALOG.activities.values() if a.component == component][:count]

    items = (replace(session.items[0], activity=name) for name in some("strength", 18))
    habits = (replace(entry, activity=name, date=session.date) for name in some("habit", 12))
    full = replace(plan, sessions=(replace(session, items=tuple(items)),), all_day=tuple(habits))
    data = to_pdf("weeks", full, KNOWN, MESSAGES, draw=GALLERY, citations={}, paper="letter")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == len(plan.weeks)
