"""An interview in the terminal: questions, why they are asked, taking an answer back."""

from __future__ import annotations

from typing import Final

PHRASES: Final[dict[str, tuple[str, str]]] = {
    "do interview": (
        "ask for what matters, one question at a time, up to the answer",
        "спросить по одному только важное, пока не станет ясен ответ",
    ),
    "interview words": (
        "Type an answer, or: ? why it is asked   - I do not know   back   stop",
        "Введите ответ или: ? зачем вопрос   - не знаю   назад   стоп",
    ),
    "interview on day": ("How was it on {day}?", "Как было {day}?"),
    "interview about": ("This is asked for", "Вопрос нужен для"),
    "interview decides": ("It decides", "От него зависит"),
    "interview gives": ("what the rule gives", "что даёт норма"),
    "interview possible": (
        "whether this can be true together with the rest: {says}",
        "может ли это быть верно вместе с остальным: {says}",
    ),
    "interview effects": ("What the answer does", "Что даёт ответ"),
    "interview stays open": ("more is asked", "нужны другие вопросы"),
    "interview narrows": (
        "No answer settles it alone; each leaves less to ask.",
        "Сам по себе ответ ничего не решает, но сокращает остальные вопросы.",
    ),
    "interview any": ("any answer", "любой ответ"),
    "interview before": ("before {end}", "до {end}"),
    "interview from": ("from {start} on", "с {start}"),
    "interview between": ("from {start}, before {end}", "с {start} до {end}"),
    "interview below": ("below {end}", "меньше {end}"),
    "interview at least": ("{start} or more", "{start} и больше"),
    "interview at least below": ("from {start}, below {end}", "от {start}, меньше {end}"),
    "answer boolean": ("yes or no", "да или нет"),
    "answer date": ("a day, such as 1990-05-17", "день, например 1990-05-17"),
    "answer integer": ("a whole number", "целое число"),
    "answer number": ("a number", "число"),
    "answer money": ("an amount in {currency}", "сумма в {currency}"),
    "answer choice": ("one of these", "одно из этих значений"),
    "answer set": (
        "those that apply, with commas between, or none",
        "подходящие через запятую или none",
    ),
    "interview nothing before": (
        "There is no answer before this one.",
        "Ответов до этого нет.",
    ),
    "interview took back": ("Taken back: {fact}", "Отменено: {fact}"),
    "interview excluded": (
        "These answers exclude each other:",
        "Эти ответы исключают друг друга:",
    ),
    "interview which": (
        "Which one is wrong? Type its name, or back for the last answer.",
        "Какой из них неверен? Введите его имя или «назад» для последнего ответа.",
    ),
    "interview not among": (
        "`{word}` is none of these names",
        "`{word}` — не одно из этих имён",
    ),
    "interview left": (
        "The interview ends here. Nothing was written.",
        "Опрос прерван. Ничего не записано.",
    ),
    "interview asked": ("Questions asked: {count}", "Задано вопросов: {count}"),
    "interview declined": ("Not known to you", "Вам не известно"),
    "interview saved": (
        "The facts are in {file}; `callup ask {lawbook} --person {file}` reads them.",
        "Факты записаны в {file}; их читает `callup ask {lawbook} --person {file}`.",
    ),
}
