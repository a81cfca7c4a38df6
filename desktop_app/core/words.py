"""How long a text is (字数), counted as Word and WPS show it under 字数.

One each is: a Han character (also 〇, 々 and the rare ones beyond the BMP), a Chinese or full-width sign or letter
(，。《》、：（）￥ＡＢＣ１２３), a kana, a Hangul syllable, a number in a circle (①). One is also every unbroken run of
anything else: a Latin word, a number with its signs (98.5%, 2022-03-07, 1,234), an address, “, …, an emoji. Runs end at
blanks, tabs, line ends, at the dashes – and —, which are no word themselves, and at what counts singly. What is not
seen (zero-width blanks, the mark at the start of a file) counts as nothing.

Source of the rule: LibreOffice's count of words in Chinese text. Measured against LibreOffice 7.4.7: the texts with its
counts are tests/files/words.json, and tests/bench/count_words.py asks it anew. Both agree but for oddities of its own,
marked there, that Word does not share: it counts one more where a run begins with a lone letter or digit before a sign
(3.14, Q&A), where a character beyond the BMP follows another Han character, and where ½ or ² stands in a run; and it
forgets what stands before a zero-width blank.
"""

import re

_SINGLE = (
    "\u1100-\u11ff"  # Hangul
    "\u2460-\u249b"  # numbers in circles and brackets
    "\u2e80-\u2fff\u3001-\ua4cf"  # radicals, Chinese signs, kana, Han, Yi; the blank before them is one
    "\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"  # compatibility, upright and full-width forms
    "\U00020000-\U0003ffff"
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_WORD = re.compile(rf"[{_SINGLE}]|[^\s\u2013\u2014{_SINGLE}]+")


def count(text: str) -> int:
    """Return the 字数 of a text."""
    return sum(1 for _ in _WORD.finditer(_UNSEEN.sub("", text)))
