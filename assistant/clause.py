"""One clause of a question: its figures first or its words first, by what it asks for."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.among_bodies import asks_against_mean
from assistant.answer import Status
from assistant.codes import tell_codes
from assistant.context import Context
from assistant.counted import asks_units_money
from assistant.denials import tell_denials
from assistant.draft import Mark
from assistant.figures import compute
from assistant.groups import lists_rows
from assistant.heads_moved import asks_heads, says_heads
from assistant.heads_told import tell_heads
from assistant.indicator_levels import tell_levels
from assistant.indicators import asks_sibling
from assistant.library import Library
from assistant.measured import counts_what_is_asked, is_told_of
from assistant.movers import asks_movers
from assistant.narrative.asked import form_asked, measure_asked
from assistant.narrative.aspect import asks_use, asks_who, aspect_of
from assistant.narrative_query import Aspect
from assistant.plan import TOTAL, Operation, Plan
from assistant.projects_beside import tell_projects_beside
from assistant.prompting import say
from assistant.reasons import tell_origins, tell_reasons, tell_uses
from assistant.recalled import number_meant
from assistant.receptions import tell_counts
from assistant.routes import NO_TEXT, is_by_plan, wants_words_first
from assistant.scope import unexplained
from assistant.slips_told import is_torn, not_labelled, not_spoken_of, tell_reading, tell_unread, unheard_of
from assistant.sources import of_sources, sources_listed
from assistant.spoken import asks_unheard_of, asks_unlisted, asks_unprinted, asks_who_alone, tells_money
from assistant.stages import answer_stages, asks_stage
from assistant.stating import number_in_words, number_told, stated_of_rests
from assistant.told_apart import told_apart
from assistant.unanswered import documents_named
from assistant.understand.apart import CARS_BOUGHT
from assistant.understand.bounds import money_named
from assistant.understand.clues import NAMES_SUM, asks_for_reason, asks_money
from assistant.understand.planning import plan_of
from assistant.understand.reading import Reading
from assistant.understand.strays import strays_of
from assistant.understand.vocabulary import SPENDING_KINDS
from assistant.worded import answer_in_words
from index.catalogue import synonyms
from index.catalogue.measures import ATTAINED

_ASKS_AMOUNT = re.compile(
    r"多少|几|多大|多长|多久|多快|钱|金额|预算|数额|经费|费用|费|支出|收入|呢|有没有|有无|要不要|会不会|花|□[^□]{0,3}$"
    r"|有[^,，。?？]{0,8}[吗么]"
)
_ASKS = re.compile(
    r"多少[辆台次人个名家]|哪|什么|啥|怎|如何|吗|谁|有没有|有无|是否|是不是|说明|介绍|情况|包括|几|讲|说|要求|规定"
)
_NOMONEY_NAMED = re.compile("百分|比例|%|指标|目标|率|标准|几成")
_ASKS_NUMBER = re.compile("多少|几")
_WHICH_OF = re.compile("哪几")
_COUNTS_PROJECTS = re.compile("(?:几|多少)个项目(?!支出|经费|资金)")
_COUNTS_HEADS = re.compile("^(?!.*项目).*(?:多少|几)(?:个|名|位)?(?:人|职工|干部|员工)(?!次)")
_HOW_MUCH = re.compile("多少|几|情况|(?:怎么|如何|怎样|咋)变")
_MUCH_LONGER = 4  # times


def answer_clause(reading: Reading, part: str, context: Context, library: Library) -> tuple[Status | None, bool]:
    """Figures first or words first, by what the clause asks for; with it, whether words answered."""
    of_classes = tell_levels(reading, context)
    if of_classes:
        return of_classes, False
    plan = of_sources(plan_of(reading, library.vocabulary))
    coded = tell_codes(reading, plan, context)
    if coded:
        return coded, False
    before = context.draft.mark()
    status, by_words = _answered(reading, plan, part, context, library)
    if status is Status.ANSWERED and _tells_something_else(reading, plan, context, library, before):
        context.draft.reset(before)
        context.stated.clear()
        status, by_words = None, False
    if status is Status.ANSWERED:
        told = context.draft.since(before)
        unused = unheard_of(reading, library) if by_words else not_labelled(reading, context.draft, library)
        unused += not_spoken_of(reading, told) if by_words and asks_money(reading.plain) else []
        tell_unread(reading, plan, context.draft, library, before, unused, in_words=by_words)
        if not by_words and is_torn(reading, context.draft.unread):
            context.draft.reset(before)
            return None, False
    return status, by_words


def _tells_something_else(reading: Reading, plan: Plan, context: Context, library: Library, before: Mark) -> bool:
    """Whether what was told for a question about money is no money, or all that is spent where something else is
    named in words that are not understood (两会要花多少钱)."""
    told = context.draft.figures[before[1] :]
    of_money = asks_money(reading.plain) or (_names_only_projects(reading) and _ASKS_NUMBER.search(reading.plain))
    of_one = plan.operation in (Operation.VALUE, Operation.AVERAGE) and not _NOMONEY_NAMED.search(reading.plain)
    of_one = of_one and not (measure_asked(reading.plain) or any("/" in one.measure for one in plan.selectors))
    in_pieces = bool(told) and not any("元" in one.unit for one in told)
    if plan.group == "projects" and plan.operation is Operation.COUNT and _COUNTS_HEADS.search(reading.plain):
        return True  # 有多少人: projects are no people
    counts = reading.operation is Operation.COUNT and bool(_COUNTS_PROJECTS.search(reading.text))
    if counts and told and all("元" in one.unit for one in told):
        return True  # 培训有几个项目 is no 培训费
    moved = plan.operation is Operation.CHANGE and asks_heads(reading.text)
    if moved and told and not in_pieces and not says_heads(context.draft, before):
        return True  # 人员减少了几个人: no sum of money
    if of_one and ((of_money and in_pieces) or not tells_money(reading, told)):
        return True
    guessed = not reading.names_something and {one.label for one in plan.selectors} == {TOTAL} and reading.fresh
    return guessed and any(len(one) > 1 for one in strays_of(reading, library.speller))


def _names_only_projects(reading: Reading) -> bool:
    """Whether nothing but projects is named, by names that say that they are sums of money (市人代会经费)."""
    return bool(reading.links) and all(
        "project" in one.kinds and "indicator" not in one.kinds and NAMES_SUM.search(one.text) for one in reading.links
    )


def _answered(
    reading: Reading, plan: Plan, part: str, context: Context, library: Library
) -> tuple[Status | None, bool]:
    cards, printed = library.snapshot.documents, library.printed.of(reading.documents)
    everything = tuple(one.id for one in cards if one.year in reading.years) or tuple(one.id for one in cards)
    of_its_own = told_apart(reading, plan, context, library)
    if of_its_own:
        return of_its_own
    buys_cars = any(CARS_BOUGHT in one.names for one in plan.selectors)
    if tell_origins(plan, context) or (buys_cars and tell_denials(plan, context)):
        return Status.ANSWERED, True
    text_first = wants_words_first(reading, plan, library.snapshot)
    text_first = text_first and not (sources_listed(plan, context) or lists_rows(plan, context))
    if asks_unheard_of(reading, printed) or (text_first and asks_unprinted(reading, printed)):
        return None, False
    if not text_first and reading.documents:
        status = _figures(plan, reading, context)
        of_units = plan.operation is Operation.COUNT and plan.group == "units"
        if status and of_units and len(reading.documents) == 1 and not asks_units_money(plan):
            answer_in_words(_question_of(reading, part), reading, text_first, everything, context, library)
        settled = plan.operation in NO_TEXT and not of_units
        if status or settled or asks_unlisted(reading, printed):
            return status, False
    if text_first and (_reasons(plan, reading, context) or _uses(reading, context, library)):
        return Status.ANSWERED, True
    question = _meaning_of_item(reading, library) or _question_of(reading, part)
    unnamed = not (reading.documents or reading.wants_text or reading.left)
    names_nothing = reading.fresh and not (reading.names_something or reading.left or reading.wants_text)
    unnamed = unnamed or (names_nothing and asks_who(reading.text)) or asks_who_alone(reading)  # 预算谁编的
    if unnamed or names_no_words(reading, library) or asks_unheard_of(reading, printed):
        return None, False  # 那柯桥的会议费呢 asks for an amount; words that only name it are no answer
    status, refused = answer_in_words(question, reading, text_first, everything, context, library)
    if status is None and asks_use(reading.text) and tell_denials(plan, context):
        return Status.ANSWERED, True
    if refused:
        return None, False
    may_be_figures = _ASKS_AMOUNT.search(reading.plain) and not asks_who(reading.text)
    if status is None and text_first and reading.documents and may_be_figures:
        return _instead_of_words(plan, reading, context), False
    return status, status is not None


def _meaning_of_item(reading: Reading, library: Library) -> str:
    """The question for the meaning of an item that has no parts in the tables, where its parts are asked for and
    the glossary tells them (征地和拆迁补偿支出包括哪些)."""
    from assistant.narrative.definitions import is_defined

    of_parts = reading.operation is Operation.LIST and aspect_of(reading.text)[0] is not Aspect.REASON
    names = reading.links[0].names if of_parts and len(reading.links) == 1 else ()
    defined = len(names) == 1 and is_defined(names[0], reading.documents, library.snapshot)
    return f"{names[0]}是什么意思" if defined else ""


def _question_of(reading: Reading, part: str) -> str:
    """What is looked for in the words: the clause, with what was talked of before where it leaves that out."""
    if reading.fresh and reading.links and not reading.wants_text:
        return part
    if not reading.fresh:
        named = [*(link.text for link in reading.links), *(one.words for one in reading.columns)]
        if form_asked(reading.text):
            return f"{'、'.join((*named, *reading.rests))}{reading.text}"
        if named and reading.wants_text:
            return f"{'、'.join(named)}{reading.text}"
    return reading.topic or part


def _instead_of_words(plan: Plan, reading: Reading, context: Context) -> Status | None:
    """The figures of a clause whose words are not found; where the figures are told already and the reason
    is asked, that none is given."""
    if asks_for_reason(reading.plain) and (context.draft.figures or not _ASKS_NUMBER.search(reading.plain)):
        told = bool(context.draft.figures)
        cards = [context.snapshot.card(one) for one in reading.documents]
        context.draft.say(say("no_reason", where=documents_named(cards)))
        return Status.ANSWERED if told else Status.NOT_FOUND
    return None if _asks_meaning(reading) else _figures(plan, reading, context)


def _reasons(plan: Plan, reading: Reading, context: Context) -> bool:
    """Tells the reason of the very thing asked about, behind its change where that is asked too."""
    if not reading.documents or not asks_for_reason(reading.plain) or _asks_meaning(reading):
        return False
    counted = bool(_HOW_MUCH.search(reading.plain)) and plan.operation is Operation.CHANGE
    counted = counted or plan.operation is Operation.TREND
    told = _figures(plan, reading, context) if counted else None
    return tell_reasons(plan, context) or bool(told)


def _asks_meaning(reading: Reading) -> bool:
    """Whether the meaning of a word is asked for, not a reason."""
    return aspect_of(reading.text)[0] is Aspect.DEFINITION


def _uses(reading: Reading, context: Context, library: Library) -> bool:
    """Tells what the very thing asked about is for, where that is all that is asked; which projects it is for too."""
    if reading.left or not asks_use(reading.text) or _ASKS_NUMBER.search(_WHICH_OF.sub("", reading.plain)):
        return False
    of_projects = reading.operation is Operation.LIST and bool(reading.links)
    plan = plan_of(replace(reading, operation=Operation.VALUE) if of_projects else reading, library.vocabulary)
    named = bool(plan.selectors) and all(len(one.names) == 1 for one in plan.selectors)
    return named and plan.operation is Operation.VALUE and tell_uses(plan, context)


def names_no_words(reading: Reading, library: Library) -> bool:
    """Whether a clause only names what no words can answer: one item of money, or projects, by their own names, that
    only other documents hold."""
    held, asked = library.vocabulary.documents, set(reading.documents)
    links = [one for one in reading.links if one.sure == 1.0 and one.kinds == {"project"}]
    alone = bool(asked and links) and len(links) == len(reading.links)
    return is_bare(reading) or (alone and not any(held[name] & asked for one in links for name in one.names))


def is_bare(reading: Reading) -> bool:
    """Whether a clause does no more than name one item of money, or an amount and no item."""
    exact = [one for one in reading.links if one.sure == 1.0 and one.kinds & SPENDING_KINDS]
    if not (reading.names_something or reading.wants_text) and len(reading.left) == 1:
        rest = reading.left[0]
        return bool(NAMES_SUM.search(rest.text)) and rest.end == len(reading.text.rstrip("?？呢。"))
    if reading.fresh and not (reading.names_something or reading.wants_text or reading.left):
        return bool(money_named(reading.text))
    return bool(exact) and not (reading.left or reading.wants_text) and not _ASKS.search(reading.plain)


def _figures(plan: Plan, reading: Reading, context: Context) -> Status | None:
    """The figures of a plan, unless the question asks for something that they are not of."""
    if asks_stage(plan, context) and not asks_movers(plan):
        staged = answer_stages(plan, context)
        if staged or plan.operation is not Operation.PRIOR:
            return staged
    if heads := tell_heads(reading, plan, context):
        return heads
    told_before = context.history or context.said
    of_all = plan.operation is Operation.CHANGE or (plan.operation is Operation.PRIOR and not reading.left)
    if not plan.selectors and not plan.group and not told_before and not of_all:
        return None
    if asks_sibling(plan, context):
        return compute(plan, context)
    of_average = plan.operation is Operation.AVERAGE or (plan.condition is not None and plan.condition.of_average)
    of_average = of_average or asks_against_mean(plan)
    by_plan = is_by_plan(plan, context)
    attained = bool(plan.selectors) and all(one.measure == ATTAINED for one in plan.selectors)
    wanted = "" if of_average or by_plan or attained else reading.attribute_asked
    if wanted and not is_told_of(wanted, plan, context):
        return tell_counts(reading.text, plan, context)
    of_else = _only_touches(reading) or not counts_what_is_asked(reading, plan, context)
    if plan.operation in (Operation.VALUE, Operation.SUM) and of_else:
        return number_told(reading.text, plan, context)
    if plan.operation is Operation.VALUE and reading.left and not _ASKS_AMOUNT.search(reading.plain):
        return None  # something else than an amount is asked, in words that are not understood
    adds_up_told = plan.operation is Operation.SUM and number_meant(reading.text) > 1
    if not (reading.fresh or adds_up_told) and stated_of_rests(plan, context):
        return Status.ANSWERED
    if unexplained(reading, plan, context):
        return stated_of_rests(plan, context)
    status = number_in_words(plan, reading, context) or compute(plan, context)
    if status is Status.ANSWERED:
        tell_reading(reading, plan, context.draft)
        tell_projects_beside(reading, plan, context)
    return status


def _is_piece(words: str, name: str) -> bool:
    """Whether words are but a short piece of a name."""
    return words in name and len(name) >= _MUCH_LONGER * len(words)


def _only_touches(reading: Reading) -> bool:
    """Whether the question shares but a word with the items it was linked to, and asks for something else:
    for no amount, or for more than that word (藏书 in 读者对藏书的满意度)."""
    weak = [
        link.text not in synonyms() and all(_is_piece(link.text, name) for name in link.names) for link in reading.links
    ]
    asks_else = bool(reading.left) or not _ASKS_AMOUNT.search(reading.plain)
    return bool(weak) and all(weak) and asks_else and not reading.columns
