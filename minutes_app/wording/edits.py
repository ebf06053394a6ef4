"""What an edit is called in 「元に戻す: …」."""

_NAMES = {
    "text": "発言の修正",
    "replace": "置換",
    "fillers": "言いよどみの削除",
    "split": "発言の分割",
    "merge": "発言の結合",
    "speaker": "話者の変更",
    "name": "話者の名前",
    "add_speaker": "話者の追加",
    "merge_speakers": "話者の統合",
    "occasion": "開催概要の変更",
    "paperwork": "文書事項の変更",
    "duty": "復命の変更",
    "agenda": "議題の割り当て",
    "check": "確認の印",
    "hide": "会議録に載せるかどうか",
    "delete": "発言の削除",
    "restore": "発言の復元",
    "important": "重要の印",
    "comment": "メモ",
    "add_utterance": "発言の追加",
    "paste": "発言の貼り付け",
    "again": "起こし直し",
    "take_marks": "録音中の印の引き継ぎ",
    "rules": "ルールでの置換",
    "add_item": "決定事項・宿題の追加",
    "change_item": "決定事項・宿題の変更",
    "remove_item": "決定事項・宿題の削除",
    "add_point": "要点の追加",
    "change_point": "要点の変更",
    "remove_point": "要点の削除",
    "release": "非公開にもとづく項目を載せるかどうか",
    "answer": "提案への答え",
    "status": "会議の状態",
    "reply": "返ってきた意見の反映",
    "confirm": "確定",
    "move": "並べ替え",
    "export": "書き出しの記録",
}


def edit_name(label: str) -> str:
    """The name of a change's label; a general word for one of another version of the program."""
    return _NAMES.get(label, "編集")
