"""What a short line of a budget document is, told from its wording alone.

The same questions come up while reading lines, building sections, identifying a document and
cutting passages; each is answered here once. Every pattern is about the genre, none about a
single document.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WIDE = "\u3400-\u9fff\u3001-\u303f\uff00-\uffef“”‘’…—·"
_INNER_SPACE = re.compile(rf"(?<=[{_WIDE}0-9])[ \t\u3000\xa0]+(?=[{_WIDE}])|(?<=[{_WIDE}])[ \t\u3000\xa0]+(?=[0-9])")
_NOT_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_]")
_PAGE_REFERENCE = re.compile(r"[\s.·…⋯—-]+\d{1,3}\s*$")

_SENTENCE_ENDS = frozenset("。；：！？;:!?.")
_CLOSERS = "”’』」）)】\"'*"
_SENTENCE_MARK = re.compile(r"[，。；！？,;!?]")
_AMOUNT = re.compile(r"\d(?:\.\d+)?\s*(?:[百千万亿]*元|[%％])")

_UNIT_LINE = re.compile(
    r"^[（(]?\s*(?:金额|货币|计量|数量)?单位\s*[:：]\s*(?:人民币)?\s*[百千万亿]*\s*元?\s*"
    r"(?:[、，/]\s*[\u4e00-\u9fff%％]{1,2}\s*)*[）)]?$"
)
_UNIT_BEGUN = re.compile(r"单位\s*[:：]\s*(?:人民币)?\s*[百千万亿]*$")
_BODY_BEFORE_UNIT = re.compile(
    r"^(?:编制|填报|公开|预算|主管|报送){0,2}(?:单位|部门)(?:名称|编码)?\s*[:：]\s*\S{2,60}\s+(?:金额)?单位\s*[:：]"
)
_PERIOD_LINE = re.compile(r"^(?:(?:预算|决算)?年度|(?:截止|截至|填报|编制|公开)(?:时间|日期))\s*[:：]?\s*\S{0,20}$")
_DATE_LINE = re.compile(r"^(?:20\d\d|二[〇○零OＯ0]\S{2})\s*[年.\-/]\s*[\d一二三四五六七八九十]{1,2}\s*(?:月.{0,6})?$")
_BODY_LINE = re.compile(
    r"^(?:编制|填报|公开|预算|主管|报送){0,2}(?:单位|部门)(?:名称|编码)?(?:[（(].{1,6}[）)])?\s*[:：]\s*\S{0,40}$"
)
_CODE_AND_NAME = re.compile(
    r"^(?!20\d\d\s*年)[\[【(（]?\d{3,9}[\]】)）]?\s*[-－—–_\s]\s*[\u4e00-\u9fff][^，。；：！？]{1,60}$"
)
_FIELD = re.compile(r"(?P<label>(?!注|备注|附)[\u4e00-\u9fff（）()]{2,14}(?<!其中|如下|包括|说明))[:：]\s*\S")
_SHEET_LINE = re.compile(
    r"^[（(]?(?:公开|预算公开|决算公开|部门公开|附件?|表)\s*表?\s*"
    r"[0-9一二三四五六七八九十]+(?:[-—]\d+)?\s*表?\s*[:：]?[）)]?$"
)
_LABEL_LINE = re.compile(
    "|".join(
        f"(?:{line.pattern})"
        for line in (_UNIT_LINE, _PERIOD_LINE, _DATE_LINE, _BODY_LINE, _CODE_AND_NAME, _SHEET_LINE)
    )
)
_LABELS_BEGIN = frozenset("金货计数单年预决截填编公主报部附表二")  # or with a digit or a bracket
_PAGE_NUMBER = re.compile(r"^(?:[-—–~]*\s*\d{1,3}\s*[-—–~]*|第\s*\d+\s*页.{0,12}|\d{1,3}\s*/\s*\d{1,3})$")
_RULE = re.compile(r"^[-*_=—─━\s]{3,}$")

_CONTENTS = re.compile(r"^(?:目录|目次|.{0,40}(?:预算|决算|公开|信息).{0,14}目录)$")
_TABLE_TITLE = re.compile(
    r"^[^，。；！？:：,;!?|]{2,64}表\s*(?:[（(][^（）()]{1,14}[）)]|[一二三四五六七八九十\d]{1,2})?$"
)
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")
_TABLE_SUBJECT = re.compile(r"表|预算|决算|支出|收入|经费|情况|明细|目标|采购|资产|一览|清单")
_YEAR_ONLY = re.compile(r"^20\d\d\s*年?度?$")
_HEADING_END = re.compile(
    r"(?:情况|说明|概况|职能|职责|经费|解释|目标|措施|事项|信息|表|构成|规模|公开|设置|工作)[。：:]?[”）)]*$"
)
_PLAIN = r"[^，。；！？:：,;]"
_DOCUMENT_TITLE = re.compile(rf"^{_PLAIN}{{0,50}}20\d\d\s*年{_PLAIN}{{0,40}}(?:预算|决算)(?:信息)?(?:公开)?$")
_DOCUMENT_NAME = re.compile(rf"20\d\d\s*年{_PLAIN}{{0,40}}(?:预算|决算)(?:信息)?(?:公开)?(?:情况)?(?:的?说明|报告)?$")
_GENERIC = re.compile(
    r"20\d\d|年度?|部门|单位|预算|决算|情况|说明|信息|公开|[省市区县]本?级|关于|总?表|支出|收入|"
    r"[\W_]|[一二三四五六七八九十\d]"
)
_LEAD_IN = re.compile(r"如下|其中|包括|以下|分别|主要是|是$|为$")

_ORGANISATION_END = re.compile(
    r"(?:局|委|办|厅|署|院|所|站|处|室|中心|委员会|政府|街道|镇|乡|协会|学会|联合会|总会|工会|团委|妇联|侨联|"
    r"残联|科协|文联|工商联|管委会|基金会|商会|研究会|红十字会|开发区|新区|保护区|馆|校|园|[大中小]学|林场|农场|"
    r"水库|基地|银行|公司|集团|队|台|社|部|段|群)$"
)
_OWN_LEVEL = re.compile(r"(?:本级|本部|机关)$")
_ROLE_SUFFIX = re.compile(r"[（(](?:部门|单位|本级|汇总|本部|机关|部门本级|含下属单位)[）)]?$")


def squeeze(text: str) -> str:
    """`text` without the spaces that an extraction sets between Chinese characters and digits."""
    words = text.split()
    return _INNER_SPACE.sub("", text.strip()) if len(words) > 1 else "".join(words)


@lru_cache(maxsize=8192)
def heading_key(text: str) -> str:
    """What two printings of one heading have in common: no white space, punctuation or page number."""
    folded = unicodedata.normalize("NFKC", text)
    return _NOT_WORD.sub("", _PAGE_REFERENCE.sub("", folded))


def has_page_reference(text: str) -> bool:
    """Whether the line ends in the page number of a table of contents."""
    return bool(_PAGE_REFERENCE.search(text))


def has_words(text: str) -> bool:
    """Whether anything but punctuation stands in `text`."""
    return text[:1].isalnum() or bool(_WORD.search(text))


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence, a clause of a list or a lead-in does."""
    return text.removesuffix("\n").rstrip(_CLOSERS)[-1:] in _SENTENCE_ENDS


def has_sentence_mark(text: str) -> bool:
    """Whether `text` holds a comma, a full stop or the like."""
    return bool(_SENTENCE_MARK.search(text))


def has_amount(text: str) -> bool:
    """Whether `text` states an amount of money or a percentage."""
    return bool(_AMOUNT.search(text))


def is_unit_line(text: str) -> bool:
    """单位：万元"""
    return bool(_UNIT_LINE.match(text))


def is_unit_broken(first: str, second: str) -> bool:
    """Whether an extraction broke a unit line in two (单位：万 | 元), also one behind the name of the body."""
    begun = _UNIT_BEGUN.search(first)
    alone = begun is not None and (len(first) < 20 or bool(_BODY_BEFORE_UNIT.match(first)))
    return begun is not None and alone and is_unit_line(first[begun.start() :] + second)


def is_label(text: str) -> bool:
    """A line that accompanies a table or a cover and says nothing by itself: unit, date, year of
    the budget, code and name of the body, number of the sheet, stray quotation marks."""
    first = text[:1]
    if len(text) > 70 or (first.isalnum() and first not in _LABELS_BEGIN and not first.isdigit()):
        return False
    return not has_words(text) or bool(_LABEL_LINE.match(text))


def code_and_name(text: str) -> str:
    """The name in a line such as 101 某市某局, or an empty string."""
    if len(text) > 70 or not _CODE_AND_NAME.match(text):
        return ""
    return text.lstrip("[【(（]】)）0123456789-－—–_ \t\u3000")


def field_label(text: str) -> str:
    """The label of a line that holds one field (资金执行时间：2024 年 1 月至 12 月); empty for other lines."""
    found = _FIELD.match(text) if ":" in text[:16] or "：" in text[:16] else None
    return found["label"] if found else ""


def labelled_name(text: str) -> str:
    """The body in a line such as 101 某市某局 or 部门名称：某市某局, without a code; empty where there is none."""
    if len(text) <= 70 and _BODY_LINE.match(text) and not is_unit_line(text):
        name = re.split(r"[:：]", text, maxsplit=1)[1].strip()
        return code_and_name(name) or name  # 部门：108_某市某局
    return code_and_name(text)


def is_page_number(text: str) -> bool:
    """A line that holds the number of a page."""
    return len(text) < 20 and bool(_PAGE_NUMBER.match(text))


def is_rule(text: str) -> bool:
    """A line drawn with dashes or asterisks."""
    return bool(_RULE.match(text))


def is_contents_title(text: str) -> bool:
    """目录, 目 录, 2024 年部门预算信息公开目录 …"""
    return len(text) < 60 and "目" in text and bool(_CONTENTS.match(_NOT_WORD.sub("", text)))


def is_table_title(text: str) -> bool:
    """A line that names a table by itself: 2024 年部门收支预算总表."""
    return len(text) <= 80 and "表" in text and not text.endswith("代表") and bool(_TABLE_TITLE.match(text))


def names_part(text: str) -> bool:
    """第二部分 2024年部门预算表: the head of a part of the document, which holds several tables."""
    return bool(_PART.match(text))


def is_document_title(text: str) -> bool:
    """某市某局 2024 年部门预算: what a cover says, by itself and without a number."""
    return len(text) <= 80 and bool(_DOCUMENT_TITLE.match(text))


def names_document(text: str) -> bool:
    """A document's title, or the title of its explanatory part (… 2024 年部门预算信息公开情况说明)."""
    return len(text) <= 90 and bool(_DOCUMENT_NAME.search(text))


def shares_topic(one: str, other: str) -> bool:
    """Whether two headings have a word in common beyond the words that every heading has."""
    first, second = (_GENERIC.sub(" ", text) for text in (one, other))
    pairs = {first[at : at + 2] for at in range(len(first) - 1)}
    return any(second[at : at + 2] in pairs for at in range(len(second) - 1) if " " not in second[at : at + 2])


def is_bare_year(text: str) -> bool:
    """A line with a year only: what is left of a title that the extraction lost."""
    return len(text) < 10 and bool(_YEAR_ONLY.match(text))


def may_title_table(text: str) -> bool:
    """Whether a short line directly before a table can be its title."""
    if is_bare_year(text):
        return True
    if len(text) > 80 or text[-1] in ":：" or has_sentence_mark(text):
        return False
    return bool(_TABLE_SUBJECT.search(text))


def ends_as_heading(text: str) -> bool:
    """Whether the last word is one that headings of budget documents end in."""
    return bool(_HEADING_END.search(text))


def is_lead_in(text: str) -> bool:
    """其中：, 具体如下： and the like, which announce what follows without naming it."""
    return bool(_LEAD_IN.search(text.rstrip(":：")))


def is_organisation(name: str) -> bool:
    """Whether `name` can be the name of a public body."""
    if not 3 <= len(name) <= 60 or has_sentence_mark(name) or "关于" in name or "预算" in name or "决算" in name:
        return False
    return bool(_ORGANISATION_END.search(strip_role(name)))


def without_own_level(name: str) -> str:
    """`name` without the word for the body's own office behind it (某局本级, 某委机关)."""
    return _OWN_LEVEL.sub("", name)


def strip_role(name: str) -> str:
    """`name` without a closing （部门）, （本级） or the like, also where the cell's width cut it off."""
    return _ROLE_SUFFIX.sub("", name.strip())
