"""Documents held against law and record."""

from __future__ import annotations

from typing import Final

PHRASES: Final[dict[str, tuple[str, str]]] = {
    "verdict supported": ("supported", "подтверждается"),
    "verdict contradicted": ("contradicted", "опровергается"),
    "verdict partly": ("partly", "отчасти"),
    "verdict contested": ("contested", "спорно"),
    "verdict undecided": ("undecided", "не решено"),
    "verdict attributed": ("attributed", "сказано"),
    "verdict not covered": ("not covered", "вне охвата"),
    "outcome holds": ("holds", "так"),
    "outcome fails": ("fails", "не так"),
    "outcome disputed": ("disputed", "спорно"),
    "outcome said": ("said", "сказано"),
    "outcome open": ("open", "открыто"),
    "outcome absent": ("absent", "вне книги"),
    "audit days": (
        "asked of the law of {on}, as law and record were known on {known}",
        "спрошено о праве на {on}, как право и запись были известны на {known}",
    ),
    "audit of": ("{publisher}, {day}", "{publisher}, {day}"),
    "audit switches": ("with {switches}", "при {switches}"),
    "audit asked": ("{asked}, {on}", "{asked}, {on}"),
    "audit known": ("{asked}, {on}, as known on {known}", "{asked}, {on}, по состоянию на {known}"),
    "audit wanted": ("the statement needs: {wanted}", "для утверждения нужно: {wanted}"),
    "audit beside": ("Beside it", "Рядом с этим"),
    "audit precisely": ("Precisely", "Точно"),
    "audit passage": ("In your copy", "В вашем тексте"),
    "audit moved": ("found at another place", "найдено в другом месте"),
    "audit not there": (
        "these words are not in your copy",
        "этих слов в вашем тексте нет",
    ),
    "audit no passage": (
        "the audit does not say where it stands in the text",
        "в аудите не указано, где это в тексте",
    ),
    "copy the same": ("Your copy is the text that was audited.", "Ваш текст — тот самый."),
    "copy another": (
        "Your copy is not, word for word, the text that was audited.",
        "Ваш текст не совпадает слово в слово с тем, что проверялся.",
    ),
    "copy unknown": (
        "The audit holds no digest of the text; your copy has {digest}.",
        "В аудите нет контрольной суммы текста; у вашего она {digest}.",
    ),
    "audits": ("Documents", "Документы"),
    "no audits": ("The lawbook audits no document.", "В книге нет проверенных документов."),
    "audit table": (
        "How the verdict follows: all parts absent → not covered; all fail → contradicted; some "
        "fail and some hold or are said → partly; any disputed → contested; any open or absent → "
        "undecided; any said → attributed; else supported.",
        "Как выводится вердикт: всё вне книги → вне охвата; всё не так → опровергается; часть не "
        "так, а часть так или сказана → отчасти; есть спорное → спорно; есть открытое или вне "
        "книги → не решено; есть сказанное → сказано; иначе подтверждается.",
    ),
    "audit said": (
        "`attributed` tells that somebody is on record saying so, not that it is so.",
        "«сказано» значит: есть запись, что так говорят, а не что так и есть.",
    ),
}
