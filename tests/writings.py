"""Text as languages write it: letters, and what stands around words.

A random text of it is clean, whatever it says.
"""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

NO_BREAK = "\u00a0"
NARROW = "\u202f"


class Writing(NamedTuple):
    """How a language writes: small letters, quotes and separators.

    Capitals follow the small letters where the script has any.
    """

    letters: str
    quotes: tuple[tuple[str, str], ...] = (("“", "”"), ("‘", "’"))
    after: tuple[str, ...] = (",", ".", ":", "…", "!", "")
    between: tuple[str, ...] = (" ", " ", " – ", " — ", "’", "-")


_GUILLEMETS = ("«", "»")
_LOW = ("„", "“")
_LOW_RIGHT = ("„", "”")
_PLAIN = "aeinorstlkmdp"
_JOINED = Writing(
    "",
    quotes=(("「", "」"), ("『", "』"), ("《", "》"), ("“", "”"), ("（", "）")),
    after=("。", "，", "、", "：", "！", "…", "——", ""),
    between=("", "", " ", "、"),
)

WRITINGS: dict[str, Writing] = {
    "French": Writing(
        _PLAIN + "éèàêçùôîâëïœ",
        quotes=(
            (f"«{NO_BREAK}", f"{NO_BREAK}»"),
            (f"«{NARROW}", f"{NARROW}»"),
            _GUILLEMETS,
            ("“", "”"),
        ),
        after=(
            f"{NO_BREAK}:",
            f"{NARROW};",
            f"{NO_BREAK}!",
            f"{NARROW}?",
            ",",
            ".",
            "…",
            f"{NO_BREAK}€",
            f"{NO_BREAK}%",
            "",
        ),
    ),
    "Spanish": Writing(
        _PLAIN + "áéíóúñü",
        quotes=(_GUILLEMETS, ("“", "”"), ("¿", "?"), ("¡", "!")),
        after=(",", ".", "…", ""),
    ),
    "Portuguese": Writing(
        _PLAIN + "ãõáéíóúâêôàç", quotes=(_GUILLEMETS, ("“", "”")), after=(",", ".", "…", "")
    ),
    "German": Writing(_PLAIN + "äöüß", quotes=(_LOW, ("»", "«"), ("‚", "‘"), ("›", "‹"))),
    "Danish": Writing(_PLAIN + "æøå", quotes=(("»", "«"), ("”", "”"), _LOW)),
    "Norwegian": Writing(_PLAIN + "æøåéò", quotes=(_GUILLEMETS, ("‘", "’"))),
    "Swedish": Writing(_PLAIN + "åäöé", quotes=(("”", "”"), ("»", "»"), ("’", "’"))),
    "Finnish": Writing(_PLAIN + "äöå", quotes=(("”", "”"), ("»", "»"))),
    "Icelandic": Writing(_PLAIN + "áðéíóúýþæö", quotes=(_LOW,)),
    "Polish": Writing(_PLAIN + "ąćęłńóśźż", quotes=(_LOW_RIGHT, _GUILLEMETS)),
    "Czech": Writing(_PLAIN + "áčďéěíňóřšťúůýž", quotes=(_LOW, ("»", "«"))),
    "Hungarian": Writing(_PLAIN + "áéíóöőúüű", quotes=(_LOW_RIGHT, ("»", "«"))),
    "Romanian": Writing(_PLAIN + "ăâîșț", quotes=(_LOW_RIGHT, _GUILLEMETS)),
    "Croatian": Writing(_PLAIN + "čćđšž", quotes=(_LOW_RIGHT, ("»", "«"))),
    "Latvian": Writing(_PLAIN + "āčēģīķļņšūž", quotes=(_LOW_RIGHT, _GUILLEMETS)),
    "Lithuanian": Writing(_PLAIN + "ąčęėįšųūž", quotes=(_LOW,)),
    "Estonian": Writing(_PLAIN + "äõöüšž", quotes=(_LOW, _GUILLEMETS)),
    "Maltese": Writing(_PLAIN + "ċġħżà"),
    "Esperanto": Writing(_PLAIN + "ĉĝĥĵŝŭ"),
    "Turkish": Writing(_PLAIN + "çğıöşüâ", between=(" ", " ", "’", " – ")),
    "Azerbaijani": Writing(_PLAIN + "əçğıöşü", quotes=(_GUILLEMETS, ("“", "”"))),
    "Vietnamese": Writing(
        _PLAIN + "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹáàãéèíìóòõúùý"
    ),
    "Yoruba": Writing(_PLAIN + "ẹọṣáàéèíìóòúù"),
    "Greek": Writing(
        "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώϊς",
        quotes=(_GUILLEMETS, ("“", "”")),
        after=(",", ".", "·", ";", "…", ""),
    ),
    "Russian": Writing(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
        quotes=(_GUILLEMETS, _LOW),
        after=(",", ".", "…", "!", " №", ""),
    ),
    "Ukrainian": Writing(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        quotes=(_GUILLEMETS, _LOW, ("“", "”")),
        between=(" ", " ", "’", " — "),
    ),
    "Serbian": Writing("абвгдђежзијклљмнњопрстћуфхцчџш", quotes=(_LOW, _LOW_RIGHT)),
    "Kazakh": Writing("аәбвгғдежзийкқлмнңоөпрстуұүфхһцчшыіь", quotes=(_GUILLEMETS,)),
    "Armenian": Writing(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցփքև",
        quotes=(_GUILLEMETS,),
        after=("։", "՝", ",", "՞", ""),
    ),
    "Georgian": Writing("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", quotes=(_LOW, _GUILLEMETS)),
    "Hebrew": Writing(
        "אבגדהוזחטיכלמנסעפצקרשתםןףץ", quotes=(("”", "”"), ("״", "״")), between=(" ", "־", " ")
    ),
    "Arabic": Writing(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىئءؤ",
        quotes=(_GUILLEMETS, ("“", "”")),
        after=("،", "؛", "؟", ".", ""),
        between=(" ",),
    ),
    "Persian": Writing(
        "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
        quotes=(_GUILLEMETS,),
        after=("،", "؛", "؟", ".", ""),
        between=(" ", "\u200c"),
    ),
    "Hindi": Writing(
        "अआइईउऊएओकखगघचछजझटडतथदधनपफबभमयरलवशसहािीुूेो्ं", after=("।", ",", ""), between=(" ",)
    ),
    "Bengali": Writing(
        "অআইউএওকখগঘচছজটডতথদধনপফবভমযরলশসহািীুেো্ং", after=("।", ",", ""), between=(" ",)
    ),
    "Tamil": Writing("அஆஇஉஎஒகஙசஞடணதநபமயரலவழளறனாிீுூெேைொ்", between=(" ",)),
    "Thai": Writing("กขคงจชซญดตถทนบปผพฟมยรลวสหอะาิีึืุูเแโใไ่้็์", after=("", "ฯ", "ๆ"), between=(" ", "")),
    "Khmer": Writing("កខគឃងចឆជញដឋទធនបផពភមយរលវសហអាិីឹុូេែៃោ្", after=("។", ""), between=(" ", "\u200b")),
    "Amharic": Writing("ሀለሐመሠረሰሸቀበተነአከወዘየደገጠፀፈልምርስብትን", after=("።", "፣", ""), between=(" ",)),
    "Chinese": _JOINED._replace(
        letters="的一是不了人在有我他这个中大来上国和地到说时要就出会可也你对生能学习深度模型数据"
    ),
    "Japanese": _JOINED._replace(
        letters="のにはをたがでとしれさあいうえおるっなりまよ" + "アイウエオカクストンー学習日本語"
    ),
    "Korean": Writing(
        "가각나다라마바사아자차카타파하한국어목록입니은는이를에",
        quotes=(("“", "”"), ("‘", "’"), ("「", "」")),
        between=(" ",),
    ),
}

SIGNS = (
    "©",
    "®",
    "™",
    "°C",
    "½",
    "±5",
    "×",
    "µm",
    "§ 3",
    "¶",
    "•",
    "→",
    "⇒",
    "✓",
    "✔️",
    "❤️",
    "🚀",
    "🧑‍💻",
    "👍🏽",
    "🇫🇷",
    "⭐",
    "1️⃣",
    "→ ←",
    "≤",
    "∞",
    "√2",
    "1.º",
    "2.ª",
    "α",
    "β",
    "Δ",
    "π",
    "²",
    "m²",
    "10 €",
    "£5",
    "¥",
    "₽",
    "№ 5",
    "20 %",
    "├──",
    "└── src",
    "│",
    "╔══╗",
    "╚═╝",
    "█▄▀",
    "▓▒░",
    "─────",
)
"""What stands in text of any language."""


def words(writing: Writing) -> st.SearchStrategy[str]:
    """Words of two letters and more in small letters, with a capital, or in capitals."""
    plain = [char for char in writing.letters if char.isascii()] or list(writing.letters)
    letters = st.one_of(
        *[st.sampled_from(plain)] * 3, st.sampled_from(writing.letters)
    )  # most letters are plain
    small = st.lists(letters, min_size=2, max_size=9).map("".join)
    shaped = st.sampled_from([str.lower, str.lower, str.capitalize, str.upper])
    return st.builds(lambda word, shape: shape(word), small, shaped)


def phrases(writing: Writing) -> st.SearchStrategy[str]:
    """Words with what a language puts around and between them."""
    quoted = st.builds(
        lambda pair, word: f"{pair[0]}{word}{pair[1]}",
        st.sampled_from(writing.quotes),
        words(writing),
    )
    token = st.builds(
        lambda word, after: word + after,
        st.one_of(words(writing), words(writing), quoted),
        st.sampled_from(writing.after),
    )
    piece = st.builds(
        lambda first, between, sign: first + between + sign,
        token,
        st.sampled_from(writing.between),
        st.one_of(token, token, st.sampled_from(SIGNS).map(lambda sign: f" {sign} ")),
    )
    return st.lists(piece, min_size=1, max_size=3).map(" ".join)


def lines() -> st.SearchStrategy[str]:
    """Lines in one language each."""
    return st.sampled_from(sorted(WRITINGS)).flatmap(lambda name: phrases(WRITINGS[name]))


def texts() -> st.SearchStrategy[str]:
    """A few lines in one language or in several."""
    return st.lists(st.one_of(lines(), lines()), min_size=1, max_size=3).map("\n".join)
