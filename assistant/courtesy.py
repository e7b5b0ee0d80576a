"""Turns that only greet, thank or take leave: they ask nothing, and what was talked of before stays as it is."""

from __future__ import annotations

import re

from assistant.answer import Answer, Route, Status
from assistant.prompting import say

_WORDS = (
    "你好|您好|大家好|早上好|下午好|晚上好|哈喽|嗨|hi|hello|谢谢|多谢|感谢|谢了|辛苦了?|麻烦了|好的|好|行|嗯|哦|噢|"
    "明白|知道|了解|清楚|懂|收到|再见|拜拜|没事|没有了|没问题|不用|可以"
)
_COURTESY = re.compile(
    rf"[\s,，。!！~～、]*(?:(?:{_WORDS})(?:了|啦|呀|啊|哈|您|你|你们|大家|解答|帮助|回答|的)*[\s,，。!！~～、]*)+",
    re.IGNORECASE,
)


_OF_ITSELF = re.compile(
    r"\s*(?:请问|那)?(?:你|您)(?:到底)?(?:是谁|叫什么|叫啥|是(?:什么|哪个|哪家|啥)(?:大?(?:语言)?模型|公司|人|助手|ai|机器人)?)"
    r"(?:名字?|(?:给|做|开发|设计|训练|写|造)(?:出来)?)?的?[呀啊呢?？。]*"
    r"|\s*(?:请问|那)?(?:你|您)(?:背后|后台|后面)?(?:用|使用|采用|接入|基于|调用|靠)的?(?:是|了)?(?:什么|哪个|哪家|啥|哪种)(?:大?(?:语言)?模型|ai|算法|技术)[呀啊呢?？。]*"
    r"|\s*(?:是)?谁(?:给|把)?(?:开发|做|设计|训练|写|造)(?:出来|出|了|的)*(?:你|您)的?[呀啊呢?？。]*",
    re.IGNORECASE,
)


def courtesy(turn: str) -> Answer | None:
    """The answer to a turn that asks nothing, or only who answers; None to any other."""
    if _OF_ITSELF.fullmatch(turn):
        return Answer("", "", say("off_topic"), Status.NOT_FOUND, Route.NONE)
    if not _COURTESY.fullmatch(turn):
        return None
    return Answer("", "", say("courtesy"), Status.NOT_FOUND, Route.NONE)
