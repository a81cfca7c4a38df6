from datetime import date

from desktop_app.exchange.report import Report
from desktop_app.ui.paper import write_pdf
from desktop_app.ui.pdf_text import searchable

CODES = b"2 beginbfrange\n<2F49> <2F49> <2F49>\n<0001> <0003> [<5E74> <%s> <0031> ]\n<0004> <0005> <2F49>\nendbfrange"


def test_glyphs_stand_for_characters_and_not_for_radicals():
    found = searchable(b"<2F49> stream\n" + CODES % b"2F49" + b"\nendstream")
    assert found == (
        b"<2F49> stream\n" + CODES.replace(b"<2F49> <2F49> <2F49>", b"<2F49> <2F49> <6708>") % b"6708" + b"\nendstream"
    )


def test_radicals_that_unicode_keeps_apart_are_led_back_too():
    assert searchable(CODES % b"2ED3") == searchable(CODES % "长".encode("utf-16-be").hex().upper().encode())


def test_a_written_pdf_names_the_characters_that_were_written(qapp, tmp_path):
    write_pdf([Report("工作月报", ("长见风门马",), ())], tmp_path / "表.pdf")
    data = (tmp_path / "表.pdf").read_bytes()
    for letter in "工作月报长见风门马":
        assert b"<%04X>" % ord(letter) in data


def test_a_pdf_for_outsiders_does_not_say_when_it_was_made(qapp, tmp_path):
    for name, is_dated in (("甲", True), ("乙", False)):
        write_pdf([Report("工作月报", (), ())], tmp_path / f"{name}.pdf", is_dated=is_dated)
    dated, undated = ((tmp_path / f"{name}.pdf").read_bytes() for name in "甲乙")
    year = str(date.today().year).encode()
    assert (dated.count(b"D:" + year), dated.count(b'Date="' + year)) == (2, 3)
    assert (undated.count(b"D:" + year), undated.count(b'Date="' + year)) == (0, 0)
    assert len(undated) == len(dated)
