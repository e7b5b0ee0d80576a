"""What a clause counts, as the unit of a number: 几次, 参与人次要多少, 多长时间."""

from __future__ import annotations

import re

from assistant.narrative.asked import measure_asked

COST_OF_ONE = re.compile(
    r"(?:每一?[个位名人次份户]?|人均|单位)[^,，。?？]{0,8}成本[^,，。?？]{0,6}(?:多少|几)(?:块?钱|元)?|人均成本|单位成本"
)
_ALIKE = (
    ("人次", "人", "名", "位", "户"),
    ("次", "场", "回", "趟", "期", "届", "班", "场次", "班次"),
    ("天", "日", "工作日"),
    ("小时", "分钟"),
    ("时间", "小时", "分钟", "天", "日", "工作日", "月", "个月", "年", "周"),
    ("个", "项", "家", "处", "间", "套", "所", "座", "条", "件", "份", "类", "种", "批", "部", "篇"),
    ("册", "本", "期", "种"),
    ("米", "公里", "千米"),
    ("平方米", "平米", "平方公里"),
    ("吨", "公斤"),
    ("栋", "幢", "座"),
    ("株", "棵"),
    ("台", "辆", "套"),
)
_TIME = "时间"
_LENGTH_OF_TIME = re.compile(r"多长|多久|多快|多长时间")
COUNTED_NOUN = re.compile(
    r"(人次|人数|次数|场次|份数|件数|家数|台数|天数|篇数)(?:要求|目标|指标|值)*(?:要|得|应|需|是|为|有|达到|至少|最多|不低于|不少于|不超过)*(?:多少|几)"
)


def counted_in(text: str) -> str:
    """The measure of the number that is asked for (几次, 参与人次要多少); empty where none is named."""
    noun = COUNTED_NOUN.search(text)
    if noun:
        return noun[1].removesuffix("数")
    if COST_OF_ONE.search(text):
        return "元"
    return measure_asked(text) or (_TIME if _LENGTH_OF_TIME.search(text) else "")


def fits_unit(measure: str, unit: str) -> bool:
    """Whether a number of the unit is one of the measure (几场: 次, 多少人: 人次; but 几次: no 人次)."""
    group = next((group for group in _ALIKE if measure in group), (measure,))
    return unit.lstrip("万亿").startswith(group)
