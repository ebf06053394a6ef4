"""設定 and the first start with everything behind them: their models, their pages, their messages.

In: the window. Out: its pages `page` and `first`. Made by `settings_door` when one of them is wanted first.
"""

from pathlib import Path

from PySide6.QtCore import QObject

from minutes_app.gui.adopting_work import Made
from minutes_app.gui.sound import find_decks
from minutes_app.gui.view_models.about import AboutModel
from minutes_app.gui.view_models.adopting import AdoptModel
from minutes_app.gui.view_models.checkup import CheckupModel
from minutes_app.gui.view_models.devices import DevicesModel
from minutes_app.gui.view_models.first_start import FirstStartModel
from minutes_app.gui.view_models.forms import FormsModel
from minutes_app.gui.view_models.glossary import KEY as HOTWORDS, GlossaryModel
from minutes_app.gui.view_models.models import ModelsModel
from minutes_app.gui.view_models.options import OptionsModel
from minutes_app.gui.views.about_panel import AboutPanel
from minutes_app.gui.views.adopting import AdoptPage
from minutes_app.gui.views.checkup_panel import CheckupPanel
from minutes_app.gui.views.devices_panel import DevicesPanel
from minutes_app.gui.views.first_start import FirstStartView
from minutes_app.gui.views.forms_panel import FormsPanel
from minutes_app.gui.views.glossary_panel import GlossaryPanel
from minutes_app.gui.views.models_panel import ModelsPanel
from minutes_app.gui.views.parts import agreed
from minutes_app.gui.views.settings_page import Section, SettingsPage
from minutes_app.gui.views.window import Window
from minutes_app.wording import adopting, gui, settings_window as words

FIRST = "models"


class SettingsRooms(QObject):
    """Lives as long as its window."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.window = window
        shop = window.workshop
        self.options = OptionsModel(shop, self)
        self.models = ModelsModel(shop, self.options, self)
        self.devices = DevicesModel(shop, self.options, find_decks, self)
        self.forms = FormsModel(shop, self)
        self.adopting = AdoptModel(shop, self)
        self.adopt_page: AdoptPage | None = None
        self.checkup = CheckupModel(shop, self)
        self.about = AboutModel(shop, self)
        self.first_model = FirstStartModel(shop, self.options, self)
        self.page: SettingsPage | None = None
        self.first: FirstStartView | None = None
        self._connect()

    def open(self, section: str = FIRST) -> None:
        """Show 設定."""
        if self.page is None:
            self.page = SettingsPage(self.options, self._sections())
            self.page.back_wanted.connect(self.window.go_home)
            self.window.pages.addWidget(self.page)
        if not self.options.is_read:
            self.options.read()
        self.page.open(section or FIRST)
        self.window.pages.setCurrentWidget(self.page)
        self.page.search.setFocus()

    def begin_first(self) -> None:
        """Show the first start, once."""
        if self.first is not None:
            return
        self.options.read()
        self.first = FirstStartView(self.first_model, self.models)
        self.first.left.connect(self.window.go_home)
        self.window.pages.addWidget(self.first)
        self.window.pages.setCurrentWidget(self.first)
        self.first_model.begin()
        self.first.later.setFocus()

    def may_close(self) -> bool:
        """Whether the window may be closed: one clear question while a model is being put in. Ends what sounds."""
        others_ask = self.window.background.asks or self.window.recording.model.is_active
        if self.models.busy and not others_ask and not self._may_stop():
            return False
        self.devices.leave()
        return True

    def turned(self) -> None:
        """Another page is shown: leaving 設定 ends what sounds there."""
        if self.page is not None and self.window.pages.currentWidget() is not self.page:
            self.page.leave()
        if self.adopt_page is not None and self.window.pages.currentWidget() is not self.adopt_page:
            self.adopting.leave()

    def adopt(self, form: Path) -> None:
        """Show how a Word form of the office's own becomes a template."""
        if self.adopt_page is None:
            self.adopt_page = AdoptPage(self.adopting)
            self.adopt_page.back.clicked.connect(self._to_templates)
            self.adopting.refused.connect(self._to_templates)
            self.adopting.made.connect(self._adopted)
            self.window.pages.addWidget(self.adopt_page)
        self.window.pages.setCurrentWidget(self.adopt_page)
        self.adopting.open(form)
        self.adopt_page.begin()

    def _to_templates(self) -> None:
        self.open("templates")

    def _adopted(self, made: Made) -> None:
        self._to_templates()
        self.forms.refresh()
        self.window.message.say("good", adopting.made_here(made.path.stem), "\n".join(made.notes))

    def _forms_panel(self) -> FormsPanel:
        panel = FormsPanel(self.forms)
        panel.adopt_wanted.connect(self.adopt)
        return panel

    def _connect(self) -> None:
        window = self.window
        models = (self.options, self.models, self.devices, self.forms, self.adopting, self.checkup, self.about)
        for model in (*models, self.first_model):
            model.failed.connect(window.show_failure)
        for told in (self.models.told, self.forms.told):
            told.connect(lambda sentence: window.message.say("good", sentence))

    def _sections(self) -> dict[str, Section]:
        return {
            "models": Section(lambda: ModelsPanel(self.models), ("models",), shown=self.models.refresh),
            "transcribe": Section(pages=("transcribe",), without=(HOTWORDS,)),
            "glossary": Section(lambda: GlossaryPanel(GlossaryModel(self.options, self))),
            "templates": Section(self._forms_panel, ("documents",), shown=self.forms.refresh),
            "devices": Section(
                lambda: DevicesPanel(self.devices), ("capture",), shown=self.devices.look, left=self.devices.leave
            ),
            **{name: Section(pages=(name,)) for name in ("library", "window", "network", "logs", "audit", "archive")},
            "checkup": Section(lambda: CheckupPanel(self.checkup), left=self.checkup.stop),
            "about": Section(lambda: AboutPanel(self.about), shown=self.about.read),
        }

    def _may_stop(self) -> bool:
        hint = words.CLOSING_HINT if self.models.goes_on else words.CLOSING_HINT_ANEW
        return agreed(self.window, words.CLOSING, hint=hint, yes=gui.CLOSE_ANYWAY, no=gui.KEEP_OPEN)
