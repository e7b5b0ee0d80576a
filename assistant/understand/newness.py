"""Words that ask what is new in a year's document, or no longer in it: 新增了哪些项目, 今年取消的项目."""

from __future__ import annotations

import re

_THING = "(?:项目|科目)"
_WHICH = "(?:哪些|哪几[个项]|什么|几[个项]|多少[个项]|有没有|所有)"
_CAME = "(?:新增|新设|新列|新上|新安排|新出现|新立|新开)"
_WENT = "(?:取消|不再安排|没有再安排|不再列|砍掉|停掉|撤销|退出|消失)"
_NEW = re.compile(
    rf"{_CAME}(?:加|列|设|项(?!目))?(?:了|的|有)*(?:{_WHICH}|的){_THING}|{_WHICH}{_CAME}(?:加|列|设)?的?{_THING}"
    rf"|{_THING}[^,，。;；]{{0,8}}(?:是|属于|属|有|为)*(?:今年|本年|当年|20\d\d年)?{_CAME}(?:加|列|设|项(?!目))?的?(?:有|是)?{_WHICH}?(?:$|[?？,，])"
    rf"|{_CAME}(?:加|列|设)?的?{_THING}(?:有|是|都|包括|一共|总共|合计)*(?:{_WHICH}|$|[?？])"
    rf"|(?:上年|去年|20\d\d年)(?:还)?没有[^,，。]{{0,4}}(?:今年|本年|20\d\d年)(?:才|新)?有?的?{_THING}"
)
_GONE = re.compile(
    rf"{_WENT}(?:了|的|掉)*{_WHICH}{_THING}|{_WHICH}(?:被)?{_WENT}(?:了|掉)?的?{_THING}"
    rf"|{_THING}[^,，。;；]{{0,8}}(?:被)?{_WENT}(?:了|掉)?(?:的)?(?:$|[?？,，])|{_THING}[^,，。;；]{{0,8}}(?:今年|本年)(?:没有?了|没了)"
    rf"|{_THING}(?:有|是)?{_WHICH}[^,，。;；]{{0,6}}{_WENT}(?:了|掉)?(?:$|[?？,，])"
    rf"|(?:上年|去年|20\d\d年)(?:还)?有[^,，。]{{0,6}}(?:今年|本年|20\d\d年)(?:就)?没有?(?:了)?的?{_THING}"
)
_WORDS = re.compile(rf"{_CAME}(?:加|列|设|项(?!目))?|{_WENT}")


def asks_new(question: str) -> bool:
    """Whether it is asked which projects or subjects are new."""
    return bool(_NEW.search(question))


def asks_gone(question: str) -> bool:
    """Whether it is asked which projects or subjects are no longer listed."""
    return bool(_GONE.search(question)) and not asks_new(question)


def newness_spans(question: str) -> list[tuple[int, int]]:
    """The stretches of a folded question that say that, where it asks so."""
    asked = [found for words in (_NEW, _GONE) for found in words.finditer(question)]
    return [one.span() for found in asked for one in _WORDS.finditer(question, *found.span())]
