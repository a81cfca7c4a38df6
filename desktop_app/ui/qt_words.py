"""Chinese for Qt's own dialogs: the table that comes with Qt, and the words it lacks (most were renamed since)."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

WORDS = {
    ("QAbstractFileIconProvider", "Drive"): "磁盘",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
    ("QFileDialog", "&Look in:"): "位置(&L)：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QPageSetupWidget", "Page &order:"): "页面顺序(&O)：",
    ("QPageSetupWidget", "Pages &per sheet:"): "每张纸的页数(&P)：",
    ("QPrintSettingsOutput", "Page &Set:"): "单双页(&S)：",
}


class MissingWords(QTranslator):
    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, /, disambiguation: str | None = None, n: int = -1) -> str | None:
        del disambiguation, n
        return WORDS.get((context, source))


def speak_chinese(application: QCoreApplication) -> list[QTranslator]:
    """Let Qt speak Chinese, months and file sizes too, whatever the system speaks; return what was installed."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    missing, qt = MissingWords(application), QTranslator(application)
    application.installTranslator(missing)  # the last one installed is asked first
    if qt.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(qt)
    return [missing, qt]
