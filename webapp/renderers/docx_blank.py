"""The blank Word document that a letter is written in: paper, styles, language, and the bytes of its file."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import cast

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from webapp.domain.locales import Language
from webapp.renderers.docx_footnotes import LINK, NOTE_MARK, NOTE_TEXT, element

_FONT = "Cambria"  # a program that lacks it takes another of the same widths, such as Caladea
_INK = RGBColor(0x16, 0x18, 0x1D)
_LINK_INK = RGBColor(0x4B, 0x2A, 0x91)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can tell


@dataclass(frozen=True)
class _Style:
    """A paragraph style, in points: the space after it, its size. ``is_ours``: Word has none of the name."""

    name: str
    after: float
    size: float = 10.5
    is_ours: bool = False
    keeps_with_next: bool = False


_STYLES = (
    _Style("Normal", after=5),
    _Style("Sender", after=10, is_ours=True),
    _Style("Date", after=9),
    _Style("Addressee", after=9, is_ours=True),
    _Style("Heading 1", after=7, keeps_with_next=True),
    _Style("Salutation", after=5),
    _Style("Body Text", after=5),
    _Style("List Bullet", after=5),
    _Style("Closing", after=36, keeps_with_next=True),  # 36 points: room to sign
    _Style("Signature", after=7),
    _Style("Copies", after=0, size=9, is_ours=True),
    _Style(NOTE_TEXT, after=2, size=8.5),
)

# What python-docx's template holds that is no part of a letter: a picture of an empty page, the name of the
# program that drew it, an empty bibliography, and every style once more for Word 2007.
_LEFT_OUT = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)


def blank(language: Language) -> Document:
    """Return an empty document of Letter paper, its margins those of the PDF, in ``language``."""
    document = docx.Document()
    _leave_out(document)
    _set_page(document)
    _set_defaults(document, f"{language}-CA")
    for style in _STYLES:
        _define(document, style)
    _define_marks(document)
    return document


def packed(document: Document) -> bytes:
    """Return the file, ``[Content_Types].xml`` first, the rest by name, and with no time of making."""
    saved, file = BytesIO(), BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(file, "w") as package:
        for name in sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 0  # or it names the system it was made on
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, parts.read(name))
    return file.getvalue()


def _leave_out(document: Document) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype in _LEFT_OUT]:
            del relations[key]
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()


def _set_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(215.9), Mm(279.4)
    section.left_margin = section.right_margin = Mm(21)
    section.top_margin, section.bottom_margin = Mm(14), Mm(12)
    section.header_distance = section.footer_distance = Mm(7)


def _set_defaults(document: Document, language: str) -> None:
    """Set font and language of the whole (ECMA-376-1, 17.7.5 and 17.15.1.88), and let spelling be checked."""
    [defaults] = document.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    for name in ("ascii", "hAnsi"):
        defaults.find(qn("w:rFonts")).attrib.pop(qn(f"w:{name}Theme"))
        defaults.find(qn("w:rFonts")).set(qn(f"w:{name}"), _FONT)
    defaults.find(qn("w:lang")).set(qn("w:val"), language)
    settings = document.settings.element
    settings.replace(settings.find(qn("w:themeFontLang")), element("w:themeFontLang", val=language))
    settings.remove(settings.find(qn("w:proofState")))
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    [mode] = settings.xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']")
    mode.set(qn("w:val"), "15")  # Word 2013 and later; below, Word opens it in "compatibility mode"


def _define(document: Document, wanted: _Style) -> None:
    style = _style(document, wanted.name, WD_STYLE_TYPE.PARAGRAPH, is_ours=wanted.is_ours)
    if wanted.name != "Normal":
        style.base_style = document.styles["Normal"]
    properties = style.element.get_or_add_rPr()
    properties.clear()
    style.font.size, style.font.color.rgb = Pt(wanted.size), _INK
    if wanted.name == "Heading 1":
        style.font.bold = True
    layout = style.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(0), Pt(wanted.after), 1.1
    layout.keep_with_next = wanted.keeps_with_next or None


def _define_marks(document: Document) -> None:
    mark = _style(document, NOTE_MARK, WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript = True
    link = _style(document, LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = _LINK_INK, True


def _style(document: Document, name: str, kind: WD_STYLE_TYPE, *, is_ours: bool = False) -> ParagraphStyle:
    """Return a style, made anew if need be; python-docx has the type of a character style as a base of it."""
    if name in document.styles:
        return cast("ParagraphStyle", document.styles[name])
    style = cast("ParagraphStyle", document.styles.add_style(name, kind, builtin=not is_ours))
    style.quick_style = True
    return style
