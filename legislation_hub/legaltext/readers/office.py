"""An old Word file is opened by LibreOffice, shut off and for a limited time; without it, a problem says so."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from legislation_hub.legaltext.readers.docx import read_docx
from legislation_hub.legaltext.readers.html import is_mht, read_html, read_mht
from legislation_hub.legaltext.readers.zip_package import OLE, ZIP, open_package
from legislation_hub.legaltext.source import Found
from legislation_hub.problems import FileEncrypted, FileNotWhatItSays, OfficeFailed, OfficeMissing

PROGRAMS = (
    "soffice",
    "libreoffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
SECONDS = 60
RTF = b"{\\rtf"
# The File Information Block of a .doc ([MS-DOC] 2.5.2): its sign, and the flag that says "encrypted".
FIB, FLAGS, ENCRYPTED = b"\xec\xa5\xc1\x00", 11, 0x01
ODF_ENCRYPTED = b"encryption-data"
# Word 2003 could save a whole document as one XML file, and still call it .doc.
WORD_2003, HEAD = b"/office/word/2003/wordml", 8192

# Macros, links and everything that reaches out stay off, whatever the document asks for.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
</item>
</oor:items>
"""


def read_office(name: str, content: bytes) -> Found:
    """Return the text of a .doc, .wps, .rtf or .odt file.

    What is another kind under that name (a .docx, a web page) is read as what it is. Raises OfficeMissing,
    OfficeFailed, FileEncrypted, FileNotWhatItSays, and what ``read_docx`` raises.
    """
    kind = f".{name.rpartition('.')[2].lower()}"
    if content.startswith(ZIP):
        parts = open_package(name, content, kind)
        if parts.has("word/document.xml"):
            return read_docx(name, content)
        if not parts.has("content.xml"):
            raise FileNotWhatItSays(name=name, kind=kind)
        if ODF_ENCRYPTED in parts.content("META-INF/manifest.xml"):
            raise FileEncrypted(name=name)
        return read_docx(name, _converted(name, content, ".odt"))
    if content.startswith(OLE):
        at = content.find(FIB)
        if at >= 0 and len(content) > at + FLAGS and content[at + FLAGS] & ENCRYPTED:
            raise FileEncrypted(name=name)
        return read_docx(name, _converted(name, content, ".doc"))
    if content.lstrip().startswith(RTF):
        return read_docx(name, _converted(name, content, ".rtf"))
    if WORD_2003 in content[:HEAD]:
        return read_docx(name, _converted(name, content, ".xml"))
    if is_mht(content):
        return read_mht(name, content)
    if content.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").startswith(b"<"):
        return read_html(name, content)
    raise FileNotWhatItSays(name=name, kind=kind)


def _converted(name: str, content: bytes, ending: str) -> bytes:
    """Return the file as .docx, converted in a folder and under a profile of its own that nobody else sees."""
    program = next((found for one in PROGRAMS if (found := shutil.which(one))), None)
    if program is None:
        raise OfficeMissing(name=name)
    with tempfile.TemporaryDirectory(prefix="legislation-hub-") as folder:
        here = Path(folder)
        profile = here / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
        (here / f"draft{ending}").write_bytes(content)
        _run(
            name,
            here,
            program,
            "--headless",
            "--norestore",
            "--nolockcheck",
            f"-env:UserInstallation={(here / 'profile').as_uri()}",
            "--convert-to",
            "docx:MS Word 2007 XML",
            f"draft{ending}",
        )
        made = here / "draft.docx"
        if not made.is_file():
            raise OfficeFailed(name=name)
        return made.read_bytes()


def _run(name: str, folder: Path, *command: str) -> None:
    """Run ``command`` in ``folder``; what it started is ended with it."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={"HOME": str(folder), "TMPDIR": str(folder), "PATH": os.defpath, "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise OfficeFailed(name=name) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
