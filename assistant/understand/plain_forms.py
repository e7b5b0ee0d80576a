"""Other ways to put what is read in one way only: a question in the words that the rules know. Those that need no
parts of others stand in `plain_forms.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

_EXCESS = "[多高](?:出来?|了)?的?(?:那?部分|那些|钱|金额|数)?"
_OF_WHICH = "的?(?:百分之(?:几|多少)|多少|几成|多大|比[例重])(?:是多少|多大)?"
_WHETHER = ".*(?:是不是|是否|吗|么|嘛)"
_EQUALS = "(?:正好|刚好|恰好|就)?等于(?!多少|几|什么)([一-鿿]{2,12}?)"
MORE_OF_IT = re.compile(rf"(?:那么?|这)*{_EXCESS}占了?([^占]{{2,16}}?){_OF_WHICH}[呢?？]*")  # 多出的占基本工资多少
_SUM = r"[\d一二两三四五六七八九十百千]+[\d.]*[百千万亿]"
_WHETHER_FORMS = (  # whether: X不X in one word
    (re.compile(r"([买购花用])(?:还是)?不\1"), r"要不要\1"),
    (re.compile(r"包不包([括含])"), r"是否包\1"),
    (re.compile(r"([等属])不\1于"), r"是否\1于"),
    (re.compile(r"(打|安|支|需|涉|设)不(?=\1[算排持要及有置立])"), "是否"),
    (re.compile(rf"(?:超没超|过没过|超不超|破没破)过?(?={_SUM})"), "有没有超过"),
    (re.compile(rf"(?:够不够|到没到|满没满|达没达到?|上没上|够没够|到不到)(?:得?上|得?到)?(?={_SUM})"), "有没有达到"),
)
_EVERYDAY_FORMS = (  # everyday words for things and for amounts
    (re.compile(r"会期(?!间|天)(?:是|有|为|要|开)*(?:几天|多少天|多长(?:时间)?|多久|几日)"), "会议天数多少"),
    (re.compile(r"会期(?!间|天)"), "会议天数"),
    (re.compile(r"(?<=[休职编岗])的(?:那些|这些)?(?:人|老人)(?=[发花交拿用])"), "人员"),
    (re.compile(r"掏(?:出|了)?(?:多少|几个?)腰包"), "花多少钱"),
    (re.compile(r"的钱(?:是|有|为)?多少(?=$|[,，?？])"), "多少钱"),
    (re.compile(r"(?<=[万亿元倍成])了?没有?(?=$|[?？])"), "吗"),
    (re.compile(r"([一二两三四五六七八九十\d])个(?=亿|千万|百万)"), r"\1"),
    (re.compile(r"(?<=[高低差多少])(了|出)?(几|多少)个点"), r"\1\2个百分点"),
    (re.compile(r"占了?大头(?:吗|么|没有?)?"), "占比多少"),
    (re.compile(r"项目的?钱(?=占)"), "项目支出"),
    (re.compile(r"(?:(?<![^,，?？ ])|(?<=那)|(?<=其中))项目(?=占(?:比|多少|几成|总支出|了多少|百分))"), "项目支出"),
    (re.compile(r"(?<=占)了?(?:几|多少)个(?:百分)?点"), "百分之几"),
    (re.compile(r"(?<=[一-鿿])(?:伐|弗|勿)(?=$|[?？,，。!！])"), "吗"),
    (re.compile(r"(?:(?<=[的头面中])|(?<![一-鿿])(?=车)|(?<=那))车(?=值|呢|价值)"), "车辆"),
    (re.compile(r"(?<=家)车(?=最?[多少])"), "车辆"),
    (re.compile(r"([买购新换置添](?:了)?(?:多少|几)辆)(?=$|[,，。?？])"), r"\1车"),
)
_OTHER_CARE = "(?!保险|缴费|支出|金|院|服务|机构|补贴)"
_NAMES_IN_FULL = (  # what is named short, or in a row, named in full
    (re.compile("(?:现在|目前|现有|如今|眼下)的?(?=(?:在[职编岗]|实有|编制))"), ""),
    (
        re.compile(rf"(五险一金|五险|社保)((?:里面?|里头|[当其]?中|的)[^,，。;；]{{0,12}}?)养老{_OTHER_CARE}"),
        r"\1\2养老缴费",
    ),
    (re.compile("养老(?=[、和与及跟](?:医[疗保](?:保险)?[、和与及跟])?(?:住房)?公积金)"), "养老缴费"),
    (re.compile(rf"(?<=公积金[、和与及跟])养老{_OTHER_CARE}"), "养老缴费"),
    (re.compile(r"(?<=[、和与及跟])([一-鿿]{2,10}?)[两三四五六七]项(?=合计|一共|总共|加|共|各|分别)"), r"\1"),
    (  # 上年结转是哪个单位的,各多少
        re.compile(
            r"(?:都|分别)*(?:是|在|属于|来自)哪(?:个|家|些|几[个家])(?:下属|所属|预算)*单位的?[,，]?(?:各自?|分别)(?:是|有)?(?=多少)"
        ),
        "各下属单位分别",
    ),
    (re.compile("(?<![超不没未])过半数?"), "超过一半"),
    (re.compile("人员(?=[和与跟、及比]公用)"), "人员经费"),
    (re.compile("公用(?=[和与跟、及比]人员)"), "公用经费"),
    (re.compile("(?<=人员(?:经费|支出)[和与跟、及比])公用(?!经费|支出)"), "公用经费"),
    (re.compile("(?<=公用(?:经费|支出)[和与跟、及比])人员(?!经费|支出)"), "人员经费"),
    (  # 四项社保(养老、医疗)缴费: each with the word that stands behind the bracket
        re.compile(
            r"[两三四五六七][一-鿿]?[一-鿿]{0,4}[(（]([^()（）,，]{2,8}(?:、[^()（）,，]{2,8})+)[)）](缴费|支出|经费|费)"
        ),
        lambda found: "、".join(f"{one}{found[2]}" for one in found[1].split("、")),
    ),
    (  # 社保缴费(养老、医疗): each with the end of what the bracket explains
        re.compile(
            r"(?<=[年的局办厅委院])(?:[^年的局办厅委院,，()（）]{2,6})缴费[(（]([^()（）,，]{2,8}(?:、[^()（）,，]{2,8})+)[)）]"
            r"(?=加|合|一共|总共|共|各|分别)"
        ),
        lambda found: "、".join(f"{one}缴费" for one in found[1].split("、")),
    ),
    (re.compile("(?<=安排)的项目(?:名称|都|分别)*(?:叫|是)(?:什么|啥|哪一?[个些项几][个项]?)(?:名字)?"), "了哪些项目"),
    (
        re.compile(
            r"((?:离退休|退休|离休|在职|在编|在岗)(?:人员|干部|职工|老人))(?:共|总共|一共)?(?:是|有)?多少(?=$|[?？,，。])"
        ),
        r"\1多少人",
    ),
    (
        re.compile(
            "(?<!支出)项目(?:里面?|[当其]?中)[,，]?(?=由?(?:单位资金|一般公共预算|政府性基金|财政拨款)[^,，]{0,6}多少)"
        ),
        "项目支出中",
    ),
    (
        re.compile("(?<=[两俩几])个?项目(?:里面?|中)?(?:是)?哪个更?([大多高贵小少低])(?=$|[?？,，])"),
        r"个项目里最\1的是哪个",
    ),
    (re.compile("(?<=收入)的?资金(?=构成|组成|来源)"), "的"),
    (re.compile("(?<=[局办委厅院馆])的?资金(?=构成|组成)"), "收入"),  # of all that a body has
    (
        re.compile(
            "(?:主要|都|大头)*([多少增减降涨])(?:加|少|低)?了?(?:都|主要)?在了?(?:哪里|哪儿|哪些(?:方面|地方)|什么地方|哪(?![个家项一年]))"
        ),
        r"为什么\1",
    ),
    (re.compile("(?:(?<![级类款项能济些个的里])|(?<=这个))科目(?:一共|总共|共)?有多少(?![个项])"), "科目是多少"),
    (re.compile("本年(收入合计[和与、及])(?:本年)?(支出合计)"), r"\1\2"),
    (re.compile("(?:收入、?支出|收、支)(?=(?:[预决]算)?总(?:计|[预决]算|额|数))"), "收支"),  # both in one amount
    (re.compile("(职能|职责|职权)(?:上|方面)?有(?:什么|哪些|啥)(?:不同|区别|差别|差异|异同)"), r"\1分别是什么"),
)
_QUESTION_FORMS = (  # questions put as those that are read
    (re.compile("的?编制数(?!据)(?:目|量)?(?:是|为|有)?(?:多少)?"), "有多少编制"),
    (re.compile("(?<=[一-鿿])比(去年|上年|上一年)(?=$|[?？])"), r"比\1变化多少"),
    (re.compile("从哪里来"), "从哪来"),
    (re.compile("(?<=费|出)(?:是否|是不是)?一致(?:吗|么)?(?=$|[?？])"), "相等吗"),
    (re.compile("由(?:哪几个|哪几家)(下属|所属|预算)?单位(?=[组构]成)"), "由哪些单位"),
    (re.compile("倒推|反推"), "推算"),
    (re.compile("非(?=财政拨款(?!结|补))(财政拨款)的?(?:部分|资金)?(?=收入|支出)"), r"除\1以外的"),
    (re.compile("(?:里面?|[当其]?中)的?非(?=财政拨款(?!结|补))(财政拨款)的?(?:部分|资金)?(?=占)"), r"除\1外,其他"),
    (re.compile("(?<!车)(?<!机关)运行(?:维护)?费(?=平均(?:每|一)[辆台])"), "公务用车运行维护费"),
    (re.compile("(?<=[每一][辆台])车?的?运行(?:维护)?费"), "公务用车运行维护费"),
    (re.compile("(?<=包[括含])了?(?:啥|什么)(?!样)"), "哪些"),
    (re.compile("多少(钱|元|万元?)一(?=[次场期天间份件家条篇本部台户辆套])([一-鿿])"), r"每\2多少\1"),
    (
        re.compile(
            "(?:(?:去年|上年)[和与跟同](?:今年|本年)|(?:今年|本年)[和与跟同](?:去年|上年))的?([^,，。]{2,20}?)(?:之间)?相?差了?(?=多少|几)"
        ),
        r"\1比去年变化",
    ),
    (re.compile("(?:是不是|是否(?:是|为)?|是)(?:一[回码]事|一个数|同一[笔个回](?:钱|数|事)?)(?:吗|么|嘛)?"), "相等吗"),
    (re.compile(r"除以(?:在职|在编|在岗|编制|实有|职工|总)*(?:人数|人头数?)"), "人均"),
    (re.compile(r"除以([^,，。；;？?]{2,20}?)(?:的?(?:结果|商|值))?(?:是|等于|得|为)*(?:多少|几)"), r"是\1的几倍"),
    (re.compile(r"(?<![是有花])多少(合计|总共|一共)(?=$|[?？])"), r"\1多少"),
    (re.compile(r"(形式|性质|规格|级别|类型)(?:是|属于)[^，,。？?]{2,10}还是[^，,。？?]{2,12}"), r"\1是什么"),
    (  # how exactly it is to be told: always to two decimals
        re.compile(
            r"[,，、（(]?(?:结果|答案|请|要|都)*(?:四舍五入|(?:保留|精确|取|算)到?(?:小数点?后?)?(?:[一二两三\d]位)?(?:小数|整数|百分位)"
            r"|(?:保留|精确)到?小数点?后?[一二两三\d]位|(?:保留|精确到)[一二两三\d]位)(?:小数)?[)）]?"
        ),
        "",
    ),
    (re.compile(r"(?:咋|怎么)回事|[咋怎]么?搞的|为嘛|凭啥|凭什么|是啥情况"), "为什么"),
    (re.compile(r"(?<!来)[干做]嘛使?用的?"), "用来干什么"),
    (re.compile(r"[干做]嘛(?!用)"), "干什么"),
    (re.compile(r"(?<!总)(?:(?<=[年的])|^)盘子"), "总预算"),
    (re.compile(r"(?:一共|总共|统共|拢共|全部)?有?多少钱(?:可以|能|好)花"), "总预算多少"),
    (re.compile(r"(?:全|都|光|只)靠(?=[一-鿿]{2,8}(?:吗|[?？]|$))"), "全部来自"),
    (re.compile(r"加(?:到|在)?一[块起](?:儿)?(?:是|有|要|得)?(?=多少|几)"), "一共"),
    (re.compile(r"(?<=[多少高低降涨增减加])(?=[这那]么[多少大])"), "了"),
    (re.compile(rf"比([^比,，]{{2,14}}?)的?{_EXCESS}占(?:了)?\1{_OF_WHICH}"), r"比\1多百分之几"),
    (  # whether one part is all of it
        re.compile(
            r"(?:里面?|当?中)?(?:(?:是不是|是否)(?=.*$)|(?=.*(?:吗|么|嘛)[?？]?$))(?:就?只有|只是|只包括|全部?是|都是|就是)"
            r"([一-鿿()]{2,12}?(?:费|支出|补贴))(?:这?一[项块样个])?(?:吗|么|嘛)?[?？]?$"
        ),
        r"与\1相等吗",
    ),
    (  # whether a sum is what it should be
        re.compile(
            rf"^(?={_WHETHER})(.*(?:(?<!增)加|之和|合起来|合计).*?)(?:加起来|加在一起|合起来|合计|相加|之和)*"
            rf"(?:是不是|是否)?{_EQUALS}(?:吗|么|嘛)?[?？]?$"
        ),
        r"\1加起来与\2相等吗",
    ),
    (
        re.compile(
            r"(?:负责|承担|主管|分管|管理|管|承办|牵头|实施)(?:了|着)?(?=(?:哪些|哪几[个项]|几个|多少个|什么)(?:项目|专项))"
        ),
        "有",
    ),
    (re.compile(r"养公务?车"), "养车"),
    (re.compile(r"(?:公车|公务用车|车辆)((?:的|一年|全年|每年|平时)*养车)"), r"\1"),
    (re.compile(r"按(?:金额|数额)?(?:的)?(?:大小|多少|高低)(?:顺序)?排"), "从大到小排"),
    (re.compile(r"(?<=年)预算(?=(?:增加|减少|增长|下降|上升)[^,，]{0,4}(?:原因|为什么|为啥))"), "总预算"),
    (re.compile(r"(?<=[,，])总金额(?=多少|是多少|有多少)"), "合计"),
    (  # a goal named behind another question
        re.compile(
            r"((?:多少|几)[^,，。；;？?]{0,10}[,，、；;？?]\s*[^,，。；;？?\d]{2,12}(?:目标|要求|标准|指标)值?)(?=[?？]?$)"
        ),
        r"\1是多少",
    ),
    (re.compile(rf"(?:(?:是不是|是否){_EQUALS}|{_EQUALS}(?:吗|么|嘛))[?？]?$"), r"与\1\2相等吗"),
)
_FORMS = (*_WHETHER_FORMS, *_EVERYDAY_FORMS, *_NAMES_IN_FULL, *_QUESTION_FORMS)  # one after the other, in this order
_ASKED_BEHIND_SPACE = re.compile(
    r"(?:(?<=多少)|(?<=多少[钱万元人次个家项天])|(?<=多少万元)|(?<=几[个项家次天人场间辆]))"
    r"[ \u3000]+(?=[一-鿿]{0,12}(?:多少|几|哪|什么|啥|吗|谁))"
)


_WHEN_OR_HOW_LARGE = "什么时候|何时|几时|几月|哪天|多久|多[大长高深宽远快]"
_ASKED_IN_A_ROW = (  # 什么时候完工、面积多大: two questions
    re.compile(
        rf"((?:{_WHEN_OR_HOW_LARGE})[^,，、和与]{{0,4}})、(?=[^,，、。？?]{{0,10}}?(?:{_WHEN_OR_HOW_LARGE}|多少|几|哪|谁))"
    ),
    re.compile(rf"((?:多少|几)[^,，、和与]{{0,3}})、(?=[^,，、。？?]{{0,10}}?(?:{_WHEN_OR_HOW_LARGE}))"),
)


def asked_plainly(question: str) -> str:
    """A question in the words that are read: 要不要买 for 买不买, 人均 for 除以人数, without 保留两位小数; what is
    asked behind a space (要多少钱 租几间) as behind a comma."""
    question = _ASKED_BEHIND_SPACE.sub("，", question)
    for words, put in _written_down():
        question = words.sub(put, question)
    for row in _ASKED_IN_A_ROW:
        question = row.sub(r"\1，", question)
    for words, plain in _FORMS:
        question = words.sub(plain, question)
    return question


@lru_cache(maxsize=1)
def _written_down() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The forms of the data file, in its order."""
    entries = tomllib.loads((Path(__file__).parent / "plain_forms.toml").read_text(encoding="utf-8"))["form"]
    alternatives = (one["words"] if isinstance(one["words"], list) else [one["words"]] for one in entries)
    return tuple((re.compile("|".join(words)), one["plain"]) for words, one in zip(alternatives, entries, strict=True))
