"""The door: with a verb the command line answers, without one the window opens."""

import sys


def main() -> int:
    from desktop_app import cli  # noqa: PLC0415  each side loads only what it needs

    arguments = cli.parser().parse_args()
    if arguments.verb:
        return cli.run(arguments)
    from desktop_app import app  # noqa: PLC0415

    return app.run(arguments.data)


if __name__ == "__main__":
    sys.exit(main())
