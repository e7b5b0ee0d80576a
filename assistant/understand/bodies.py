"""Which documents a question is about: its departments, units, years; and bodies that the store does
not hold."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from assistant.understand.body_count import as_many, bodies_said, says_number_of
from assistant.understand.clues import asks_trend, filler_pattern, years_of
from assistant.understand.departments import Mention, asks_several, is_of_party, office_of, several_spans
from assistant.understand.editions import edition_of, latest, of_edition, of_stage, of_stage_asked
from assistant.understand.foreign_places import AMONG_UNITS, agency_elsewhere, elsewhere, place_alone
from assistant.understand.mentions import is_named, settled_mentions
from assistant.understand.residue import YEAR
from assistant.understand.slips import meant_body
from index.model import DocumentCard

_OFFICE = re.compile(
    r"(?:(?!可以|能不能|罢免|任免|选举|监督|撤销|审议)[一-鿿]){2,10}?(?:局|(?<![大展客餐舞])厅|委员会|办公室|法院|检察院|公安|医院|(?:大|中|小)学(?![生校])|学院|街道办事处|街道|管委会|集团|档案馆|图书馆|文化馆|科技馆|美术馆|博物馆|纪念馆)"
    r"(?![长势面限部里内级]|的?(?:正副|副)?(?:院长|检察长|主任|组成人员|领导人?员?(?!办)))|[一-鿿]{2,4}?委(?![托员任派会])|[一-鿿]{0,4}?(?:政府办|政府(?!采购|性|预算|网|门户|投资|债|购买|工作|会计|综合)|政协|党委办|组织部|宣传部|统战部|总工会|妇联|残联|团委|纪委监委)"
)

_NUMERALS = "两三四五六七八九十"
_SHORT = 3  # characters of an everyday word such as 教育, which may be of an office's name
_OFFICE_ENDS = ("局", "厅")  # behind the name of a subject that of an office (农业农村|局)
_GOVERNMENT = re.compile("政府(?:办公[室厅]|办)?$")
_IN_A_ROW = re.compile(r"的?[和与跟同及、比]的?")
_ROW_OF_TWO = re.compile("[和与跟同及、比;；?？]|还是|多少|几|各|分别")
_EACH = re.compile("各|分别")
_YEAR_OF_ONE = re.compile(r"\([^()]{1,12}?[是为用取按]?\d{2,4}年?的?\)")  # 五个部门2024年(政务办是2023)
_WHICH_OF = re.compile("(?:哪一?[家个]|谁家)的?$")  # 哪家人大办
_IS = re.compile("(?:是|归|由|属于?)$")
_IS_OF = re.compile("[一-鿿]{2,}(?:是|归(?![侨国]))(?=[一-鿿]{3})")
_CLAUSE_END = re.compile("[,占]")
_ASKS_WHICH = re.compile("[哪谁啥几]|什么|多少")


@dataclass(frozen=True, slots=True)
class Bodies:
    """The documents that are asked about. `undecided` are those among which a name does not decide,
    `foreign` is a body that none of them is of, `beside` one named in a row with others that are held, `no_unit`
    an agency that is said to be one of a body's units and is none, `spans` are the stretches of the names, `mentions`
    the names in order with what each stands for, `left_open` those of them among whose bodies nothing decides,
    `passed_over` the documents of a name that another of its bodies was preferred to, as it alone holds what is asked,
    `slips` says how a misspelt name was understood."""

    documents: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    unit_names: tuple[str, ...] = ()
    several: bool = False
    distinct: int = 0  # how many bodies and years the documents are of
    foreign: str = ""
    beside: str = ""
    no_unit: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    mentions: tuple[Mention, ...] = ()
    left_open: tuple[Mention, ...] = ()
    passed_over: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()

    def after(self, earlier: Bodies) -> Bodies:
        """What a follow-up names, completed by what was talked of before."""
        if self.documents or self.undecided or self.foreign:
            return self
        kept = earlier.unit_names if not self.unit_names else self.unit_names
        return replace(self, documents=earlier.documents, distinct=earlier.distinct, unit_names=kept, mentions=())


def bodies_of(
    text: str,
    cards: Sequence[DocumentCard],
    years: Sequence[int],
    names: Sequence[tuple[int, int]] = (),
    with_figures: Container[str] = (),
) -> Bodies:
    """Reads the departments and units that the text names; `names` are stretches that name items,
    `with_figures` the units that figures are told of."""
    mentions = settled_mentions(text, cards, names, with_figures)
    several = asks_several(text) or _asks_which(text, mentions, cards)
    foreign, span, slip = _foreign_or_slip(text, mentions, cards, names)
    if slip is not None:
        mentions = sorted([*mentions, slip], key=lambda one: one.start)
    elif foreign and span:
        mentions = [one for one in mentions if one.end <= span[0] or one.start >= span[1]]
    documents, undecided, left_open = _chosen(text, _dated(text, mentions, years, several), cards, years, several)
    beside = foreign if span and _is_beside(span, mentions, text) else ""
    no_unit = foreign if span and slip is None and documents and AMONG_UNITS.search(text[: span[0]][-6:]) else ""
    if foreign and slip is None and documents:
        foreign, span = "", span if beside else None  # the words are of something else (展厅), or beside it
    elif foreign and slip is None:
        undecided = ()
    mentions = sorted([*mentions, *_own_level(text, documents, cards)], key=lambda one: one.start)
    distinct = len({edition_of(card) for card in cards if card.id in documents})
    spans = [(one.start, one.end) for one in mentions] + ([span] if span else []) + several_spans(text)
    return Bodies(
        documents=documents,
        undecided=undecided,
        unit_names=tuple(dict.fromkeys(one.unit_name for one in mentions if one.unit_name)),
        several=several or distinct > 1,
        distinct=distinct,
        foreign=foreign if slip is None else "",
        beside=beside if documents and slip is None else "",
        no_unit=no_unit,
        spans=tuple(spans),
        mentions=tuple(mentions),
        left_open=left_open if documents or undecided else (),
        slips=(foreign,) if slip is not None else (),
    )


def _asks_which(text: str, mentions: Sequence[Mention], cards: Sequence[DocumentCard]) -> bool:
    """Whether it is asked which of several bodies that go by one name (哪家人大办)."""
    return any(_is_of_several(one, cards) and _WHICH_OF.search(text[: one.start]) for one in mentions)


def _own_level(text: str, documents: tuple[str, ...], cards: Sequence[DocumentCard]) -> list[Mention]:
    """本级 as a mention of the department's own unit."""
    if "本级" not in text or not documents:
        return []
    if len({card.department for card in cards if card.id in documents}) > 1:
        return []  # 嘉兴市本级三个部门: of the city, not of one body
    own = next(card.department for card in cards if card.id == documents[0])
    at = text.index("本级")
    return [Mention(at, at + 2, documents[:1], own)]


def _is_beside(span: tuple[int, int], mentions: Sequence[Mention], text: str) -> bool:
    """Whether an office that is not held is named in one row with a body that is (财政局和人大办)."""
    gaps = [text[span[1] : one.start] for one in mentions if one.start >= span[1]]
    gaps += [text[one.end : span[0]] for one in mentions if one.end <= span[0]]
    return any(_IN_A_ROW.fullmatch(gap) for gap in gaps)


def _unknown_office(
    text: str, blanked: str, mentions: Sequence[Mention], cards: Sequence[DocumentCard]
) -> tuple[str, tuple[int, int] | None, Mention | None]:
    """The first office that no mention covers, and the mention that it is a slip of, if so; it is looked
    for in the text with all known names blanked."""
    for found in _OFFICE.finditer(blanked):
        if any(one.end >= found.end() and one.start < found.end() and is_named(one, cards, text) for one in mentions):
            continue
        start, end = found.span()
        lead = re.match(
            rf"(?:[两三四五六七八九十]家|(?:{filler_pattern().pattern})|那|请问|和|与|及)+", text[start:end]
        )
        start += lead.end() if lead and end - start - lead.end() > 2 else 0
        verb = _IS_OF.match(text[start:end])
        start += verb.end() if verb else 0
        if any(one.end >= end and (one.start <= start or _IS.search(text[start : one.start])) for one in mentions):
            continue  # a name that several bodies go by is none that is not held, nor with a verb ahead (规划是人社局)
        if end - start < 3 or _ASKS_WHICH.search(text, start, end):
            continue
        for one in mentions:
            if (one.end == start or one.start <= start < one.end) and not is_named(one, cards, text):
                start = min(start, one.start)
        own_name = is_of_party(text[start:end]) or _GOVERNMENT.search(text[start:end])
        documents = () if own_name else meant_body(text[start:end], cards)
        if documents:
            return text[start:end], (start, end), Mention(start, end, documents)
        return text[start:end], (start, end), None
    return "", None, None


def _foreign_or_slip(
    text: str, mentions: Sequence[Mention], cards: Sequence[DocumentCard], names: Sequence[tuple[int, int]]
) -> tuple[str, tuple[int, int] | None, Mention | None]:
    """A body that the store does not hold, with its stretch, or the mention that a misspelt name stands for."""
    known = [name for name in names if name[1] - name[0] > _SHORT and text[name[1] : name[1] + 1] not in _OFFICE_ENDS]
    known += [(one.start, one.end) for one in mentions if is_named(one, cards, text)]
    foreign, span, slip = _unknown_office(text, _blanked(text, known), mentions, cards)
    if not foreign:
        foreign, span = elsewhere(text, mentions, cards)
    if not foreign:
        alone = [one for one in mentions if not is_named(one, cards, text)]
        foreign, span = agency_elsewhere(text, [one for one in mentions if one not in alone], alone, names)
    if not foreign and not mentions:
        foreign, span = place_alone(text, cards)
        inside = span and any(start <= span[0] and span[1] <= end for start, end in names)
        foreign, span = ("", None) if inside else (foreign, span)
    return foreign, span, slip


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with some stretches, and its years, made blank."""
    chars = list(YEAR.sub(lambda year: " " * len(year[0]), text))
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def _own_years(text: str, mentions: Sequence[Mention]) -> list[tuple[int, ...]]:
    """The year that stands with each mention, where several bodies are asked of different years."""
    ends = [0, *(one.end for one in mentions)]
    starts = [*(one.start for one in mentions), len(text)]
    leading = bool(mentions) and bool(years_of(text[: mentions[0].start]))
    gaps = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    return [years_of(gaps[number] if leading else gaps[number + 1]) for number in range(len(mentions))]


def _dated(
    text: str, mentions: Sequence[Mention], years: Sequence[int], several: bool
) -> list[tuple[Mention, Sequence[int]]]:
    """The mentions, each with the years that stand with it; of several bodies without those that only say of which
    year one of them is."""
    own_years = _own_years(text, mentions) if len(years) > 1 else [()] * len(mentions)
    asides = [found.span() for found in _YEAR_OF_ONE.finditer(text)] if several else []
    return [
        (one, own)
        for one, own in zip(mentions, own_years, strict=True)
        if not any(start < one.start and one.end < end for start, end in asides)
    ]


def _is_of_several(mention: Mention, cards: Sequence[DocumentCard]) -> bool:
    return len({card.department for card in cards if card.id in mention.documents}) > 1


def _chosen(
    text: str,
    dated_mentions: Sequence[tuple[Mention, Sequence[int]]],
    cards: Sequence[DocumentCard],
    years: Sequence[int],
    several: bool,
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Mention, ...]]:
    """The documents of the mentions, each with the years that stand with it; those among which one does not decide,
    where no other does; and the mentions that do not."""
    mentions = [one for one, _ in dated_mentions]
    by_year = {card.id for card in cards if not years or card.year in years}
    if several and not mentions:
        every = of_stage_asked(_of_text([card.id for card in cards if card.id in by_year], cards, text), cards, text)
        return every if years or asks_trend(text) else as_many(latest(every, cards), text, cards), (), ()
    chosen: list[str] = []
    undecided: tuple[str, ...] = ()
    left_open: tuple[Mention, ...] = ()
    around = next((set(one.documents) for one in mentions if _is_of_several(one, cards)), set())
    for mention, own in dated_mentions:
        dated = {card.id for card in cards if card.year in own} if own else by_year
        fitting = tuple(one for one in mention.documents if one in dated) or mention.documents
        fitting = _of_text(fitting, cards, text)
        near = tuple(one for one in fitting if one in around)
        if several and near and set(near) != around:
            fitting = near  # 嘉兴三家（人大、人社局）: those of the place
        bodies = {card.department for card in cards if card.id in fitting}
        if len(bodies) > 1 and (not several or bodies_said(text) == len(mentions)):
            fitting = tuple(one for one in fitting if one in chosen) or _of_same_place(fitting, mentions, cards)
            bodies = {card.department for card in cards if card.id in fitting}
        if len(bodies) > 1 and not several and _is_where(mention, mentions, text):
            continue
        if len(bodies) > 1 and not (several and _is_of_set(mention, text, cards)):
            undecided, left_open = undecided or fitting, (*left_open, mention)
        elif years or asks_trend(text):
            chosen += fitting
        else:
            chosen += latest(fitting, cards)
    documents = tuple(dict.fromkeys(chosen))
    of_one = len(mentions) > 1 and any(says_number_of(one, text, cards) for one in mentions)
    return documents if of_one else as_many(documents, text, cards), () if chosen else undecided, left_open


def _is_where(mention: Mention, mentions: Sequence[Mention], text: str) -> bool:
    """Whether a name that several bodies go by, as a place is, only says where another is that stands behind it
    (嘉兴招标投标的事是不是政务数据办管), in no row with it."""
    behind = [one for one in mentions if one.start >= mention.end]
    if not behind or not all(set(one.documents) < set(mention.documents) for one in behind):
        return False
    each = len(behind) == 1 and _EACH.search(text[behind[0].end :])  # 嘉兴的三公,人社局的公积金各多少
    return not (each or _ROW_OF_TWO.search(text[mention.end : behind[0].start]))


def _is_of_set(mention: Mention, text: str, cards: Sequence[DocumentCard]) -> bool:
    """Whether a name stands with the words that say that several bodies are meant (三家人大办), not elsewhere
    (五家一共多少，人社局占多少)."""
    ahead, behind = _CLAUSE_END.split(text[: mention.start])[-1], _CLAUSE_END.split(text[mention.end :])[0]
    own = f"{ahead}{text[mention.start : mention.end]}{behind}"
    return asks_several(own) or _asks_which(text, (mention,), cards)


def _of_same_place(
    documents: tuple[str, ...], mentions: Sequence[Mention], cards: Sequence[DocumentCard]
) -> tuple[str, ...]:
    """Of documents between which a name does not decide those of the place of a body that is named beside it
    (普陀区民政局和文旅局), or else of its office (柯桥和嘉兴, 柯桥 being a congress); all of them where none is."""
    named = [
        card for said in mentions if not _is_of_several(said, cards) for card in cards if card.id in said.documents
    ]
    places, offices = {card.region for card in named}, {office_of(card) for card in named}
    ours = [card for card in cards if card.id in documents]
    near = tuple(card.id for card in ours if card.region in places)
    return near or tuple(card.id for card in ours if office_of(card) in offices) or documents


def _of_text(documents: Sequence[str], cards: Sequence[DocumentCard], text: str) -> tuple[str, ...]:
    return of_edition(of_stage(documents, cards, text), cards, text)
