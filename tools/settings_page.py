"""Write docs/settings.md from the declarations: `python tools/settings_page.py` (with `--check`: only compare)."""

import sys
from pathlib import Path

from minutes_app.settings.options import Option, options
from minutes_app.wording.settings import HELP, PAGES, TITLES, expected, shown

PAGE = Path(__file__).resolve().parent.parent / "docs" / "settings.md"

HEAD = """\
# 設定

この表は `python tools/settings_page.py` が設定の宣言から作ります。手で直さないでください。

## 値の決まり方

下のものほど優先されます。`minutes settings list` で、今の値と、それがどこで決まったかが分かります。

1. 初めの値
2. 管理者の設定: Windows は `C:\\ProgramData\\minutes_app\\policy.toml`、Linux は `/etc/minutes_app/policy.toml`
3. 利用者の設定: `minutes settings path` で分かります(`minutes settings set 設定の名前 値` で変えます)
4. 環境変数
5. コマンドの指定

管理者の設定ファイルに `locked` を書くと、その設定は変えられなくなります。コマンドで指定すると断られ、
利用者の設定と環境変数は使われずにその旨が表示されます。値を書かずに固定すると、初めの値に固定されます。

```toml
schema = 1
locked = ["library.folder", "audit.enabled", "audit.folder"]

[library]
folder = 'D:\\会議録\\%USERNAME%'

[audit]
enabled = true
folder = 'D:\\会議録の操作記録'
```

- Windows の場所は `'…'`(1つの引用符)で囲みます。`"…"` で囲むと `\\` を `\\\\` と書く必要があります。
- 場所には環境変数(`%USERNAME%` など)と `~` が使えます。
- 管理者の設定ファイルとそのフォルダーは、管理者だけが書き込める権限にしてください。Windows の `C:\\ProgramData` では、
  何もしないと一般の利用者もフォルダーを作れます。
- 名前を間違えた設定は使われず、近い名前が表示されます。値が決まりに合わないときは、その場所と使える値が表示されます。

## 一覧"""


def page() -> str:
    """The whole page."""
    rows = [HEAD]
    for name, title in PAGES.items():
        rows += [
            f"\n### {title}（`[{name}]`）\n",
            "| 名前 | 何を決めるか | 使える値 | 初めの値 | 環境変数 |",
            "|---|---|---|---|---|",
        ]
        rows += [row(one) for one in options() if one.page == name]
    return "\n".join(rows).replace("(", "（").replace(")", "）") + "\n"


def row(one: Option) -> str:
    """One line of a table."""
    default = "「ドキュメント」の中の `会議録`" if one.key == "library.folder" else shown(one.key, one.default)
    about = f"**{TITLES[one.key]}**。{HELP[one.key]}"
    return f"| `{one.name}` | {about} | {expected(one.expected)} | {default} | `{one.variable}` |"


def main() -> int:
    """Write the page; with --check, 1 when it is not current."""
    if "--check" in sys.argv:
        return 0 if PAGE.is_file() and PAGE.read_text("utf-8") == page() else 1
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
