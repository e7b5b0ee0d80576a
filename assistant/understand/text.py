"""The question as it is compared: one width, no quotation marks, no white space."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from index.line_kinds import without_own_level

_IGNORED = re.compile(r"[\s“”\"'‘’「」『』《》]")
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
    r"(?:一共|合计|总共|总额|总金额|共|差|相差|多多少|少多少|高多少|低多少|各|从|具体(?!.{0,4}[用做干花投]))(?!自?占|的?占|额占|有?(?:几|多少)[辆台套人名])"
)
_OF_WORDING = re.compile(  # asks where or how it is put, not what
    r"(?!.*(?:目标|指标|用途))(?=.).{0,14}(?:怎么|如何|怎样|咋)(?:解释|说|写|讲|定义|表述)的?[？?]?|(?:名称|名字)(?:分别)?(?:是|叫)(?:什么|啥)[？?]?|"
    r"(?:是|在|写在|属于|依据的?是|根据的?是|对应)*(?:第几|哪)[一]?[条项个款点](?:职责|职能|职权|规定)?(?:里|中|上)?(?:写|说|提|规定|讲|定)?(?:的|到的|到|了)?[?？]?"
)
_OF_FIGURES = re.compile(r"差|相差|多多少|合计|一共|总共|[高低多少][了出]?(?:几|多少)个?百分点")
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
        joined = joined and not before.endswith("呢")  # 甲多少，乙呢，差多少: of both
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
