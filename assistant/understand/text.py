"""The question as it is compared: one width, no quotation marks, no white space."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from index.line_kinds import without_own_level

_IGNORED = re.compile(r"[\s“”\"'‘’「」『』《》]")
_EXCESS = "[多高](?:出来?|了)?的?(?:那?部分|那些|钱|金额|数)?"
_OF_WHICH = "的?(?:百分之(?:几|多少)|多少|几成|多大|比[例重])(?:是多少|多大)?"
_WHETHER = ".*(?:是不是|是否|吗|么|嘛)"
_EQUALS = "(?:正好|刚好|恰好|就)?等于(?!多少|几|什么)([一-鿿]{2,12}?)"
MORE_OF_IT = re.compile(rf"(?:那么?|这)*{_EXCESS}占了?([^占]{{2,16}}?){_OF_WHICH}[呢?？]*")  # 多出的占基本工资多少
_SUM = r"[\d一二两三四五六七八九十百千]+[\d.]*[百千万亿]"
_PLAIN_FORMS = (  # other ways to put what is read in one way only
    (re.compile(r"([买购花用])(?:还是)?不\1"), r"要不要\1"),
    (re.compile(r"包不包([括含])"), r"是否包\1"),
    (re.compile(r"(打|安|支|需|涉|设)不(?=\1[算排持要及有置立])"), "是否"),
    (re.compile(rf"(?:超没超|过没过|超不超|破没破)过?(?={_SUM})"), "有没有超过"),
    (re.compile(rf"(?:够不够|到没到|满没满|达没达到?|上没上|够没够|到不到)(?:得?上|得?到)?(?={_SUM})"), "有没有达到"),
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
    (re.compile("(职能|职责|职权)(?:上|方面)?有(?:什么|哪些|啥)(?:不同|区别|差别|差异|异同)"), r"\1分别是什么"),
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
_ASKED_BEHIND_SPACE = re.compile(
    r"(?:(?<=多少)|(?<=多少[钱万元人次个家项天])|(?<=多少万元)|(?<=几[个项家次天人场间辆]))"
    r"[ \u3000]+(?=[一-鿿]{0,12}(?:多少|几|哪|什么|啥|吗|谁))"
)
_LONG_NAME = 6  # characters of the name of a body
_JOINS = re.compile("[和与跟同比较]")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_ASKS = re.compile(
    r"多少|几|多[快久长高大宽深远]|哪|什么|啥|为何|怎么|怎样|如何|吗|谁|排|列|有没有|有无|是不是|是否|([一-鿿])不\1|呢|占比|比例|比重|合计|对不对|同比|(?:用途|去向|投向)$"
)
_STOPS = re.compile(r"[？?；;。！!]")
_ASKING = re.compile(
    r"多少|多[快久长高大宽深远]|哪|几|什么|啥|为何|为什么|怎么|怎样|如何|吗|差|谁|呢|是不是|是否|([一-鿿])不\1|有没有|有无|占比|同比|比重|比例|(?:用途|去向|投向)[?？]?$"
    r"|^[这两三四五]{1,2}[年家项个者]{1,2}(?:一共|总共|合计|加起来|加总|共)"
)
ASKS_WHETHER = re.compile(r"是不是|是否|吗|有没有|对不对|属实|没错吧")
PROJECT_NOUN = re.compile(r"项目(?!支出)")
UNIT_NOUN = re.compile(  # units by what they are: 哪三所学校, 各学校
    r"(?:哪|各|前)?(?:[几一二两三四五六七八九十\d]+[所家个]|(?<=哪)[所家个]|(?<=各)[所家个]?)(?:学校|医院|院校|幼儿园|卫生院)(?:[(（]单位[)）])?"
)
_SAME_SUM = re.compile(
    r"(?:一共|合计|总共|总额|总金额|共|差|相差|多多少|少多少|高多少|低多少|各|从|具体(?!.{0,4}[用做干花投]))(?!自?占|的?占|有?(?:几|多少)[辆台套人名])"
)
_OF_WORDING = re.compile(  # asks where or how it is put, not what
    r"(?!.*(?:目标|指标|用途))(?=.).{0,14}(?:怎么|如何|怎样|咋)(?:解释|说|写|讲|定义|表述)的?[？?]?|(?:名称|名字)(?:分别)?(?:是|叫)(?:什么|啥)[？?]?|"
    r"(?:是|在|写在|属于|依据的?是|根据的?是|对应)*(?:第几|哪)[一]?[条项个款点](?:职责|职能|职权|规定)?(?:里|中|上)?(?:写|说|提|规定|讲|定)?(?:的|到的|到|了)?[?？]?"
)
_OF_FIGURES = re.compile(r"差|相差|多多少|合计|一共|总共")
_SHOWN_WITH = re.compile(r"(?:并|请|顺便|同时)?(?:注明|标明|写明|标出|标注|写清|注上)")
_AMONG = re.compile(r"(?:里面?|[当之]?中|之间|来看|来说)$")  # 下属几个单位里,三公经费最高的是哪个
_ASKING_MORE = re.compile(r"多少|多[快久长大]|哪|什么|啥|为何|怎|如何|吗|谁|呢|是否|有没有|有无")
_ITS_AMOUNT = re.compile(r"(?:金额|数额)?(?:是|为|有)?多少(?:钱|万元?|元)?")
_PARTED = re.compile(  # 多少、给谁交的
    r"[，,]|(?<=多少)、(?=[^、，,多几]{0,8}(?:谁|什么|啥|为何|怎么|干嘛|[用花]在哪))"
)
_EACH = re.compile(
    r"(?:的?(?:目标|指标)值?|要求|标准|一年|全年|每年|每|要|得|安排|需要?|计划|打算|至少|最多)*(?:各自?|分别)(?=[^各]*(?:多少|几|多高|什么))"
)
_AND = re.compile(r"[、和与及跟]")
_RATES = re.compile(  # rates side by side: of each its own
    r"(?<=[率度])(?<=[一-鿿]{3})(?:的?(?:目标|指标)值?|要求|标准)*(?:是|为|要|达到)*(?:多少|多高)"
)
_ITS_VALUE = re.compile(
    r"(?:分别|各)?(?:的?(?:目标|指标)值?|要求|标准)(?:分别|各|都)?(?:是|为|定)?(?:多少|几|什么)[?？]?"
)
_THOSE = re.compile(r"的(?:项目|科目|支出|单位|费用)$")
_WHICH_THOSE = re.compile(r"[^,，]{0,20}?(?:有|是|都)?(?:哪些|哪几[个项]|几[个项]|多少[个项])(?:项目|科目)?[呢?？]?")
_OF_SHARE = re.compile(r"占[^,，]{2,}的?(?:比[例重]|占比|百分比)$|占比$")
_WHOSE_IS = re.compile(
    r"(?![跟和与同比])[^,，]{0,12}?(?:谁|哪一?[个家](?:单位|部门|局|人大办)?)的?(?:更|最)?[高低大小多少][？?]?"
)
_WHICH = re.compile(r"最.{1,8}哪[一家个项]|哪[一家个项].{0,16}最|谁.{0,12}最")
_EXTREME = re.compile(r"最[大多高小少低贵]")


def folded(text: str) -> str:
    """NFKC, lower case, without spaces and quotation marks."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text)).lower()


def asked_plainly(question: str) -> str:
    """A question in the words that are read: 要不要买 for 买不买, 人均 for 除以人数, without 保留两位小数; what is
    asked behind a space (要多少钱 租几间) as behind a comma."""
    question = _ASKED_BEHIND_SPACE.sub("，", question)
    for words, plain in _PLAIN_FORMS:
        question = words.sub(plain, question)
    return question


def bare(text: str) -> str:
    """Folded, without what stands in brackets."""
    return _BRACKETS.sub("", folded(text))


@lru_cache(maxsize=4096)
def unit_key(name: str) -> str:
    """What the printings of a unit's name have in common: a department's own office goes by its name, too."""
    return without_own_level(bare(name))


def clauses(question: str) -> list[str]:
    """The parts of a question that ask something of their own; what asks nothing stays with the
    part after it, or at the end with the part before."""
    parts: list[str] = []
    pending = ""
    for part in (one for sentence in _STOPS.split(question) for one in _cut(sentence)):
        if parts and not pending and _OF_WORDING.fullmatch(part):
            parts[-1] = f"{parts[-1]}，{part}"
            continue
        pending = f"{pending}，{part}" if pending else part
        if _ASKS.search(part):
            parts.append(pending.strip())
            pending = ""
    if pending.strip():
        if parts:
            parts[-1] = f"{parts[-1]}，{pending.strip()}"
        else:
            parts.append(pending.strip())
    return [part for part in parts if part]


def of_each(text: str) -> list[tuple[int, int]]:
    """The stretches of the things of which each is asked the same (A和B各多少), and last the one that asks it;
    empty where a text does not ask that."""
    each = _EACH.search(text) or _RATES.search(text)
    if each is None or (not _EACH.search(text) and not _AND.search(text, 0, each.start())):
        return []
    cuts = [found.span() for found in _AND.finditer(text, 0, each.start())]
    starts, stops = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), each.start()]
    return [*zip(starts, stops, strict=True), (each.end(), len(text))]


def _cut(sentence: str) -> list[str]:
    """A sentence cut at its commas, where the words behind one ask something else than the words before:
    合计多少 and 差多少 belong to the figures named before, unless these are still to be found (最大的), and
    so does how they are to be shown (注明各是哪一年的)."""
    parts: list[str] = []
    for piece in _PARTED.split(sentence):
        before = parts[-1] if parts else ""
        joined = bool(_SAME_SUM.match(piece)) and not (_EXTREME.search(before) and _OF_FIGURES.match(piece))
        joined = joined or bool(_SHOWN_WITH.match(piece) or _OF_WORDING.fullmatch(piece))
        joined = joined or bool(_AMONG.search(before) and not _ASKING_MORE.search(before))
        joined = joined or bool(_THOSE.search(before) and _WHICH_THOSE.fullmatch(piece))
        joined = joined or bool(_ITS_AMOUNT.fullmatch(piece) and _WHICH.search(before))
        joined = joined or bool(_OF_SHARE.search(before) and _WHOSE_IS.fullmatch(piece))
        joined = joined or bool(_ITS_VALUE.fullmatch(piece) and "指标" in before)
        if parts and (joined or not _ASKING.search(piece)):
            parts[-1] = f"{before}，{piece}"
        else:
            parts.append(piece)
    return parts


def grams(text: str) -> set[str]:
    """Single Chinese characters and pairs of neighbours."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def blotted(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with boxes in the places of some stretches."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = "□" * (end - start)
    return "".join(chars)


def shortened(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with long names of bodies cut short, so that words around one stand near each other."""
    for start, end in sorted(spans, reverse=True):
        name = _JOINS.sub("□", text[start : min(end, start + _LONG_NAME)])  # 政务服务和|2023年…比 compares nothing
        text = f"{text[:start]}{name}{text[end:]}"
    return text
