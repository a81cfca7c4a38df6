"""Makes the pictures of the README and the manual from the running program on the sample year.

    python packaging/screenshots.py

Run it in the program's environment, from the repository, after anything on these pages has changed.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "manual"


def main() -> None:
    sys.path.insert(0, str(ROOT))
    from desktop_app.records import session_list  # noqa: PLC0415  only now can it be found
    from desktop_app.ui import demo  # noqa: PLC0415
    from desktop_app.ui.dialogs.attendance_dialog import AttendanceDialog  # noqa: PLC0415
    from desktop_app.ui.pages import OVERVIEW, REPORTS, SESSIONS  # noqa: PLC0415

    with demo.sample_window() as (window, workbench):
        for title, name in ((OVERVIEW, "overview"), (REPORTS, "tally")):
            window.pages.open(title)
            demo.picture(window, workbench).save(str(FOLDER / f"{name}.png"))
        window.pages.open(SESSIONS)
        night_study = session_list.keys(session_list.Wanted(demo.LAST_MONTH, category="夜学"))[0]
        dialog = AttendanceDialog(workbench, night_study, window)
        dialog.resize(*demo.SIZE)
        dialog.show()
        demo.picture(dialog, workbench).save(str(FOLDER / "attendance.png"))
        dialog.close()


if __name__ == "__main__":
    main()
