"""How a name is spelled in pinyin, for jumping by initials. pypinyin takes 0.2 s to load: only when a name is saved."""

SURNAMES = {
    "单": "shan", "解": "xie", "曾": "zeng", "查": "zha", "仇": "qiu", "朴": "piao", "区": "ou", "盖": "ge",
    "华": "hua", "任": "ren", "翟": "zhai", "尉": "wei", "乐": "yue", "缪": "miao", "宁": "ning", "冼": "xian",
    "召": "shao", "覃": "qin", "纪": "ji", "万": "wan", "员": "yun", "燕": "yan", "折": "she", "繁": "po",
}  # fmt: skip
"""Surnames whose reading as a surname is not the usual one of the character."""


def spelled(name: str) -> tuple[str, str]:
    """Return a Chinese name's pinyin and its initials: 曾国栋 → zengguodong, zgd."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415  see above

    syllables = lazy_pinyin(name)
    if name[:1] in SURNAMES and syllables:
        syllables[0] = SURNAMES[name[0]]
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)
