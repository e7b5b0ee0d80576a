"""The form of what a question asks for: a count of something, or a time."""

from __future__ import annotations

import re

_PEOPLE = (
    "人(?![次民])|人员|老?同志|老?干部|老人|孩子|小孩|娃|学员|学徒|考生|读者|选民|律师|专家|移民|[村居]民|志愿者|毕业生|大学生|幼儿|领导|"
    "公务员|干部|职工|员工|代表(?!团)|委员(?!会)|工人|教师|老师|学生|保安|保洁|司机|"
    "群众|儿童|患者|病人|家长|农民|党员|医生|护士|医师|运动员"
)
SIZES = ("平方公里", "平方千米", "平方米", "平米", "立方米", "公里", "千米", "公顷", "公斤", "米", "亩", "吨")
_MEASURE = (
    f"(?:万|亿)?(?:{'|'.join(SIZES)})"
    "|人次|批次|个小时|小时|个钟头|钟头|个月|[次回趟个家辆人名条项件场期份台天位批部座处所套册篇种年户间栋幢株棵盏]"
    "|本(?![级部单年市县区局级乡镇街系行])"
    "|班(?![级次子车组])"
    "|度(?=电)|千瓦时"
    "|分(?![之析钟类配期别为成])"
)
_OF_PEOPLE = "(?![^，,。？?]{0,6}(?:费|工资|补贴|补助|津贴|奖金|经费|资金|支出|预算|钱))"
_COUNT = re.compile(
    rf"(?<![哪这那])(?:几|多少)(?:个?(?=(?P<people>{_PEOPLE}){_OF_PEOPLE})|(?P<measure>{_MEASURE})(?!月|钱|目支出|员经费|员支出))"
)
_HOW_LONG = re.compile(
    r"多长的?(?:路|道|河|公路|管|渠|堤|线|桥|隧)|(?:[路道河管渠堤线桥]|隧道)有?多长|(?:全长|长度|里程)[^，。？]{0,4}(?:多长|多少(?!天|日|年))"
)
_HOW_WIDE = re.compile(r"面积[^，。？]{0,3}(?:多大|多少(?![个天日年]))")
_TIME = re.compile(
    r"什么时[候间段]|时段|哪段时间|多快|时间[^，。？]{0,5}多长|多长$|啥时候?|何时|多久|多长时间|几个?[月号]|哪几?个?[月天]|期限|时限|截[止至]到?|到哪天"
)
_LENGTH = re.compile(r"多快|多久|多长时间|时间[^，。？]{0,5}多长|多长$|期限|时限")
_DATE = re.compile(
    r"\d[\s|]*(?:月|日|天|小时|周(?!年))|[一二两三四五六七八九十半]\s*个\s*月|月底|[上下]半年|年[底初末]|季度|会前|及时|即时|即审"
)
_WHEN = re.compile(r"什么时候|啥时候?|何时|几个?月份?(?![之以]?内)|哪几?个?月|哪一?天")
_DAY = re.compile(
    r"\d[\s|]*(?:月|日|号)|(?:\d|个)\s*(?:天|小时|周|工作日)[\s|]*(?:[之以]?[内前后])|[一二两三四五六七八九十半]\s*个\s*月|月底"
    r"|[上下]半年|年[底初末]|季度|会前|及时|即时|即审"
)
_DURATION = re.compile(
    r"\d[\s|]*(?:天|日|小时|周(?!年)|个月)|(?<!\d\d\d)\d\s*年(?!度)|[一二两三四五六七八九十半]\s*个\s*[月周]|及时|即审"
)
_YEAR = re.compile(r"哪一?年(?![^,，。]{0,12}[最高多大少低])")
_IN_YEAR = re.compile(r"(?:19|20)\d\d\s*年")
_ALIKE = {
    "个": "[个位名人家项件条处台套]",
    "部": "[部件项]",
    "件": "[件份项]",
    "项": "[项个件]",
    "期": "[期册次班]",
    "家": "[家个所]",
    "场": "[场次]",
    "班": "[班期次]",
    "次": "[次场]",
    "回": "[次场回]",
    "趟": "[次趟]",
    "人": "(?:人|名|位)",
    "名": "(?:名|人)",
    "台": "(?:台|辆)",
    "位": "(?:位|人|名)",
    "公里": "(?:公里|千米|米)",
    "米": "(?:米|公里)",
    "平方米": "(?:平方米|平米)",
    "栋": "(?:栋|幢)",
    "幢": "(?:栋|幢)",
    "株": "(?:株|棵)",
    "棵": "(?:株|棵)",
    "本": "[本册期]",
    "间": "[间个]",
}
_OPERATOR = r"(?:[≥≤=＝><]\s*)?"


def measure_asked(question: str) -> str:
    """The measure word of the number that is asked for (几次 -> 次); empty where none is."""
    count = _COUNT.search(question)
    if count is None:
        return "公里" if _HOW_LONG.search(question) else "平方米" if _HOW_WIDE.search(question) else ""
    measure = count["measure"] or ""
    return "人" if count["people"] else measure.lstrip("万亿").replace("钟头", "小时").replace("个小时", "小时")


def counted_stretch(question: str) -> tuple[int, int]:
    """Where the words stand that ask for a number of something (多少人次, 多长的路); an empty stretch where none
    do."""
    count = _COUNT.search(question) or _HOW_LONG.search(question)
    return count.span() if count else (0, 0)


def measures_alike(measure: str, unit: str) -> bool:
    """Whether a number of the unit may answer a question for so many of the measure (几名 and 人次)."""
    return any(one in unit for one in {measure, *_ALIKE.get(measure, measure)} if one not in "[](?:)|")


def form_asked(question: str) -> re.Pattern[str] | None:
    """The pattern of what is asked for (几次 -> 6 次, 什么时候 -> 9月底); None where it has no such form."""
    measure = measure_asked(question)
    if measure:
        return re.compile(rf"\d{_OPERATOR}[\s|万亿多余来]*{_ALIKE.get(measure, re.escape(measure))}")
    if _YEAR.search(question):
        return _IN_YEAR
    if _LENGTH.search(question):
        return _DURATION
    if _WHEN.search(question):
        return _DAY
    return _DATE if _TIME.search(question) else None


def asks_date(question: str) -> bool:
    """Whether a day, month or duration is asked for, not a number of things."""
    return not _COUNT.search(question) and bool(_TIME.search(question))
