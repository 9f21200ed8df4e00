"""Rich text: HTML becomes our plain text with a safe subset in signs, and back.

The signs are those that people know from Markdown: *emphasis*, **strong**, `code`, ~sub~, ^sup^, \\(formula\\),
lists with “- ” and “1. ”, code in lines between ```, and ![what it shows](file:NAME).
"""

from question_bank.rich.reading import RichText, to_text
from question_bank.rich.signs import PLUGIN_FILE, picture_name, safe_name, with_formulas
from question_bank.rich.writing import to_html

__all__ = ["PLUGIN_FILE", "RichText", "picture_name", "safe_name", "to_html", "to_text", "with_formulas"]
