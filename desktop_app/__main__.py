"""The door: with a verb the command line answers, without one the window opens."""

import io
import os
import sys

SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""Where Linux says that a window can be shown; Qt ends the program without a word of use where none is set."""


def main() -> int:
    from desktop_app import cli  # noqa: PLC0415  each side loads only what it needs

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # neither is there where the program has no console
            stream.reconfigure(errors="backslashreplace")  # a rare character never ends the program in a GBK console
    arguments = cli.parser().parse_args()
    if arguments.verb:
        return cli.run(arguments)
    if sys.platform == "linux" and not any(os.environ.get(name) for name in SCREENS):
        print("这里没有屏幕，打不开窗口，请到桌面上启动；不用窗口的用法见 --help。", file=sys.stderr)
        return 1
    from desktop_app import app  # noqa: PLC0415

    return app.run(arguments.data)


if __name__ == "__main__":
    sys.exit(main())
