"""The place that a public body belongs to, read from the suffixes of its name."""

from __future__ import annotations

import re

_ABOVE = re.compile(r"^(?:中国共产党|中共|政协|国家税务总局|国家统计局|中国人民政治协商会议|共青团)")
_PROVINCE = r"(?:[\u4e00-\u9fff]{2,3}?省|[\u4e00-\u9fff]{2,8}?自治区)"
_PREFECTURE = r"(?:[\u4e00-\u9fff]{2,10}?(?:自治州|盟)|[\u4e00-\u9fff]{2,4}?(?:市|地区))"
_COUNTY = re.compile(
    r"[\u4e00-\u9fff]{2,8}?自治(?:县|旗)|[\u4e00-\u9fff]{2,5}?(?:新区|特区|林区)|[\u4e00-\u9fff]{1,4}?[县旗]"
    r"|[\u4e00-\u9fff]{2,4}?[区市]|[郊城矿]区"
)
_UPPER = re.compile(rf"^(?P<province>{_PROVINCE})?(?P<prefecture>{_PREFECTURE})?")
_NO_PLACE = re.compile(
    r"(?:社|园|校|景|库|灾|边远山|贫困山|偏远山|牧|小|辖|片|厂|营|军|战|开发|保护|度假|示范|试验|实验|保税|自贸)区$"
    r"|^(?:大|小|中|新)?(?:城|都|超|门|集|夜)市$|^[省市区县]|[局委办厅]"
)
_PLACE_END = re.compile(r"(?<=[省市区县旗])(?!区)|(?<=自治州)")
_OFFICE_WORD = re.compile(r"^(?:人民|人大|政协|公安|财政|教育|市场|城市|城乡|社区|园区|开发区)")


def region_of(name: str) -> str:
    """绍兴市柯桥区 of 绍兴市柯桥区人民代表大会常务委员会办公室; empty where the name tells no place."""
    rest = _ABOVE.sub("", name)
    match = _UPPER.match(rest)
    if match is None:
        return ""
    region = match["province"] or ""
    prefecture = match["prefecture"] or ""
    if prefecture and _is_place(prefecture):
        region += prefecture
    county = _COUNTY.match(rest, len(region))
    if county and _is_place(county[0]):
        region += county[0]
    return region


def places_in(region: str) -> list[str]:
    """The places that a region is put together of, from the largest: 浙江省, 嘉兴市 of 浙江省嘉兴市; the 州 of
    滁州市 ends none."""
    return [place for place in _PLACE_END.split(region) if place]


def _is_place(name: str) -> bool:
    return not _NO_PLACE.search(name) and not _OFFICE_WORD.match(name)
