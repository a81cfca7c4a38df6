"""Chinese in the order people expect, and names as they are compared."""

import re
import unicodedata

_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_NAMED_APART = re.compile(r"^(?P<name>[^()]+)\((?P<distinction>[^()]+)\)$")


def pinyin_key(text: str) -> str:
    """Return a sortable key; GB 18030 lays out the common characters by pinyin."""
    return text.encode("gb18030", errors="replace").hex()


def plain(text: str) -> str:
    """Return the text as it is compared: full-width forms folded (NFKC), no spaces at all (张　三 is 张三)."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)))


def split_name(text: str) -> tuple[str, str]:
    """Split "王伟（法制股）" into name 王伟 and distinction (区分) 法制股; the latter is empty where none is given."""
    folded = plain(text)
    found = _NAMED_APART.match(folded)
    return (found["name"], found["distinction"]) if found else (folded, "")


def full_name(name: str, distinction: str) -> str:
    """Return the name as it is shown: with its distinction where there is one."""
    return f"{name}（{distinction}）" if distinction else name


def split_list(text: str) -> tuple[str, ...]:
    """Split what people write with 、 ，, ; or spaces between into its parts, without empty ones."""
    return tuple(part for part in re.split(r"[、，,；;\s]+", text.strip()) if part)
