"""Packages are read file by file: what is in them is imported or listed."""

from __future__ import annotations

import pytest

from question_bank.formats.exchange import Refused
from question_bank.formats.qti import read
from tests.question_bank.formats.qti.making import (
    PNG,
    choice,
    declared,
    in_30,
    item,
    legacy,
    lid,
    material,
    old,
    only,
    package,
    reasons,
    template,
)  # fmt: skip

SATURN = item(choice("Venus", "Saturn"), declared("B"), id="saturn")
MARS = item(choice("Mars", "Venus", prompt="Which is red?"), declared("A"), id="mars")
CP = "http://www.imsglobal.org/xsd/imscp_v1p1"


def manifest(*names: str, kind: str = "imsqti_item_xmlv2p1") -> str:
    resources = "".join(
        f'<resource identifier="r{number}" type="{kind}" href="{name}"><file href="{name}"/></resource>'
        for number, name in enumerate(names)
    )
    return f'<manifest xmlns="{CP}" identifier="m"><organizations/><resources>{resources}</resources></manifest>'


def stems(data: bytes) -> list[str]:
    return [question.stem for question in read(data).questions]


def test_items_come_in_the_order_of_the_manifest() -> None:
    data = package({"a.xml": MARS, "b.xml": SATURN, "imsmanifest.xml": manifest("b.xml", "a.xml")})
    assert stems(data) == ["Which?", "Which is red?"]
    assert reasons(data) == []


def test_items_that_no_manifest_names_come_last() -> None:
    data = package({"a.xml": MARS, "b.xml": SATURN, "imsmanifest.xml": manifest("b.xml")})
    assert stems(data) == ["Which?", "Which is red?"]


def test_a_package_without_a_manifest_is_read() -> None:
    assert stems(package({"a.xml": MARS, "b.xml": SATURN})) == ["Which is red?", "Which?"]


def test_a_package_of_several_dialects_is_read() -> None:
    quiz = legacy(old(material("Old?") + lid("a1", "b1"), ""))
    data = package({"a.xml": in_30(MARS), "b.xml": SATURN, "c.xml": quiz})
    assert stems(data) == ["Which is red?", "Which?"]
    assert read(data).troubles[0].place == "c.xml, item i1"


def test_what_the_manifest_names_and_the_package_lacks_is_listed() -> None:
    data = package({"a.xml": MARS, "imsmanifest.xml": manifest("a.xml", "gone.xml")})
    trouble = read(data).troubles[0]
    assert (trouble.place, trouble.reason) == ("gone.xml", "The manifest names it, but the package does not hold it.")


def test_a_broken_item_does_not_keep_the_others_out() -> None:
    data = package({"a.xml": MARS, "b.xml": SATURN[:-20], "c.xml": SATURN})
    imported = read(data)
    assert len(imported.questions) == 2
    assert imported.troubles[0].place == "b.xml"
    assert "It was not read: line 2 is no well-formed XML" in imported.troubles[0].reason


def test_a_broken_manifest_does_not_keep_the_items_out() -> None:
    data = package({"a.xml": MARS, "imsmanifest.xml": manifest("a.xml")[:-5]})
    assert stems(data) == ["Which is red?"]
    assert read(data).troubles[0].place == "imsmanifest.xml"


def test_the_title_of_a_test_is_the_topic_of_its_items_and_its_rules_are_told() -> None:
    test = (
        '<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="Planets">'
        '<testPart identifier="p"><assessmentSection identifier="s" title="S" visible="true">'
        '<assessmentItemRef identifier="i" href="items/mars.xml"/></assessmentSection></testPart></assessmentTest>'
    )
    data = package({"test.xml": test, "items/mars.xml": MARS, "saturn.xml": SATURN})
    topics = {question.id: question.topic for question in read(data).questions}
    assert topics == {"qti-mars": "Planets", "qti-saturn": "Imported"}
    assert any("The rules of the test" in reason for reason in reasons(data))


def test_a_scoring_template_of_the_package_is_followed() -> None:
    rules = (
        "<responseProcessing><responseCondition><responseIf><match><variable identifier='RESPONSE'/>"
        "<correct identifier='RESPONSE'/></match><setOutcomeValue identifier='SCORE'><baseValue baseType='float'>1"
        "</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>"
    )
    own = MARS.replace(
        template("match_correct").encode(), b'<responseProcessing templateLocation="/templates/OWN.xml"/>'
    )
    assert reasons(package({"a.xml": own, "templates/OWN.xml": rules})) == []
    assert "was not understood (the scoring template “OWN”)" in reasons(own)[0]


def passage(text: str) -> str:
    return (
        '<qti-assessment-stimulus xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="s" title="S">'
        f"<qti-stimulus-body><p>{text}</p></qti-stimulus-body></qti-assessment-stimulus>"
    )


REFERRING = in_30(MARS).replace(
    b"<qti-item-body>",
    b'<qti-assessment-stimulus-ref identifier="s" title="The night" href="../texts/s.xml"/><qti-item-body>',
)


def test_a_passage_stands_before_the_question() -> None:
    data = package({"items/a.xml": REFERRING, "texts/s.xml": passage("It was dark.")})
    assert stems(data) == ["It was dark.\n\nWhich is red?"]


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"texts/s.xml": passage("Long. " * 120)}, "the passage “The night”, which is too long"),
        ({}, "the passage “The night”, which the file does not hold"),
    ],
)
def test_a_passage_that_cannot_stand_there_is_told(members: dict[str, str], reason: str) -> None:
    data = package({"items/a.xml": REFERRING, **members})
    assert stems(data) == ["Which is red?"]
    assert reason in reasons(data)[0]


def picturing(source: str) -> bytes:
    return item(f'<p>Look: <img src="{source}" alt="A planet"/></p>' + choice("Mars", "Venus"), declared("A"))


def test_pictures_are_kept_with_their_questions() -> None:
    data = package({"items/a.xml": picturing("../img/mars.png"), "img/mars.png": PNG})
    imported = read(data)
    assert imported.questions[0].stem == "Look: ![A planet](file:mars.png)\nWhich?"
    assert imported.files == {"mars.png": PNG}


def test_pictures_of_one_name_are_kept_apart() -> None:
    data = package({
        "1/a.xml": picturing("mars.png"), "1/mars.png": PNG, "2/a.xml": picturing("mars.png"), "2/mars.png": PNG + b"2",
    })  # fmt: skip
    assert read(data).files == {"mars.png": PNG, "mars-2.png": PNG + b"2"}


def test_a_picture_that_stands_twice_is_kept_once() -> None:
    data = package({"a.xml": picturing("mars.png"), "b.xml": picturing("mars.png"), "mars.png": PNG})
    assert list(read(data).files) == ["mars.png"]


def test_an_object_that_is_a_picture_is_one() -> None:
    body = '<object data="mars.png" type="image/png">A planet</object>' + choice("Mars", "Venus")
    data = package({"a.xml": item(body, declared("A")), "mars.png": PNG})
    assert read(data).questions[0].stem == "![A planet](file:mars.png)\nWhich?"


@pytest.mark.parametrize("content", [b"<svg onload='x()'/>", b"MZ\x90", b"<html>", b""])
def test_what_only_calls_itself_a_picture_is_left_out_and_told(content: bytes) -> None:
    data = package({"a.xml": picturing("mars.png"), "mars.png": content})
    imported = read(data)
    assert imported.questions[0].stem == "Look: A planet\nWhich?"
    assert imported.files == {}
    assert "a picture at mars.png" in imported.troubles[0].reason


@pytest.mark.parametrize(
    "source", ["../../../etc/passwd", "/etc/passwd", "http://example.org/x.png", "data:image/png;base64,AAAA"]
)
def test_pictures_from_elsewhere_are_never_looked_for(source: str) -> None:
    imported = read(package({"a.xml": picturing(source)}))
    assert imported.files == {}
    assert "a picture" in imported.troubles[0].reason


def test_the_same_item_twice_is_imported_once() -> None:
    data = package({"a.xml": MARS, "b.xml": MARS})
    assert len(stems(data)) == 1
    assert "The same question stands at item a.xml" in reasons(data)[0]


def test_different_items_of_one_name_are_both_imported() -> None:
    other = MARS.replace(b"Which is red?", b"Which is near?")
    ids = [question.id for question in read(package({"a.xml": MARS, "b.xml": other})).questions]
    assert ids[0] == "qti-mars"
    assert len(set(ids)) == 2


def test_a_file_in_another_encoding_is_read() -> None:
    text = SATURN.decode().replace("Venus", "Größe").replace('encoding="UTF-8"', 'encoding="ISO-8859-1"')
    assert "Größe" in only(text.encode("latin-1")).model_dump()["options"]
    wide = SATURN.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert only(wide.encode("utf-16")).answer == "Saturn"


def test_a_mark_at_the_start_of_a_file_does_not_count() -> None:
    assert only(b"\xef\xbb\xbf" + SATURN).answer == "Saturn"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "neither XML nor a zip"),
        (b"some words", "neither XML nor a zip"),
        (b"<html/>", "made of “html”"),
        (b"<a", "no well-formed XML"),
        (manifest("a.xml").encode(), "the manifest of a package: import the whole package"),
        (b"<assessmentTest/>", "a test, whose questions stand in other files"),
        (b"<POOL/>", "a pool of an old Blackboard"),
        (package({}), "The package holds no question of QTI"),
        (package({"a.txt": "x", "imsmanifest.xml": manifest()}), "The package holds no question of QTI"),
        (package({"a.xml": "<webLink/>"}), "made of “webLink”"),
    ],
)
def test_a_file_without_questions_is_refused_in_a_sentence(data: bytes, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        read(data)
    assert reason in str(refused.value)
    assert str(refused.value).endswith(".")
