import io
import zipfile
from fractions import Fraction
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from desktop_app.core.errors import UserError
from desktop_app.core.figure import Figure, Shape
from desktop_app.core.subject import SubjectKind
from desktop_app.exchange import template, word_file
from desktop_app.exchange.filled import Filled
from desktop_app.exchange.placeholders import Figures
from desktop_app.exchange.report_context import Context, Plan, PlanLine, PlanPart, values
from desktop_app.metrics.measures import MEASURES

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "templates" / "年终总结与计划.docx"
SUBJECTS = {
    SubjectKind.SESSIONS: [
        *(
            "周例会",
            "夜学",
            "中心组学习",
            "警示教育",
            "警示教育大会",
            "先进事迹",
            "党课",
            "支部书记讲党课",
            "党组成员讲党课",
        ),
        *("业务培训", "外出培训", "任职培训", "资格考试", "我的岗位这样干", "我是干部我宣讲"),
    ],
    SubjectKind.PARTS: ["研讨发言"],
    SubjectKind.NOTES: ["心得体会", "学习笔记"],
    SubjectKind.PLAN: ["年度计划"],
    SubjectKind.ROSTER: ["在岗"],
    SubjectKind.EDUCATION: ["学历提升"],
    SubjectKind.LAW_EXAMS: ["法考"],
    SubjectKind.PROBLEMS: ["问题整改"],
    SubjectKind.READINGS: ["必学篇目"],
    SubjectKind.DUTIES: ["学时达标"],
}
KNOWN = {name: tuple(MEASURES[kind]) for kind, names in SUBJECTS.items() for name in names}
MEASURE_SHAPES = {(kind, name): measure.shape for kind in MEASURES for name, measure in MEASURES[kind].items()}
KINDS = {name: kind for kind, names in SUBJECTS.items() for name in names}
PLAN = Plan((PlanPart("政治理论学习", (PlanLine("1", "每周一晚夜学", "全体干部", "集中", "全年", "48次", "赟堃"),)),))


def context(**changes: object) -> Context:
    given = {
        "unit_name": "江源县司法局", "year": "2022", "next_year": "2023", "period": "2022年", "as_of": "2022年12月31日",
        "dated": "2022年12月31日", "recipient": "中共江源县委政法委员会", "plan": PLAN,
    }  # fmt: skip
    return Context(**(given | changes))


def register_of(count: int) -> Figures:
    """Every count is so many, every list so long; 人均 of 局机关 is twice that of others."""

    def lookup(subject: str, measure: str, population: str | None, span: str = "") -> Figure:
        shape = MEASURE_SHAPES[KINDS[subject], measure]
        if shape is Shape.TITLES:
            titles = tuple(f"{subject}{measure}{number}" for number in range(1, min(count, 2) + 1))
            return Figure(subject, measure, "", shape, Fraction(len(titles)), titles=titles)
        if shape is Shape.COUNT:
            return Figure(subject, measure, "次", shape, Fraction(count))
        top = count * (2 if population == "局机关" else 1) * (10000 if measure == "人均字数" else 1)
        return Figure(subject, measure, "", shape, Fraction(top), Fraction(100 if shape is Shape.RATE else 10))

    return Figures(lookup, KNOWN)


@pytest.fixture
def figures():
    return register_of(27)


@pytest.fixture
def made(tmp_path):
    """Write a template; `shape` puts into it what it should hold."""

    def make(shape):
        document = docx.Document()
        shape(document)
        path = tmp_path / "模板.docx"
        document.save(str(path))
        return path

    return make


def fill(path, context, figures) -> Filled:
    said = values(context)
    return template.fill(path, lambda names, _: {name: said[name] for name in names}, figures)


def check(path, figures):
    return fill(path, context(), figures).problems


def render(path, context, figures) -> Filled:
    filled = fill(path, context, figures)
    assert not filled.problems
    return filled


def opened(filled: Filled):
    return docx.Document(io.BytesIO(filled.document))


def text_of(filled: Filled) -> str:
    return "\n".join(paragraph.text for paragraph in opened(filled).paragraphs)


def test_the_shipped_template_has_no_mistake(figures):
    assert check(SHIPPED, figures) == ()


def test_the_shipped_report_holds_every_figure_that_a_report_needs(figures):
    used = {(use.figure.name, use.population) for use in render(SHIPPED, context(), figures).uses}
    needed = {
        *("周例会.次数", "夜学.次数", "夜学.学时", "外出培训.人次", "警示教育.次数", "先进事迹.次数", "研讨发言.人次"),
        *("支部书记讲党课.次数", "党组成员讲党课.次数", "党组成员讲党课.发言人次", "我的岗位这样干.次数"),
        *("我是干部我宣讲.次数", "警示教育大会.次数", "周例会.篇目", "警示教育.片名", "支部书记讲党课.题目"),
        *("党组成员讲党课.题目", "业务培训.题目", "年度计划.完成数"),
    }
    assert needed <= {name for name, _ in used}
    for population in ("局机关", "全系统"):
        assert {("心得体会.人均篇数", population), ("学习笔记.人均字数", population)} <= used


def test_a_figure_that_depends_on_the_population_names_it_in_its_sentence(figures):
    filled = render(SHIPPED, context(), figures)
    sentences = text_of(filled).replace("；", "。").split("。")
    for use in filled.uses:
        if use.population:
            assert any(use.population in sentence and use.text in sentence for sentence in sentences)


def test_the_shipped_report_reads_well_with_nothing_in_the_records():
    text = text_of(render(SHIPPED, context(recipient="", plan=Plan()), register_of(0)))
    assert "周例会学习尚未开展" in text
    assert "（四）全县性业务培训" in text
    assert "委员会：" not in text
    for trace in ("{", "}", "—", "《》", "“”", "、。", "，。", "。。", "  ", "0次", "0期"):
        assert trace not in text


def test_next_years_plan_stands_in_the_second_half(figures):
    text = text_of(render(SHIPPED, context(), figures))
    assert (
        "（一）政治理论学习\n1.每周一晚夜学，面向全体干部，以集中形式开展，安排在全年，年度目标为48次，由赟堃负责。"
        in text
    )


def test_uses_stand_in_the_order_of_reading_with_their_places(figures):
    uses = render(SHIPPED, context(), figures).uses
    assert [(use.figure.name, use.population, use.text) for use in uses[:4]] == [
        ("在岗.人数", "全系统", "27"),
        ("在岗.人数", "局机关", "27"),
        ("在岗.人数", "司法所", "27"),
        ("周例会.次数", None, "27"),
    ]
    assert uses[3].place == "第 6 段“一是落实“第一议题”制度。坚持把学习贯彻…”"
    assert ("研讨发言.人次", "余", "20余") in [(use.figure.name, use.wording, use.text) for use in uses]


def test_a_placeholder_may_be_split_over_runs(made, figures):
    def shape(document):
        paragraph = document.add_paragraph("共")
        for piece in ("{", "{ 周例", "会.次", "数", "|汉字数 }", "}次"):
            paragraph.add_run(piece).bold = piece == "数"

    assert text_of(render(made(shape), context(), figures)) == "共二十七次"


def test_a_mistake_split_over_runs_is_seen(made, figures):
    def shape(document):
        for piece in ("{", "{ 周列", "会.次数 }", "}"):
            (document.paragraphs or [document.add_paragraph()])[0].add_run(piece)

    assert check(made(shape), figures)[0].startswith("第 1 段“{{ 周列会.次数 }}”：没有“周列会”这个名称")


def everywhere(document, placeholder):
    document.add_paragraph("标题")
    document.add_paragraph("")
    document.add_paragraph(f"全年共开展{placeholder}次，这一段的文字比二十个字要长得多")
    document.add_table(2, 3).cell(1, 2).text = placeholder
    document.sections[0].header.paragraphs[0].text = placeholder
    document.sections[0].footer.paragraphs[0].text = placeholder
    box = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:AlternateContent>'
        '<mc:Choice Requires="wps"><wps:txbx><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:txbxContent>'
        "</wps:txbx></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p>"
        "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document.add_paragraph("图").paragraph_format.element.append(parse_xml(box.replace("{0}", placeholder)))


def test_figures_are_filled_and_found_wherever_they_stand(made, figures):
    filled = render(made(lambda document: everywhere(document, "{{ 周例会.次数 }}")), context(), figures)
    assert [use.place for use in filled.uses] == [
        "第 2 段“全年共开展27次，这一段的文字比二十个字…”",
        *("表格第 2 行第 3 列“27”", "文本框“27”", "页眉“27”", "页脚“27”"),
    ]
    with zipfile.ZipFile(io.BytesIO(filled.document)) as package:
        assert package.read("word/document.xml").count(b">27</w:t>") == 3  # the box twice
        assert not any("\U0010ff00".encode() in package.read(name) for name in package.namelist())


def test_mistakes_are_found_wherever_they_stand(made, figures):
    found = check(made(lambda document: everywhere(document, "{{ 例会.次数 }}")), figures)
    places = [sentence.partition("：")[0].partition("“")[0] for sentence in found]
    assert places == ["第 2 段", "表格第 2 行第 3 列", "文本框", "页眉", "页脚"]


def test_nothing_is_filled_while_there_are_mistakes(made, figures):
    path = made(lambda document: everywhere(document, "{{ 例会.次数 }}"))
    filled = fill(path, context(), figures)
    assert len(filled.problems) == 5
    assert filled.document == b""


def test_rows_of_a_table_may_be_repeated(made, figures):
    def shape(document):
        table = document.add_table(4, 2)
        for row, texts in enumerate((("序号", "内容"), ("{%tr for 部分 in 计划.部分 %}", ""))):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
        table.cell(2, 0).text, table.cell(2, 1).text = "{{ loop.index }}", "{{ 部分.名称 }}"
        table.cell(3, 0).text = "{%tr endfor %}"

    plan = Plan((PlanPart("甲", ()), PlanPart("乙", ())))
    table = opened(render(made(shape), context(plan=plan), figures)).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["序号", "内容"], ["1", "甲"], ["2", "乙"]]


def test_a_cell_that_loses_its_paragraphs_gets_an_empty_one(made, figures):
    def shape(document):
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "{%p if not 周例会.次数 %}"
        cell.add_paragraph("无")
        cell.add_paragraph("{%p endif %}")

    assert opened(render(made(shape), context(), figures)).tables[0].cell(0, 0).text == ""


def test_a_table_that_loses_its_rows_goes(made, figures):
    def shape(document):
        table = document.add_table(3, 1)
        for row, text in enumerate(("{%tr for 部分 in 计划.部分 %}", "{{ 部分.名称 }}", "{%tr endfor %}")):
            table.cell(row, 0).text = text

    assert opened(render(made(shape), context(plan=Plan()), figures)).tables == []


def test_what_stands_beside_a_row_placeholder_is_not_lost_unseen(made, figures):
    def shape(document):
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "{%tr if 周例会.次数 %}", "合计"
        table.cell(1, 0).text = "{%tr endif %}"

    assert "要独占一行，旁边的内容会丢失" in check(made(shape), figures)[0]


def test_a_block_does_not_reach_from_the_text_into_a_table(made, figures):
    def shape(document):
        document.add_paragraph("{%p if 周例会.次数 %}")
        document.add_table(1, 1).cell(0, 0).text = "{%p endif %}"

    assert "不在同一处" in check(made(shape), figures)[0]


def test_placeholders_of_footnotes_are_refused(made, figures):
    path = made(lambda document: document.add_paragraph("甲"))
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["word/footnotes.xml"] = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:id="1">'
        "<w:p><w:r><w:t>{{ 年度 }}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    ).encode()
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"'
        b' Target="footnotes.xml"/></Relationships>',
    )
    write_package(path, parts)
    assert check(path, figures) == ("脚注“{{ 年度 }}”：脚注和尾注里的占位符不会被填写，请移到正文里。",)


def test_a_placeholder_hidden_in_a_field_is_refused(made, figures):
    def shape(document):
        hidden = f"<w:r {nsdecls('w')}><w:instrText>{{{{ 甲 * 9 }}}}</w:instrText></w:r>"
        document.add_paragraph("甲").paragraph_format.element.append(parse_xml(hidden))

    with pytest.raises(UserError, match="看不见的地方"):
        render(made(shape), context(), figures)


def test_names_keep_their_signs(made, figures):
    path = made(lambda document: document.add_paragraph("{{ 单位名称 }}"))
    assert text_of(render(path, context(unit_name="甲<A&B>局\x0b{{ 年度 }}"), figures)) == "甲<A&B>局{{ 年度 }}"


def test_author_and_company_are_the_offices(figures):
    filled = render(SHIPPED, context(), figures)
    properties = opened(filled).core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("江源县司法局", "江源县司法局", "")
    assert properties.title == "江源县司法局关于2022年政法干部教育培训情况和2023年教育培训计划的报告"
    with zipfile.ZipFile(io.BytesIO(filled.document)) as package:
        assert "<Company>江源县司法局</Company>" in package.read("docProps/app.xml").decode()


@pytest.mark.parametrize(
    ("unit", "unit_indent", "date_indent"),
    [("江源县司法局", "500", "200"), ("江源县司法局机关党总支部", "200", "500"), ("江源县司法总局", "200", "0")],
)
def test_the_signature_stands_where_the_standard_has_it(figures, unit, unit_indent, date_indent):
    """The date, 7 characters wide, begins two right of the office's name; the longer of them ends two from the edge."""
    *_, name, day = opened(render(SHIPPED, context(unit_name=unit), figures)).paragraphs
    found = [paragraph.paragraph_format.element.pPr.ind.attrib for paragraph in (name, day)]
    assert [next(value for key, value in each.items() if key.endswith("rightChars")) for each in found] == [
        unit_indent,
        date_indent,
    ]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def package(types: bytes, **parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        out.writestr("[Content_Types].xml", types)
        out.writestr("_rels/.rels", parts.pop("rels", b"<Relationships/>"))
        for name, data in parts.items():
            out.writestr(name, data)
    return stream.getvalue()


def write_package(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as out:
        for name, data in parts.items():
            out.writestr(name, data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "模板“甲.docx”不是 Word 文档，请选择 .docx 文件。"),
        (b"%PDF-1.7", "不是 Word 文档"),
        (OLE, "是旧格式的文件，请用 Word 或 WPS 另存为“Word 文档（.docx）”。"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "有打开密码，请在 Word 或 WPS 里取消密码后再用。"),
        (b"PK\x03\x04" + bytes(100), "已损坏"),
        (SHIPPED.read_bytes()[:6000], "已损坏"),
        (package(b"application/vnd.ms-word.document.macroEnabled.main+xml"), "带有宏"),
        (package(b"wordprocessingml.document.main+xml", **{"word/vbaProject.bin": b""}), "带有宏"),
        (package(b"wordprocessingml.document.main+xml application/vnd.ms-office.vbaProject"), "带有宏"),
        (package(b"wordprocessingml.template.main+xml"), "是 Word 模板（.dotx）"),
        (package(b"spreadsheetml.sheet.main+xml"), "不是 Word 文档"),
        (package(b"wordprocessingml.document.main+xml"), "已损坏"),
        (package(b"", rels=b"http://purl.oclc.org/ooxml/officeDocument"), "是“严格”格式的文档"),
    ],
)
def test_a_file_that_is_no_template_is_refused_with_the_reason(tmp_path, figures, data, sentence):
    (tmp_path / "甲.docx").write_bytes(data)
    with pytest.raises(UserError) as told:
        check(tmp_path / "甲.docx", figures)
    assert sentence in str(told.value)


def test_a_missing_template_is_named(tmp_path, figures):
    with pytest.raises(UserError, match=r"找不到模板“甲\.docx”"):
        check(tmp_path / "甲.docx", figures)


def test_a_file_too_large_is_refused_unread(tmp_path, figures, monkeypatch):
    monkeypatch.setattr(word_file, "LARGEST", 1000)
    with pytest.raises(UserError, match="大于"):
        check(SHIPPED, figures)


@pytest.mark.parametrize(("limit", "value"), [("LARGEST_UNPACKED", 1000), ("LARGEST_PART", 1000), ("MOST_PARTS", 3)])
def test_a_file_that_unpacks_to_too_much_is_refused(figures, monkeypatch, limit, value):
    monkeypatch.setattr(word_file, limit, value)
    with pytest.raises(UserError, match="展开后过大"):
        check(SHIPPED, figures)


def test_a_cell_is_named_by_its_own_table(made, figures):
    def shape(document):
        document.add_table(2, 2)
        outer = document.add_table(2, 2)
        outer.cell(0, 1).add_table(3, 1)
        outer.cell(1, 1).text = "{{ 甲 }}"

    assert check(made(shape), figures)[0].startswith("第 2 个表格第 2 行第 2 列“{{ 甲 }}”")
