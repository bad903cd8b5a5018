"""What URLs and ids name."""

from __future__ import annotations

import os
from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awesomelint.identity import identify
from awesomelint.identity.arxiv import in_future


def spelt(text: str) -> str:
    found = identify(text)
    return "-" if found is None else str(found)


# made up after the examples of ANSI/NISO Z39.56
SICI = "(SICI)1099-1565(199611)7:6<321::AID-PCA325>3.0.CO;2-X"
HASH = "3f5ee243547dee91fbd053c1c4a845aa"  # of a paper on proceedings.neurips.cc
RESNET = "He_Deep_Residual_Learning_CVPR_2016"

CASES = {
    # one paper, many ways
    "https://arxiv.org/abs/1706.03762": "arxiv:1706.03762",
    "http://arxiv.org/pdf/1706.03762v7": "arxiv:1706.03762@v7",
    "https://arxiv.org/pdf/1706.03762V5.pdf": "arxiv:1706.03762@v5",
    "https://arxiv.org/e-print/1706.03762": "arxiv:1706.03762",
    "https://de.arxiv.org/abs/1706.03762": "arxiv:1706.03762",
    "https://128.84.21.199/pdf/1706.03762": "arxiv:1706.03762",
    "https://arxiv.org/abs/cs.CL/0506001": "arxiv:cs/0506001",
    "https://arxiv.org/abs/cond-mat.mes-hall/0309136v2": "arxiv:cond-mat/0309136@v2",
    "https://arxiv.org/abs/cs/1706.03762": "arxiv:1706.03762",
    "https://arxiv.org/ftp/hep-th/papers/9901/9901001.pdf": "arxiv:hep-th/9901001",
    "https://papers.cool/arxiv/1706.03762": "arxiv:1706.03762",
    "https://www.semanticscholar.org/arxiv/1706.03762": "arxiv:1706.03762",
    "https://dblp.uni-trier.de/rec/journals/corr/abs-1706-03762.bib": "arxiv:1706.03762",
    "https://dx.doi.org/10.48550%2FarXiv.1706.03762": "arxiv:1706.03762",
    "arXiv preprint arXiv:1706.03762": "arxiv:1706.03762",
    "1706.03762": "arxiv:1706.03762",
    "hep-th/9901001": "arxiv:hep-th/9901001",
    "https://arxiv.org/abs/1706.03762论文": "arxiv:1706.03762",
    "https://arxiv.org/abs/1706.03762](https://arxiv.org/abs/1706.03762": "arxiv:1706.03762",
    # what cannot be
    "https://arxiv.org/abs/0703.1234": "!arxiv-invalid(epoch):0703.1234",
    "https://arxiv.org/abs/hep-th/0704001": "!arxiv-invalid(epoch):hep-th/0704001",
    "https://arxiv.org/abs/math/0313001": "!arxiv-invalid(month):math/0313001",
    "https://arxiv.org/abs/math/0309000": "!arxiv-invalid(seq-zero):math/0309000",
    "https://arxiv.org/abs/stat/0309136": "!arxiv-invalid(archive):stat/0309136",
    "https://arxiv.org/pdf/2310.0374": "!arxiv-invalid(seq-length):2310.0374",
    "https://arxiv.org/pdf/2310.037.pdf": "!arxiv-invalid(syntax):2310.037",
    "https://huggingface.co/papers/2313.01234": "!arxiv-invalid(month):2313.01234",
    # pages of arXiv that are no papers
    "https://arxiv.org/": "url:arxiv.org",
    "https://arxiv.org/list/cs.CL/recent": "url:arxiv.org/list/cs.CL/recent",
    "https://arxiv.org/a/bengio_y_1": "url:arxiv.org/a/bengio_y_1",
    "https://www.alphaxiv.org/abs/2608.glm-5": "url:alphaxiv.org/abs/2608.glm-5",
    "https://huggingface.co/papers/trending": "url:huggingface.co/papers/trending",
    # other registries
    "10.1038/nature14539": "doi:10.1038/nature14539",
    "https://doi.org/10.1016/0010-0277(96)81413-X).": "doi:10.1016/0010-0277(96)81413-x",
    "https://dl.acm.org/doi/pdf/10.1145/3292500.3330701": "doi:10.1145/3292500.3330701",
    "https://link.springer.com/article/10.1007/s11263-015-0816-y": "doi:10.1007/s11263-015-0816-y",
    "https://link.springer.com/content/pdf/10.1007/s11263-015-0816-y.pdf": (
        "doi:10.1007/s11263-015-0816-y"
    ),
    "https://www.biorxiv.org/content/10.1101/2020.03.22.002386v3.full.pdf": (
        "doi:10.1101/2020.03.22.002386@v3"
    ),
    "https://www.nature.com/articles/nature14539": "doi:10.1038/nature14539",
    "https://www.aclweb.org/anthology/P18-1007/": "acl:P18-1007",
    "https://aclanthology.org/P18-1007.pdf": "acl:P18-1007",
    "https://aclanthology.org/volumes/2023.acl-long/": "url:aclanthology.org/volumes/2023.acl-long",
    "https://www.aclweb.org/anthology/D/D18/D18-1002v2.pdf": "acl:D18-1002@v2",
    f"https://proceedings.neurips.cc/paper_files/paper/2017/file/{HASH}-Paper.pdf": (
        f"neurips:2017/{HASH}"
    ),
    "https://papers.nips.cc/paper/7181-attention-is-all-you-need.pdf": "neurips:7181",
    "http://proceedings.mlr.press/v139/radford21a.html": "pmlr:v139/radford21a",
    "https://proceedings.mlr.press/v139/radford21a/radford21a.pdf": "pmlr:v139/radford21a",
    "https://proceedings.mlr.press/v139/": "url:proceedings.mlr.press/v139",
    "https://raw.githubusercontent.com/mlresearch/v235/main/assets/jin24d/jin24d.pdf": (
        "pmlr:v235/jin24d"
    ),
    "http://jmlr.org/proceedings/papers/v37/ioffe15.html": "pmlr:v37/ioffe15",
    f"https://www.cv-foundation.org/openaccess/content_cvpr_2016/papers/{RESNET}_paper.pdf": (
        "cvf:he_deep_residual_learning_cvpr_2016"
    ),
    "https://jmlr.org/papers/v21/20-074.html": "jmlr:v21/20-074",
    "https://www.jmlr.org/papers/volume21/20-074/20-074.pdf": "jmlr:v21/20-074",
    "https://ieeexplore.ieee.org/document/8099678/": "ieee:8099678",
    "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=8099678": "ieee:8099678",
    "https://ieeexplore.ieee.org/iel7/97/4358086/08099678.pdf": "ieee:8099678",
    "https://www.ijcai.org/proceedings/2019/0123.pdf": "ijcai:2019/123",
    "https://www.ijcai.org/Proceedings/2019/123": "ijcai:2019/123",
    "https://www.ecva.net/papers/eccv_2020/papers_ECCV/html/4_ECCV_2020_paper.php": (
        "ecva:eccv_2020/4"
    ),
    # whole, or not at all
    **{
        shape.format(SICI): f"doi:10.1002/{SICI}".lower()
        for shape in (
            "https://doi.org/10.1002/{}",
            "DOI: 10.1002/{}.",
            "(doi:10.1002/{})",
            "10.1002/{}",
            "https://onlinelibrary.wiley.com/doi/10.1002/{}/abstract;jsessionid=0A1.f04t02",
        )
    },
    f"https://doi.org/10.1002/{quote(SICI)}": f"doi:10.1002/{SICI}".lower(),
    f"https://onlinelibrary.wiley.com/doi/abs/10.1002/{quote(SICI, safe='')}": (
        f"doi:10.1002/{SICI}".lower()
    ),
    f"https://doi.org/10.1002/{escape(SICI)}": f"doi:10.1002/{SICI}".lower(),
    f"https://doi.org/10.1002/{quote(SICI[:-1])}#": f"doi:10.1002/{SICI[:-1]}#".lower(),
    f"https://doi.org/10.1002/{SICI.partition('<')[0]}": (
        f"url:doi.org/10.1002/{SICI.partition('<')[0]}"
    ),
    f"https://doi.org/10.1002/{quote(quote(SICI))}": f"url:doi.org/10.1002/{quote(quote(SICI))}",
    "https://doi.org/10.1175/1520-0442(1997)010<0017:AIOTWS>2.0.CO;2": (
        "doi:10.1175/1520-0442(1997)010<0017:aiotws>2.0.co;2"
    ),
    "https://doi.org/10.1175/1520-0442(1997)010": "url:doi.org/10.1175/1520-0442(1997)010",
    "https://doi.org/10.1641/0006-3568(2003)053[0021:AOTT]2.0.CO;2": (
        "doi:10.1641/0006-3568(2003)053[0021:aott]2.0.co;2"
    ),
    "https://doi.org/10.1016/S0010-0277(04)00012-7": "doi:10.1016/s0010-0277(04)00012-7",
    "https://doi.org/10.1155/2014/123456": "doi:10.1155/2014/123456",
    "https://onlinelibrary.wiley.com/doi/full/10.1155/2014/123456": "doi:10.1155/2014/123456",
    "https://doi.org/10.1234.5/abc": "doi:10.1234.5/abc",
    "https://doi.org/https://doi.org/10.1234/abc": "doi:10.1234/abc",
    "https://doi.org/http://dx.doi.org/10.1234/abc": "doi:10.1234/abc",
    "https://doi.org/doi:10.1234/abc": "doi:10.1234/abc",
    "https://doi.org/10.1234/a//b": "doi:10.1234/a//b",
    "https://doi.org/10.1234/abc.s001": "doi:10.1234/abc.s001",
    "https://doi.org/10.1234/abc.pdf": "doi:10.1234/abc.pdf",
    "https://doi.org/10.1234/abc%20def": "url:doi.org/10.1234/abc%20def",
    "https://doi.org/10.1234/abc?edition=2": "url:doi.org/10.1234/abc?edition=2",
    "https://doi.org/10.1234/abc?utm_source=list": "doi:10.1234/abc",
    "https://doi.org/10.1234/abc论文": "url:doi.org/10.1234/abc%E8%AE%BA%E6%96%87",
    "https://link.springer.com/protocol/10.1007/978-1-0716-0000-2_3": (
        "doi:10.1007/978-1-0716-0000-2_3"
    ),
    "https://link.springer.com/article/10.1007/s00000-011-0001-2/figures/3": (
        "url:link.springer.com/article/10.1007/s00000-011-0001-2/figures/3"
    ),
    "https://www.biorxiv.org/content/10.1101/2021.01.02.425006v2.supplementary-material": (
        "url:biorxiv.org/content/10.1101/2021.01.02.425006v2.supplementary-material"
    ),
    "https://direct.mit.edu/tacl/article/doi/10.1162/tacl_a_00123/96000/Any-Title": (
        "doi:10.1162/tacl_a_00123"
    ),
    "https://pubs.acs.org/doi/suppl/10.1021/a.1c/suppl_file/b.pdf": (
        "url:pubs.acs.org/doi/suppl/10.1021/a.1c/suppl_file/b.pdf"
    ),
    "https://www.nature.com/articles/nature14539/figures/2": (
        "url:nature.com/articles/nature14539/figures/2"
    ),
    "https://arxiv.org/abs/1706.03762,1706.03763": "url:arxiv.org/abs/1706.03762,1706.03763",
    "https://arxiv.org/abs/1706.03762&sa=D": "url:arxiv.org/abs/1706.03762&sa=D",
    "https://arxiv.org/abs/1706.0376%32": "arxiv:1706.03762",
    "https://arxiv.org/abs/hep-th%2F9901001": "arxiv:hep-th/9901001",
    "https://arxiv.org//abs/1706.03762": "arxiv:1706.03762",
    "https://openreview.net/attachment?id=ab-C_1&name=supplementary_material": (
        "url:openreview.net/attachment?id=ab-C_1&name=supplementary_material"
    ),
    "https://aclanthology.org/P18-1007.Poster.pdf": "url:aclanthology.org/P18-1007.Poster.pdf",
    "https://proceedings.mlr.press/v139/radford21a/radford21a-supp.zip": (
        "url:proceedings.mlr.press/v139/radford21a/radford21a-supp.zip"
    ),
    f"https://proceedings.neurips.cc/paper/2017/file/{HASH}-Supplemental.pdf": (
        f"url:proceedings.neurips.cc/paper/2017/file/{HASH}-Supplemental.pdf"
    ),
    "https://jmlr.org/papers/volume21/20-074/appendix.pdf": (
        "url:jmlr.org/papers/volume21/20-074/appendix.pdf"
    ),
    "https://github.com/psf/requests?tab=Apache-2.0-1-ov-file": (
        "github:psf/requests?tab=Apache-2.0-1-ov-file"
    ),
    "https://huggingface.co/datasets/a/b/viewer?config=c": "huggingface:datasets/a/b?config=c",
    "https://pypi.org/project/ab%63/": "url:pypi.org/project/ab%63",
    "https://search.example.org/?q=%D6%D0": "url:search.example.org/?q=%D6%D0",
    # code
    "https://github.com/psf/requests/tree/master": "github:psf/requests",
    "https://github.com/psf/requests/blob/HEAD/readme.rst": "github:psf/requests",
    "https://github.com/psf/requests#installation": "github:psf/requests#installation",
    "git+https://github.com/psf/requests.git": "github:psf/requests",
    "ssh://git@github.com/psf/requests.git": "github:psf/requests",
    "https://github.com/sponsors/psf": "url:github.com/sponsors/psf",
    "https://github.com/showcases/machine-learning": "url:github.com/showcases/machine-learning",
    "https://github.com/ai/nanoid": "github:ai/nanoid",  # a page of Gitee, an owner on GitHub
    "https://gitee.com/ai/models": "url:gitee.com/ai/models",
    "https://gitlab.com/Group/sub/project/-/tree/main": "gitlab:group/sub/project",
    "https://gitlab.com/group/project/-/issues/3": "gitlab:group/project/-/issues/3",
    "https://gitee.com/MindSpore/mindspore": "gitee:mindspore/mindspore",
    "https://huggingface.co/meta-llama/Llama-2-7b/tree/main": "huggingface:meta-llama/Llama-2-7b",
    "https://huggingface.co/datasets/squad": "huggingface:datasets/squad",
    "https://huggingface.co/spaces/lmsys/chatbot-arena": "huggingface:spaces/lmsys/chatbot-arena",
    "https://huggingface.co/docs/transformers": "url:huggingface.co/docs/transformers",
    "https://pypi.org/project/Ruamel.yaml_Clib/": "pypi:ruamel-yaml-clib",
    "https://www.npmjs.com/package/@Babel/core": "npm:@babel/core",
    # videos and posts
    "https://www.youtube.com/playlist?list=PLblh5JKOoLUIzaEkCLIUxQFjPIlapw8nU": (
        "youtube-list:PLblh5JKOoLUIzaEkCLIUxQFjPIlapw8nU"
    ),
    "https://youtube.com/shorts/dQw4w9WgXcQ": "youtube:dQw4w9WgXcQ",
    "https://www.bilibili.com/video/av170001": "bilibili:av170001",
    "https://www.zhihu.com/question/123": "zhihu:question/123",
    "https://www.zhihu.com/people/someone": "url:zhihu.com/people/someone",
    # the rest
    "HTTPS://WWW.Example.COM:443/Path/?b=2&utm_medium=x#:~:text=a": "url:example.com/Path?b=2",
    "https://example.com": "url:example.com",
    "https://example.com:8080/": "url:example.com:8080",
    "https://zh.wikipedia.org/wiki/梦境（电影）": (
        "url:zh.wikipedia.org/wiki/%E6%A2%A6%E5%A2%83%EF%BC%88%E7%94%B5%E5%BD%B1%EF%BC%89"
    ),
    "https://en.wikipedia.org/wiki/Boosting_(machine_learning))": (
        "url:en.wikipedia.org/wiki/Boosting_(machine_learning)"
    ),
    "https://web.archive.org/web/2020/http://example.com/": "url:web.archive.org/web/2020/http://example.com",
    # nothing
    "": "-",
    "docs/README.md": "-",
    "#papers": "-",
    "mailto:someone@example.com": "-",
    "2313.01234": "-",
    "version 2310.03744": "-",
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_cases(text: str, expected: str) -> None:
    assert spelt(text) == expected


def vectors() -> list[tuple[str, str]]:
    folder = os.environ.get("AWESOMELINT_CORPUS")
    if not folder:
        return []
    rows = (Path(folder) / "identity/vectors.tsv").read_text(encoding="utf-8").split("\n")[1:]
    return [(row.partition("\t")[0], row.partition("\t")[2]) for row in rows if row]


@pytest.mark.skipif(
    not vectors(), reason="AWESOMELINT_CORPUS names no folder with identity/vectors.tsv"
)
def test_shared_vectors() -> None:
    assert {text: spelt(text) for text, _ in vectors()} == dict(vectors())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://arxiv.org/abs/2301.12597", "https://arxiv.org/abs/1301.1259"),
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "https://www.youtube.com/watch?v=dqw4w9WgXcQ",
        ),
        (
            "https://openreview.net/forum?id=BZ5a1r-kVsf",
            "https://openreview.net/forum?id=bZ5a1r-kVsf",
        ),
        ("https://github.com/a/b/issues/1", "https://github.com/a/b/issues/2"),
        ("https://www.zhihu.com/question/123", "https://www.zhihu.com/answer/123"),
        (
            "https://www.bilibili.com/video/BV1Wv411h7kN?p=3",
            "https://www.bilibili.com/video/BV1Wv411h7kN?p=1",
        ),
    ],
)
def test_what_differs_stays_apart(one: str, other: str) -> None:
    assert identify(one) != identify(other)


@pytest.mark.parametrize(
    ("today", "future"),
    [
        (date(2026, 11, 23), False),
        (date(2026, 10, 31), False),
        (date(2026, 10, 30), True),
        (date(2025, 12, 31), True),
    ],
)
def test_a_month_that_has_not_begun(today: date, future: bool) -> None:
    found = identify("https://arxiv.org/abs/2611.00001")
    assert found
    assert in_future(found, today) is future
    dated = identify("https://arxiv.org/abs/2611.00001v2", today)
    assert str(dated) == ("!arxiv-invalid(future):2611.00001" if future else "arxiv:2611.00001@v2")


@given(st.text(st.characters() | st.characters(categories=["Cs"])))
@settings(max_examples=300, deadline=None)
def test_any_text_is_judged(text: str) -> None:
    for prefix in (
        "",
        "https://arxiv.org/abs/",
        "https://github.com/",
        "http://",
        "doi:",
        "https://youtu.be/",
    ):
        identify(prefix + text)


@given(st.from_regex(r"\A[a-z0-9]([a-z0-9()<>;:./_-]{0,20}[a-z0-9])?\Z"))
@settings(max_examples=300, deadline=None)
def test_a_doi_is_whole_or_none(suffix: str) -> None:
    """A DOI in an escaped URL has all letters and digits of the path, or is no DOI."""
    written = f"10.1234/{suffix}"
    for path in (quote(written), quote(written, safe="/()"), quote(written, safe="")):
        found = identify(f"https://doi.org/{path}")
        assert found
        assert found.scheme == "url" or found.id == written


@given(st.from_regex(r"\A[0-9]{2}(0[1-9]|1[0-2])\.[0-9]{4}[1-9]\Z"))
@settings(max_examples=100, deadline=None)
def test_every_shape_of_one_id_is_one_paper(bare: str) -> None:
    number = (
        f"{bare[:4]}.{bare[5:]}"
        if int(bare[:4]) >= 1501
        else f"{max(int(bare[:4]), 704):04}.{bare[6:]}"
    )
    shapes = (
        "https://arxiv.org/abs/{}", "http://www.arxiv.org/pdf/{}.pdf",
        "https://ar5iv.org/abs/{}", "arXiv:{}", "{}",
        "https://doi.org/10.48550/arXiv.{}", "https://huggingface.co/papers/{}", "https://arxiv.org/pdf/{}#page=2",
    )  # fmt: skip
    assert {spelt(shape.format(number)) for shape in shapes} == {f"arxiv:{number}"}
