"""Settings: language, light or dark, size of the writing, where one is reminded; the way to another password."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog
from ui.widgets.field import Labelled
from ui.widgets.segmented import Segmented

SCALES = (90, 100, 110, 125, 150)


class SettingsWindow(Dialog):
    """Every choice takes effect at once; `scale_chosen` gives per cent; `password` offers to change that."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    scale_chosen = Signal(int)
    reminders_chosen = Signal(str)
    password_wanted = Signal()

    def __init__(
        self, theme: Theme, language: str, mode: str, scale: int, parent: QWidget | None = None,
        reminders: str = "window", *, password: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(theme, self.tr("设置"), width=420, parent=parent)
        self.language = Segmented(theme, [("zh", "中文"), ("en", "English")], self)
        self.mode = Segmented(
            theme, [("light", self.tr("浅色")), ("dark", self.tr("深色")), ("system", self.tr("跟随系统"))], self
        )
        self.scale = Segmented(theme, [(str(one), f"{one}%") for one in SCALES], self)
        self.reminders = Segmented(
            theme,
            [("off", self.tr("不提醒")), ("window", self.tr("窗口里")), ("tray", self.tr("窗口和右下角"))], self,
        )  # fmt: skip
        self.reminders.set_value(reminders)
        self.language.set_value(language)
        self.mode.set_value(mode)
        self.scale.set_value(str(scale))
        self.body.addWidget(Labelled(theme, self.tr("语言"), self.language))
        self.body.addWidget(Labelled(theme, self.tr("外观"), self.mode))
        self.body.addWidget(Labelled(theme, self.tr("字号"), self.scale))
        self.body.addWidget(Labelled(theme, self.tr("到时间提醒"), self.reminders))
        if password:
            self._add_password()
        self.add_button(Button(theme, self.tr("关闭"), "primary", keys="Esc", parent=self), "reject")
        self.language.changed.connect(self.language_chosen)
        self.mode.changed.connect(self.theme_chosen)
        self.scale.changed.connect(self._on_scale)
        self.reminders.changed.connect(self.reminders_chosen)

    def _add_password(self) -> None:
        """Where the database has one that this person may change."""
        self.password = Button(self.theme, self.tr("修改密码…"), "secondary", "key-round", "Ctrl P", parent=self)
        self.password.setShortcut("Ctrl+P")
        self.password.clicked.connect(self.password_wanted)
        self.body.addWidget(Labelled(self.theme, self.tr("本机数据的密码"), self.password))

    def _on_scale(self, key: str) -> None:
        self.scale_chosen.emit(int(key))
