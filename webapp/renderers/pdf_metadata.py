"""What a PDF says of itself: its title, author and subject, that it is tagged, and that it is PDF/UA-1."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pydyf

from webapp.domain.letters import Letter
from webapp.renderers.html import description_of
from webapp.renderers.pdf_objects import Written, added, deflated

_XMP = """<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Producer="{producer}"/>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool="{generator}"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def describe(pdf: pydyf.PDF, letter: Letter, producer: str) -> None:
    """Write into a PDF what it is (XMP, ISO 16684-1; PDF/UA-1, 7.1)."""
    said = description_of(letter)
    pdf.info |= {
        "Producer": pydyf.String(producer),
        "Title": pydyf.String(said.title),
        "Author": pydyf.String(said.author),
        "Subject": pydyf.String(said.subject),
        "Creator": pydyf.String(said.generator),
        "apostille": pydyf.String(said.fingerprint),
    }
    xmp = _XMP.format(
        producer=escape(producer),
        generator=escape(said.generator),
        title=escape(said.title),
        author=escape(said.author),
        subject=escape(said.subject),
    )
    pdf.catalog |= {
        "Lang": pydyf.String(f"{letter.parts[0].language}-CA"),
        "ViewerPreferences": Written(b"<</DisplayDocTitle true>>"),
        "MarkInfo": Written(b"<</Marked true>>"),
        "Metadata": added(pdf, deflated(xmp.encode(), b"/Type /Metadata/Subtype /XML")),
    }
