"""The tables of a roster file: units, people, their changes of posting, and whole histories of postings."""

from desktop_app.exchange.reading.tables import Column, Layout

_POSTING = (
    Column("职务"),
    Column("职级", ("职务职级",)),
    Column("领导身份", ("领导职务", "班子身份")),
)
_KIND = Column("任职类别", ("类别", "变动类别", "变动类型"))
UNITS = Layout(
    "单位",
    (
        Column("单位", ("单位名称", "部门", "股室"), required=True),
        Column("性质", ("单位性质", "类别"), required=True),
        Column("序号", ("顺序",), weak=True),
        Column("成立日期"),
        Column("撤销日期"),
    ),
)
CADRES = Layout(
    "花名册",
    (
        Column("姓名", required=True),
        Column("区分", ("同名区分",)),
        Column("性别"),
        Column("出生年月", ("出生日期",)),
        Column("单位", ("所在单位", "工作单位", "部门", "股室"), required=True),
        *_POSTING,
        Column("人员类别", ("编制", "编制类别", "人员性质")),
        Column("政治面貌"),
        Column("入党日期", ("入党时间",)),
        Column("入职日期", ("到岗日期", "入职时间", "到岗时间", "任职日期"), required=True),
        Column("离岗日期", ("离岗时间", "离职日期")),
        Column("离岗原因", ("离任原因", "离职原因")),
        _KIND,
        Column("备注"),
    ),
)
MOVES = Layout(
    "任职变动",
    (
        Column("姓名", required=True),
        Column("区分", ("同名区分",)),
        Column("自何日", ("变动日期", "生效日期", "任职日期"), required=True),
        Column("单位", ("所在单位", "部门", "股室"), required=True),
        *_POSTING,
        _KIND,
        Column("最后一日", ("结束日期", "至何日", "到期日期")),
    ),
)
PAST = Layout(
    "任职经历",
    (
        Column("姓名", required=True),
        Column("区分", ("同名区分",)),
        Column("单位", ("所在单位", "工作单位", "部门", "股室"), required=True),
        Column("职务", required=True),
        *_POSTING[1:],
        Column("开始日期", ("起始日期", "任职开始日期", "开始时间"), required=True),
        Column("结束日期", ("终止日期", "任职结束日期", "结束时间")),
        _KIND,
        Column("离任原因", ("离岗原因",)),
    ),
)
