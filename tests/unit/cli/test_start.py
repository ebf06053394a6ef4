"""What a command gets before it runs: the settings in force, also where the command mends the settings."""

import argparse
from pathlib import Path

import pytest

from minutes_app.cli import start
from minutes_app.errors import SettingLocked, SettingsUnreadable
from minutes_app.settings import Settings


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "policy.toml"
    monkeypatch.setattr("minutes_app.settings.layers.policy_path", lambda: path)
    return path


def test_a_change_of_settings_is_recorded_where_the_policy_says(policy: Path, tmp_path: Path) -> None:
    policy.write_text(f"[audit]\nfolder = '{tmp_path / 'audit'}'\n", encoding="utf-8")
    asked = argparse.Namespace(command="settings", action="set")
    start.audit_command(asked, start.settings_for(asked))
    assert (tmp_path / "audit" / "audit.jsonl").read_text("utf-8").count('"setting_changed"') == 1


def test_settings_that_cannot_be_read_can_still_be_mended(policy: Path) -> None:
    policy.write_text("[audit\n", encoding="utf-8")
    assert start.settings_for(argparse.Namespace(command="settings")) == Settings()
    with pytest.raises(SettingsUnreadable):
        start.settings_for(argparse.Namespace(command="transcribe"))


def test_a_flag_stands_above_the_policy_unless_it_is_locked(policy: Path, tmp_path: Path) -> None:
    policy.write_text('[transcribe]\ndevice = "cpu"\nlanguage = "en"\n', encoding="utf-8")
    asked = argparse.Namespace(command="transcribe", device="cuda", library=str(tmp_path / "ここ"))
    settings = start.settings_for(asked)
    assert (settings.transcribe.device, settings.transcribe.language) == ("cuda", "en")
    assert settings.library.folder == str(tmp_path / "ここ")
    policy.write_text('locked = ["transcribe.device"]\n', encoding="utf-8")
    with pytest.raises(SettingLocked):
        start.settings_for(asked)
