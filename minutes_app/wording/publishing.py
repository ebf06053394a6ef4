"""What is said when a 会議録 goes to its attendees for confirmation, and what stands in it for them."""

PLACEHOLDERS = {
    "opinion": "（ここに修正意見を書いてください。本文を直接直してもかまいません。）",
    "impression": "（ここに所感を書いてください。）",
}
"""What an empty field for an answer shows; it is no answer."""

COMMENT_AUTHOR = "会議録アプリ"
"""Who has written the comments 「要確認」 that we put in; every other comment is a person's."""
COMMENT_INITIALS = "録"
