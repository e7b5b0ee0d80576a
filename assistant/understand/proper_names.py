"""Names of bodies that no other body of a higher place goes by: a school's or a hospital's, when it has a word of
its own (南翔实验学校) and not only words for what it is (人民医院, 实验小学)."""

from __future__ import annotations

import re

_KIND = re.compile(
    r"(?:学校|中学|小学|学院|幼儿园|医院|卫生院|林场|农场|水库|公园|博物馆|纪念馆|街道(?:办事处)?|镇|乡)$"
)
_PLAIN = re.compile(
    r"第[一二三四五六七八九十]+|[一二三四五六七八九十]+|人民|中心|实验|中医|妇幼保健|妇产|儿童|机关|特殊教育|职业|中等|高级|初级|"
    r"高中|初中|专业|技术|技工|外国语|师范|附属|少年|老年|大学|示范|国有|市|区|县|市立|公立|九年一贯制|教师|进修|体育|业余|艺术|党校|"
    r"完全|寄宿制|精神病|传染病|口腔|肿瘤|综合|老干部|森林|植物|动物|人民政府"
)
_LEAST = 2  # characters of a name of its own


def name_of_its_own(name: str) -> str:
    """What tells a body's name without its place from those of other places, empty where nothing does."""
    kind = _KIND.search(name)
    own = _PLAIN.sub("", name[: kind.start()]) if kind else ""
    return own if len(own) >= _LEAST else ""
