"""What is said about templates: places in a form, what is wrong there, why a file is refused, the `templates` command."""

PART_NAMES = {
    "word/document.xml": "本文",
    "word/footnotes.xml": "脚注",
    "word/endnotes.xml": "文末脚注",
    "docProps/core.xml": "文書のプロパティ",
    "": "ファイル全体",
}
EXCERPT = 24


def part_name(part: str) -> str:
    """What a person calls a part of a Word file."""
    if part.startswith("word/header"):
        return "ヘッダー"
    if part.startswith("word/footer"):
        return "フッター"
    return PART_NAMES.get(part, f"ファイル内の「{part}」")


def place(part: str, number: int, table: int, row: int, text: str) -> str:
    """「本文 12段落目「…」」, 「本文 表2 3行目「…」」."""
    text = " ".join(text.split())
    shown = text if len(text) <= EXCERPT else text[:EXCERPT] + "…"
    where = f"表{table} {row}行目" if table else f"{number}段落目"
    return f"{part_name(part)} {where}「{shown}」"


def quoted(part: str, text: str) -> str:
    """「本文「…」」 where only the text is known."""
    text = " ".join(text.split())
    return f"{part_name(part)}「{text[: 2 * EXCERPT]}」" if text else part_name(part)
