"""A real LibreOffice without a screen that edits a document as a person does in its window: a macro of its own."""

from pathlib import Path

from tests.libreoffice import soffice

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Edit
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim way(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  way(0).Name = "FilterName"
  way(0).Value = "MS Word 2007 XML"
  doc = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
  doc.RecordChanges = {recorded}
  wanted = doc.createReplaceDescriptor()
  wanted.SearchString = "{old}"
  wanted.ReplaceString = "{new}"
  doc.replaceAll(wanted)
  doc.storeToURL("{target}", way())
  doc.close(True)
End Sub
</script:module>"""


def edited(source: Path, target: Path, *, old: str, new: str, recorded: bool, profile: Path) -> Path:
    """Open it, replace words with or without 変更履歴, save it as .docx."""
    if not profile.exists():
        soffice(profile, "--norestore", "--terminate_after_init")
    told = {"source": source.as_uri(), "target": target.as_uri(), "old": old, "new": new, "recorded": str(recorded)}
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(_MODULE.format(**told), encoding="utf-8")
    soffice(profile, "--norestore", "macro:///Standard.Module1.Edit")
    return target
