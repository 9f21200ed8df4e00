"""Moodle XML: the kinds we have, categories, feedback, embedded answers and pictures.

What it has no place for is kept in comments that only this program reads.
"""

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from question_bank.formats.exchange import Exported, Format, Imported, Loss
from question_bank.formats.foreign import Found, first_element
from question_bank.formats.gift.signs import path_of, topic_of
from question_bank.formats.moodle_xml.asked import asked, has_penalty
from question_bank.formats.moodle_xml.document import Item, child_text, items, text_in
from question_bank.formats.moodle_xml.reading import NotTaken
from question_bank.formats.moodle_xml.texts import Files
from question_bank.formats.moodle_xml.writing import Writer
from question_bank.kinds import AnyQuestion

_FIRST = re.compile(r"<quiz(?![^<>]*xmlns=)[\s/>]|<question\s+type=")
_CONTEXT = re.compile(r"^\$\w+\$")


def read(data: bytes) -> Imported:
    """Read the questions of a Moodle XML file.

    Raises:
        Refused: the file is no Moodle XML, or it is made to do harm.
    """
    found, files = Found(), Files()
    topic, penalties = "", 0
    for item in items(data, found):
        if item.element.get("type") == "category":
            topic = topic_of(_CONTEXT.sub("$course$", child_text(item.element, "category")))
            if said := text_in(item.element.find("info")):
                found.trouble(item.place, "The description of a category was left out.", said)
        elif _take(item, topic, found, files):
            penalties += has_penalty(item.element)
    if penalties:
        reason = f"What further tries cost was left out of {penalties} questions: here each is answered once."
        found.trouble("the whole file", reason)
    return found.imported(_shown(found, files))


def write(questions: Sequence[AnyQuestion], files: Mapping[str, bytes]) -> Exported:
    """Write questions as Moodle XML; a new category begins where the topic changes."""
    root, writer = etree.Element("quiz"), Writer(files)
    losses: list[Loss] = []
    path = ""
    for question in questions:
        if (new := path_of(question.topic)) != path:
            path = new
            root.append(writer.category(path))
        element, lost = writer.question(question)
        root.append(element)
        losses += [Loss(question.id, one) for one in lost]
    etree.indent(root)
    return Exported(etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n", losses)


def _take(item: Item, topic: str, found: Found, files: Files) -> bool:
    element = item.element
    said = text_in(element.find("questiontext/text")) or text_in(element.find("questiontext"))
    try:
        question, lost = asked(element, topic, files)
    except NotTaken as reason:
        found.trouble(item.place, str(reason), said)
        return False
    if is_new := found.take(question, item.place, said):
        found.partly(item.place, lost, said)
    return is_new


def _shown(found: Found, files: Files) -> dict[str, bytes]:
    """Return the pictures that questions show, without those of questions that were not taken."""
    text = "\n".join(question.model_dump_json() for question in found.questions.values())
    return {name: data for name, data in files.kept.items() if f"(file:{name})" in text}


def recognises(data: bytes) -> bool:
    """Say whether it begins as Moodle’s files do."""
    return bool(_FIRST.match(first_element(data)))


FORMAT = Format("Moodle XML", (".xml",), read, write, recognises)
