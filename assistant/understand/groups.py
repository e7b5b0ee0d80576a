"""Which set of figures a question ranks, filters, counts or lists."""

from __future__ import annotations

import re

from assistant.plan import Operation, Plan
from assistant.table_order import ASSETS
from assistant.understand.clues import asks_level, filler_pattern, places_of
from assistant.understand.exclusions import left_out
from assistant.understand.reading import Reading
from assistant.understand.text import PROJECT_NOUN, UNIT_NOUN, blotted

GROUPS = (
    ("indicators", re.compile(r"(?<!按)指标(?!值|要求)")),
    (
        "units",
        re.compile(
            r"(?:下属|所属|下面|基层|预算|哪[个家]|[按分]|[几两三四五六七八九十]家|[两三四五六七八九十]个|多少家|几个|多少个|各个?|哪些)(?:预算|二级)?单位|单位(?:(?:是|叫)?(?:哪[一个家]|谁)|里|中|之间|[一总]?共?有?[几多][少]?[家个])"
        ),
    ),
    ("items", re.compile(r"经济(?:分类)?科目|支出经济")),
    (
        "subjects",
        re.compile(
            r"科目|功能分类|(?<![拨贷])[类款](?:级|支出|科目)|哪[一]?[类款]|大类"
            r"|哪[几些][类款](?!项目|指标|人|会|采购|资金|活动|企业|对象|工作|收入)"
        ),
    ),
    ("income", re.compile(r"收入来源|来源|哪[些项块类]收入|收入(?:有哪些|构成|由|包括)")),
    ("projects", re.compile(r"(?<!采购)项目(?!支出(?!.{0,8}(?:最[大高多]|前[一二三四五六七八九十\d])))")),
    ("procurement", re.compile(r"采购(?:项目|品目|物品|的?东西)?.{0,12}(?:哪|几|最|品目|排|清单|什么)")),
)
_BODIES = re.compile(
    r"哪[一]?[家个]|谁|各家|几家|部门|(?<!下属)(?<!所属)(?<!下面)(?<!基层)(?<!预算)(?<!二级)(?<!下级)单位(?!资金)"
)
_SELECTED = re.compile(
    r"最[大多高小少低贵]|前[一二两三四五六七八九十\d]|以上|以下|超过|低于|高于|不足|不到|达到|过半|大于|小于"
)
_COMES_FROM = re.compile(r"钱[^，。]{0,4}(?:从|由|哪)[^，。]{0,3}来")
_LEVELS = {"类": 1, "款": 2, "项": 3}
_LEVEL = re.compile(
    r"(?<![拨贷])([类款])(?:级|支出|科目)|哪[一几些]?([类款])|(大类)|(?<![各每哪几事])(项)级(?!别)"
    r"|[一二两三四五六七八九十几\d]([类款])(?!项目|指标|人|会议)"
)
_BASIC = ("人员经费", "公用经费", "基本支出")
_IN_COLUMN = re.compile(r"(?:经费|支出)(?:里面?|[当之其]?中|内)")
_COST_ITEMS = re.compile("(?:费用|开支|支出)的?(?:项目|名目)")  # of a column: kinds of cost, no projects
_OFFICES = re.compile("内设|科室|处室|内部机构")
_FIRST = re.compile(r"最|谁|哪[一家个项]")
EACH_SHARE = re.compile(
    r"各[自家项个类块]?(?:的)?占|分别占|各自占|各[自是]?多少|[及和]其?(?:各自的?)?占|每.{1,8}占|占比分别|各.{0,4}(?:占比|比例|比重)"
)
_COUNTS_PROJECTS = re.compile(
    r"(?:[几多少]+个?|一级|二级)项目|项目(?:的?个?数|的?数量|(?:各自?|分别|一共|总共|共|都)*有?[几多少]+个|最[多少])"
)
EVERY_UNIT = re.compile(
    r"[按分](?:预算|下属)?单位|哪一?[个家](?:下属|所属|预算)*单位|[两三四五六七八九十几各]个?家?(?:下属|所属|预算)*单位|各家|(?:下属|所属)(?:预算)?单位"
)
_CATEGORIES = re.compile(r"功能分类|[几两三四五六各]大?类|类级")
_FIRST_SUBJECT = re.compile("(?:最[大高多]|前[两三四五])[^,，。?？占经]{0,6}(?:科目|大类|[类款]级?支出)")
_FIRST_PROJECTS = re.compile(
    r"项目支出(?:里面?|中)?的?(?:排名?|金额)?(?:前[一二两三四五六七八九十\d]|最大的[两三四五])"
)
_PROJECT_MONEY = "项目支出"
_WORD = "[^,，。;；的和与年局办厅委□\\d]"
_TOPIC = re.compile(
    rf"(?:跟|和|与|同|涉及|关于|属于)({_WORD}{{2,8}}?)(?:有关|相关|方面|挂钩)?的(?:各类|所有|全部)?(?:一级|二级)?项目(?!支出)"
    rf"|({_WORD}{{2,6}}?)(?:有关|相关|方面|领域|类)的?(?:一级|二级)?项目(?!支出)"
    rf"|(?:^|□|年|的)({_WORD}{{2,6}}?)(?:里面?|方面)?有(?:几个?|哪些|多少个?|哪几个)(?:一级|二级)?项目(?!支出)"
    rf"|项目(?:都|是)?(?:跟|和|与|同)({_WORD}{{2,8}}?)(?:有关|相关)"
    rf"|项目(?:支出)?(?:里面?|当?中|内)的?,?({_WORD}{{2,6}}?)(?:有关|相关|方面|类)+的?(?:经费|支出|费用|资金)"
    rf"|(?:哪些|什么|哪几个|几个|多少个)({_WORD}{{2,4}})项目(?!支出)|(?:^|□|年|的)({_WORD}{{2,4}})项目(?=有哪|有几|有多少|都有|一共|总共|合计|共)"
)
_SAYS_TOPIC = re.compile("有关|相关|涉及|关于|挂钩")
_ABOUT = re.compile("(?:有关|相关|方面|领域|类)+的?$")
_LEAST = 2  # characters of a topic
_NO_TOPIC = re.compile(
    "人员|绩效|预算|财政|单位|部门|支出|拨款|资金|什么|哪|几|[大小]|上年|去年|今年|本年|本级|下属|所属|中心|一级|二级|明细|具体|重点|重大|主要|全部|所有|各"
    "|这|那|新增|新设|取消|最|第|前|其[他余]|剩|以上|以下|超过|不到|不同|级|个|些|安排|列|有|采购|购买|万|元|手[里头上]|现在|目前|都|还"
)
_ITEMS = re.compile(r"[里中]|哪[几些]?项|科目|明细")
_PARTS_OF = re.compile(
    r"(?:里面?|里头|[当其之]?中|内)的?[,，]?(?!哪[一]?[家个]|谁)[^,，。]*"
    r"(?:一[项笔块]|哪[一几]?[项笔块种]|科目|是?(?:什么|啥))"
)
_GROUPED = (Operation.COUNT, Operation.LIST, Operation.FILTER, Operation.RANK)


def tells_first(plan: Plan) -> bool:
    """Whether a ranking asks for its first one (谁最多), so that this one is told in a sentence before the others."""
    return bool(_FIRST.search(plan.question)) and not (plan.nth or plan.places)


def topic_of(reading: Reading) -> str:
    """What the projects are about that a question groups (跟人才有关的项目, 会议类的项目); empty for all of them."""
    named = [(one.start, one.end) for one in reading.columns if one.start >= 0 and one.name != _PROJECT_MONEY]
    without = [one.span for one in left_out(reading.text)] if reading.left_out else []
    found = _TOPIC.search(blotted(reading.text, [*reading.bodies.spans, *named, *without]))
    words = _ABOUT.sub("", next((one for one in found.groups() if one), "")) if found else ""
    said = bool(found and _SAYS_TOPIC.search(found[0]))  # 跟数据有关的项目, though 数据 is a filler elsewhere
    says_nothing = not said and not filler_pattern().sub("", words.removeprefix("度")).strip()  # 年度一共有几个项目
    return "" if says_nothing or len(words) < _LEAST or _NO_TOPIC.search(words) else words


def names_group(reading: Reading) -> bool:
    """Whether a question ranks, filters, counts or lists what it names by a word for it (最大的三个项目)."""
    topic = reading.topic or reading.text
    if asks_level(topic):
        return True
    return reading.operation in _GROUPED and any(words.search(topic) for _, words in GROUPS)


def group_of(reading: Reading) -> tuple[str, int]:
    """The kind of group with its level (0: the finest); empty where no group is asked for."""
    if reading.operation is Operation.SHARE:
        name = _shared(reading)
        return name, (_level_of(reading) or 1) if name == "subjects" else 0
    if reading.operation is Operation.COMPOSITION:
        return ("income" if "收入" in reading.plain or _COMES_FROM.search(reading.plain) else "subjects"), 1
    ends = reading.operation in (Operation.DIFFERENCE, Operation.RATIO) and places_of(reading.plain)
    if reading.operation not in _GROUPED and not ends:
        return "", 0
    if _OFFICES.search(reading.plain):
        return "", 0  # how many offices a body has, only words say
    number = _level_of(reading)
    if "一级项目" in reading.text:
        number = 1
    if reading.bodies.distinct > 1 and _ranks_parts(reading):
        return "items", 0
    if (
        reading.bodies.distinct > 1
        and _BODIES.search(reading.plain)
        and "项目" not in reading.plain.replace("项目支出", "")
    ):
        return "documents", 0
    if ends and reading.bodies.distinct > 1 and reading.names_something and not PROJECT_NOUN.search(reading.plain):
        return "documents", 0
    topic = reading.topic or reading.text
    if reading.operation is Operation.COUNT and EVERY_UNIT.search(topic) and _COUNTS_PROJECTS.search(topic):
        return "projects", number
    named = _named(reading, topic, number)
    if named:
        return named, number or (1 if named == "subjects" else 0)
    unnamed = _unnamed(reading)
    return unnamed, number or (1 if unnamed == "subjects" else 0)


def _level_of(reading: Reading) -> int:
    """The level of subjects that is asked for (项级科目: 3); 0 where none is."""
    level = _LEVEL.search(reading.text)
    return _LEVELS.get(next((one for one in level.groups() if one), "")[-1:], 0) if level else 0


def _ranks_parts(reading: Reading) -> bool:
    """Whether the parts of the one thing named are ranked for each of several bodies (工资福利支出里最大的一项分别是
    什么), not the bodies by it."""
    ends = [*(one.end for one in reading.links), *(one.end for one in reading.measures)]
    one = reading.operation is Operation.RANK and len(ends) == 1
    return one and bool(_PARTS_OF.match(reading.text, ends[0]))


def _named(reading: Reading, topic: str, number: int) -> str:
    """The group by the word for it; its items where the words of a group are said of what has but these."""
    named = next((name for name, words in GROUPS if words.search(topic)), "")
    in_column = any(one.name in _BASIC for one in reading.measures)
    of_costs = _IN_COLUMN.search(reading.plain) or _COST_ITEMS.search(reading.plain)
    if in_column and named == "projects" and of_costs:
        named = "items"  # 公用经费中30万元以上的项目, 有哪些费用项目
    if in_column and named == "subjects" and not number:
        named = "items"  # 公用经费科目
    if named == "subjects" and any(ASSETS in link.names for link in reading.links):
        named = "items"  # 固定资产里最大的是哪一类
    named = "units" if UNIT_NOUN.search(topic) else named
    return "" if named == "projects" and reading.links and reading.operation is Operation.RANK else named


def _shared(reading: Reading) -> str:
    """The group whose members' shares are asked for; empty where those of named figures are."""
    each = EACH_SHARE.search(reading.plain)
    if reading.bodies.distinct > 1 and not PROJECT_NOUN.search(reading.plain):
        return ""  # 五家单位中项目支出占比最高的: the bodies, each with its share
    if _FIRST_PROJECTS.search(reading.plain):
        return "projects"
    listed_as_column = any(one.words == "项目" for one in reading.columns)
    if PROJECT_NOUN.search(reading.plain) and not listed_as_column and (each or _SELECTED.search(reading.plain)):
        return "" if any("project" in link.kinds for link in reading.links) else "projects"
    by_class = (each and _CATEGORIES.search(reading.plain)) or _FIRST_SUBJECT.search(reading.plain)
    if by_class and not (reading.links or reading.measures):
        return "subjects"
    if each and EVERY_UNIT.search(reading.plain) and not reading.unit_names:
        return "units"
    names = {*(one.names for one in reading.links), *((one.name,) for one in reading.measures)}
    alone = len(names) == 1 and not reading.total
    listed = alone and _SELECTED.search(reading.plain)
    return "items" if listed and _ITEMS.search(reading.plain) else ""


def _unnamed(reading: Reading) -> str:
    """Without a word for it: bodies where several are asked, the parts of what is named, the items
    named themselves, else what money is spent on."""
    things = len(reading.links) + len(reading.measures)
    if not reading.links and [one.name for one in reading.measures] == [_PROJECT_MONEY]:
        return "documents" if reading.bodies.distinct > 1 else "projects"  # 项目支出里100万以上的
    if reading.operation is Operation.RANK:
        if len(reading.unit_names) > 1:
            return "units"
        if reading.bodies.distinct > 1:
            return "documents"
        within = len(reading.links) == 1 and _ITEMS.search(reading.plain)  # 公用经费（商品和服务支出）里最大的三项
        if things > 1 and not within:
            return "named"
        return "items" if things else "subjects"
    if reading.operation in (Operation.LIST, Operation.COUNT) and things:
        return "items"
    return "projects" if not things else "items"
