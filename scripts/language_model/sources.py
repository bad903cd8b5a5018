"""Where the language models come from: named packages, each with its licence, and the text in them by language."""

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
    """A package of a registry (pip, npm, apt) that holds text; `language` is empty where paths tell it."""

    registry: str
    name: str
    licence: str
    language: str = ""


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
    Package("sdist", "nonebot2==2.5.0", "MIT", "zh"),
    Package("sdist", "opencompass==0.5.4", "Apache-2.0", "zh"),
    Package("sdist", "WeRoBot==1.13.1", "MIT", "zh"),
    Package("sdist", "vnpy==4.5.0", "MIT", "zh"),
    Package("sdist", "wechatpy==1.8.18", "MIT", "zh"),
    Package("sdist", "modelscope==1.40.2", "Apache-2.0", "zh"),
    Package("sdist", "ms-swift==4.6.0", "Apache-2.0", "zh"),
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
_SEGMENTS = {
    "zh": re.compile(rf'[^"\n\\]*[{_HAN}][^"\n\\]*'),
    "zh-hant": re.compile(rf'[^"\n\\]*[{_HAN}][^"\n\\]*'),
    "ja": re.compile(rf'[^"\n\\]*[{_HAN}\u3040-\u30ff][^"\n\\]*'),
    "ko": re.compile(r'[^"\n\\]*[\uac00-\ud7a3][^"\n\\]*'),
}
_FOREIGN = re.compile("[\u3040-\u30ff\uac00-\ud7a3]")
_READABLE = re.compile(r"\.(json|po|js|md|rst|txt|py|html)$")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_INLINE = re.compile(
    r"</?(a|b|i|em|strong|code|span|tt|kbd|var|q|sup|sub|font|u|small|literal|emph|input|item)\b[^>]*>", re.IGNORECASE
)
_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def fetch(package: Package, folder: Path) -> Path:
    """The package in `folder`, downloaded through the registry's own client unless it is there; apt's unpacked."""
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
        language = package.language or next((lang for pattern, lang in LOCALES if re.search(pattern, name)), "")
        if not language or not _READABLE.search(name):
            continue
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            continue
        for match in _SEGMENTS[language].finditer(_plain(name, text)):
            found = match[0].strip()
            if not (language.startswith("zh") and _FOREIGN.search(found)):
                yield language, found


def _plain(name: str, text: str) -> str:
    if name.endswith(".html"):
        joined = _INLINE.sub("", re.sub(r"\s+", " ", text))
        return html.unescape(_TAG.sub("\n", joined)).replace('"', "”")
    if name.endswith((".json", ".js")):
        return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text
