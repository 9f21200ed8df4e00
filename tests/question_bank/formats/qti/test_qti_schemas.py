"""What we write validates against the schemas that 1EdTech publishes, wherever they are at hand."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree

from question_bank.formats.qti import write, write_3
from question_bank.kinds import AnyQuestion
from tests.question_bank.formats.qti.making import PNG
from tests.question_bank.formats.strategies import banks, one_of_each_kind
from tests.question_bank.samples import choice

FOLDER = os.environ.get("QUIZAPP_QTI_SCHEMAS", "")
ITEM_21, PACKAGE_21 = "imsqti_v2p1.xsd", "imscp_v1p1.xsd"
ITEM_30, PACKAGE_30 = "imsqti_asiv3p0p1_v1p0.xsd", "imsqtiv3p0_imscpv1p2_v1p0.xsd"
pytestmark = pytest.mark.skipif(
    not FOLDER,
    reason="The schemas of QTI may not be copied here: get imsqti_v2p1.xsd, imscp_v1p1.xsd, imsqti_asiv3p0p1_v1p0.xsd, "
    "imsqtiv3p0_imscpv1p2_v1p0.xsd and all that they import from purl.imsglobal.org, put them into one folder "
    "(in any order of subfolders) and set QUIZAPP_QTI_SCHEMAS to its path.",
)


class _Found(etree.Resolver):
    """Finds imported schemas by their names, as near to the first schema as they are."""

    def __init__(self, first: Path) -> None:
        self._folders = [one for one in first.parents if one.is_relative_to(FOLDER)]

    def resolve(self, system_url: str, public_id: str, context: object = None) -> object:
        path = Path(system_url)
        near = (found for folder in self._folders for found in sorted(folder.rglob(path.name)))
        found = path if path.exists() else next(near, None)
        return self.resolve_filename(str(found), context) if found else None  # type: ignore[attr-defined]


def schema(name: str) -> etree.XMLSchema:
    found = sorted(Path(FOLDER).rglob(name), key=lambda path: (len(path.parts), str(path)))
    assert found, f"{name} is not in {FOLDER}"
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Found(found[0]))
    return etree.XMLSchema(etree.parse(str(found[0]), parser))


@pytest.fixture(scope="module")
def schemas() -> dict[str, etree.XMLSchema]:
    return {name: schema(name) for name in (ITEM_21, PACKAGE_21, ITEM_30, PACKAGE_30)}


def validate(data: bytes, item: etree.XMLSchema, manifest: etree.XMLSchema) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                used = manifest if name == "imsmanifest.xml" else item
                assert used.validate(etree.fromstring(archive.read(name))), (name, str(used.error_log))


def validate_both(questions: list[AnyQuestion], files: dict[str, bytes], schemas: dict[str, etree.XMLSchema]) -> None:
    validate(write(questions, files).data, schemas[ITEM_21], schemas[PACKAGE_21])
    validate(write_3(questions, files).data, schemas[ITEM_30], schemas[PACKAGE_30])


def test_every_kind_validates(schemas: dict[str, etree.XMLSchema]) -> None:
    validate_both(one_of_each_kind(), {}, schemas)


def test_nothing_validates(schemas: dict[str, etree.XMLSchema]) -> None:
    validate_both([], {}, schemas)


def test_rich_text_and_pictures_validate(schemas: dict[str, etree.XMLSchema]) -> None:
    text = "**a** *b* `c` ~d~ ^e^ \\(x^2\\) ![p](file:p.png)\n\n- one\n  - two\n- three\n\n1. four\n\n```\ncode\n```"
    validate_both([choice(stem=text, explanation=text, options=(text, "b", "- c"), key="b")], {"p.png": PNG}, schemas)


@settings(deadline=None)
@given(banks())
def test_all_that_can_be_asked_validates(schemas: dict[str, etree.XMLSchema], bank: list[AnyQuestion]) -> None:
    validate_both(bank, {}, schemas)
