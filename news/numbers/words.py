"""The small words around numbers, in the languages that we know them in; English where we don't."""

from dataclasses import dataclass, field

from news.schemas.numbers import Qualifier


@dataclass(frozen=True)
class Words:
    """Words of one language, in lower case."""

    qualifiers: dict[Qualifier, tuple[str, ...]]
    to: tuple[str, ...]
    in_: tuple[str, ...]
    percent: tuple[str, ...]
    ordinals: tuple[str, ...]
    or_more: tuple[str, ...] = ()
    or_less: tuple[str, ...] = ()
    scales: dict[str, int] = field(default_factory=dict)
    money_scales: dict[str, int] = field(default_factory=dict)


_ENGLISH = Words(
    qualifiers={
        "at least": ("at least", "no fewer than", "no less than", "minimum"),
        "up to": ("up to", "at most", "no more than", "as many as", "as much as", "maximum"),
        "more than": ("more than", "over", "above"),
        "less than": ("less than", "fewer than", "under", "below"),
        "nearly": ("nearly", "almost", "just under", "close to"),
        "about": ("about", "around", "roughly", "approximately", "approx.", "some", "circa", "ca.", "c."),
    },
    to=("to",),
    in_=("in", "out of", "of"),
    percent=("percent", "per cent", "pct"),
    ordinals=("st", "nd", "rd", "th"),
    or_more=("or more",),
    or_less=("or less", "or fewer"),
    scales={"k": 3, "mn": 6, "mln": 6, "bn": 9, "bln": 9, "tn": 12, "trn": 12, "lakh": 5, "crore": 7},
    # Beside money only: "40 m" may be metres, and "3t" tonnes.
    money_scales={"m": 6, "b": 9, "t": 12},
)

_WORDS = {
    "en": _ENGLISH,
    "de": Words(
        qualifiers={
            "at least": ("mindestens", "wenigstens"),
            "up to": ("bis zu", "höchstens", "maximal"),
            "more than": ("mehr als", "über"),
            "less than": ("weniger als", "unter"),
            "nearly": ("fast", "beinahe", "knapp"),
            "about": ("etwa", "rund", "ungefähr", "circa", "ca."),
        },
        to=("bis",),
        in_=("von", "in"),
        percent=("prozent",),
        ordinals=(),
    ),
    "fr": Words(
        qualifiers={
            "at least": ("au moins",),
            "up to": ("jusqu'à", "au plus"),
            "more than": ("plus de",),
            "less than": ("moins de",),
            "nearly": ("presque", "près de"),
            "about": ("environ", "autour de"),
        },
        to=("à",),
        in_=("sur",),
        percent=("pour cent",),
        ordinals=("er", "re", "e", "ème"),
    ),
    "es": Words(
        qualifiers={
            "at least": ("al menos", "por lo menos"),
            "up to": ("hasta", "como máximo"),
            "more than": ("más de",),
            "less than": ("menos de",),
            "nearly": ("casi",),
            "about": ("alrededor de", "cerca de", "unos", "unas"),
        },
        to=("a",),
        in_=("de cada", "de"),
        percent=("por ciento",),
        ordinals=("º", "ª", ".º", ".ª"),
    ),
}


def words_of(language: str) -> Words:
    """Return the words of a language (a BCP 47 tag)."""
    return _WORDS.get(language.replace("_", "-").split("-")[0].lower(), _ENGLISH)
