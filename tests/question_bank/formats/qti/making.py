"""Small items of every dialect, from which each test makes what it needs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping

from lxml import etree

from question_bank.formats.exchange import Imported
from question_bank.formats.qti import read
from question_bank.formats.qti.tree import kebab
from question_bank.kinds import AnyQuestion

QTI_21 = "http://www.imsglobal.org/xsd/imsqti_v2p1"
QTI_30 = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
TEMPLATES = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
HTML = {"p", "div", "img", "em", "strong", "br", "ul", "li", "table", "tr", "td", "object", "span", "b", "i", "sub"}
SCORE = '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'


def declared(
    correct: str = "", *, id: str = "RESPONSE", cardinality: str = "single", base: str = "identifier", more: str = ""
) -> str:
    """Return a declaration of a response; the right values stand between commas."""
    values = "".join(f"<value>{one}</value>" for one in correct.split(",") if one)
    right = f"<correctResponse>{values}</correctResponse>" if values else ""
    named = f'identifier="{id}" cardinality="{cardinality}" baseType="{base}"'
    return f"<responseDeclaration {named}>{right}{more}</responseDeclaration>"


def mapping(marks: Mapping[str, float], bounds: str = "", entry: str = "") -> str:
    entries = "".join(f'<mapEntry mapKey="{key}" mappedValue="{mark}" {entry}/>' for key, mark in marks.items())
    return f'<mapping defaultValue="0" {bounds}>{entries}</mapping>'


def choices(*texts: str, tag: str = "simpleChoice", more: str = "") -> str:
    """Return choices with the identifiers A, B, C …"""
    return "".join(
        f'<{tag} identifier="{id}" {more}>{text}</{tag}>' for id, text in zip("ABCDEFGHIJ", texts, strict=False)
    )


def choice(*texts: str, prompt: str = "Which?", most: int = 1, shuffle: str = "true", more: str = "") -> str:
    return (
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="{shuffle}" maxChoices="{most}">'
        f"<prompt>{prompt}</prompt>{choices(*texts, more=more)}</choiceInteraction>"
    )


def rule(*rules: str) -> str:
    return f"<responseProcessing>{''.join(rules)}</responseProcessing>"


def template(name: str) -> str:
    return f'<responseProcessing template="{TEMPLATES}{name}"/>'


def when(test: str, *then: str) -> str:
    return f"<responseCondition><responseIf>{test}{''.join(then)}</responseIf></responseCondition>"


def score(value: str = "1") -> str:
    return f'<setOutcomeValue identifier="SCORE"><baseValue baseType="float">{value}</baseValue></setOutcomeValue>'


def plus(value: str = "1") -> str:
    return (
        '<setOutcomeValue identifier="SCORE"><sum><variable identifier="SCORE"/>'
        f'<baseValue baseType="float">{value}</baseValue></sum></setOutcomeValue>'
    )


def item(
    body: str, declarations: str, processing: str = template("match_correct"), *, id: str = "q1", outcomes: str = SCORE,
    after: str = "", more: str = "",
) -> bytes:  # fmt: skip
    """Return an item of QTI 2.1."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<assessmentItem xmlns="{QTI_21}" identifier="{id}" title="A title" '
        f'adaptive="false" timeDependent="false" {more}>{declarations}{outcomes}<itemBody>{body}</itemBody>'
        f"{processing}{after}</assessmentItem>"
    ).encode()


def in_30(data: bytes) -> bytes:
    """Return an item of QTI 2.1 in the names of QTI 3.0."""
    root = etree.fromstring(data.replace(QTI_21.encode(), QTI_30.encode()))
    for one in root.iter(etree.Element):
        local = etree.QName(one).localname
        if local in HTML or etree.QName(one).namespace != QTI_30:
            continue
        one.tag = f"{{{QTI_30}}}qti-{kebab(local)}"
        attributes = {kebab(str(name)): str(value) for name, value in one.attrib.items()}
        one.attrib.clear()
        for name, value in attributes.items():
            one.set(name, value)
    return etree.tostring(root)


def legacy(*items: str, title: str = "A quiz") -> bytes:
    """Return a document of QTI 1.2."""
    return (
        '<?xml version="1.0"?><questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
        f'<assessment ident="quiz" title="{title}"><section ident="root">{"".join(items)}</section></assessment>'
        "</questestinterop>"
    ).encode()


def material(text: str, kind: str = "text/html") -> str:
    """Return a text as QTI 1.2 holds it: HTML as text."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<material><mattext texttype="{kind}">{escaped}</mattext></material>'


def labels(*texts: str) -> str:
    return "".join(
        f'<response_label ident="{id}">{material(text, "text/plain")}</response_label>'
        for id, text in zip("ABCDEFGHIJ", texts, strict=False)
    )


def lid(*texts: str, id: str = "response1", cardinality: str = "Single", label: str = "", more: str = "") -> str:
    return (
        f'<response_lid ident="{id}" rcardinality="{cardinality}">{label}<render_choice {more}>{labels(*texts)}'
        "</render_choice></response_lid>"
    )


def fib(id: str = "response1", kind: str = "") -> str:
    sort = f'fibtype="{kind}"' if kind else ""
    return f'<response_str ident="{id}" rcardinality="Single"><render_fib {sort}/></response_str>'


def equals(value: str, id: str = "response1", more: str = "") -> str:
    return f'<varequal respident="{id}" {more}>{value}</varequal>'


def earns(condition: str, value: str = "100", action: str = "Set", shown: str = "", more: str = 'continue="No"') -> str:
    feedback = f'<displayfeedback feedbacktype="Response" linkrefid="{shown}"/>' if shown else ""
    return (
        f'<respcondition {more}><conditionvar>{condition}</conditionvar><setvar action="{action}" varname="SCORE">'
        f"{value}</setvar>{feedback}</respcondition>"
    )


def old(
    presentation: str, processing: str, *, kind: str = "", id: str = "i1", after: str = "", metadata: str = ""
) -> str:
    """Return an item of QTI 1.2."""
    field = (
        f"<qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry></qtimetadatafield>"
    )
    held = f"<itemmetadata><qtimetadata>{field if kind else ''}</qtimetadata>{metadata}</itemmetadata>"
    return (
        f'<item ident="{id}" title="Question">{held}<presentation>{presentation}</presentation>'
        "<resprocessing><outcomes>"
        '<decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
        f"{processing}</resprocessing>{after}</item>"
    )


def feedback(id: str, text: str) -> str:
    return f'<itemfeedback ident="{id}"><flow_mat>{material(text)}</flow_mat></itemfeedback>'


def package(members: Mapping[str, bytes | str]) -> bytes:
    """Return a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def members(data: bytes) -> dict[str, bytes]:
    """Return the files of a zip archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def only(data: bytes) -> AnyQuestion:
    """Read the one question of a file."""
    imported = read(data)
    assert len(imported.questions) == 1, imported.troubles
    return imported.questions[0]


def reasons(data: bytes) -> list[str]:
    """Read a file and return the reasons of its troubles."""
    return [trouble.reason for trouble in read(data).troubles]


def refused(data: bytes) -> str:
    """Return the reason why the one item of a file was not taken."""
    imported = read(data)
    assert not imported.questions
    assert len(imported.troubles) == 1
    return imported.troubles[0].reason


def without_provenance(data: bytes) -> bytes:
    """Return one of our packages as another program would have written it."""
    held = re.compile(
        r'<quizapp:quizappQuestion.*?</quizapp:quizappQuestion>| data-quizapp(-digest)?="[^"]*"', re.DOTALL
    )
    return package({
        name: held.sub("", content.decode()).encode() if name.endswith(".xml") else content
        for name, content in members(data).items()
    })  # fmt: skip


def read_alike(one: bytes, two: bytes) -> tuple[Imported, Imported]:
    return read(one), read(two)
