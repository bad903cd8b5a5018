"""URL parameters that only tell a site where its visitors come from: removing them changes no page.

Each is documented by whoever sets it; a parameter that is not here is never touched. Sources:
Google Analytics and Ads (https://support.google.com/analytics/answer/10917952), Meta
(https://developers.facebook.com/docs/marketing-api/conversions-api/parameters/fbp-and-fbc),
Microsoft Advertising (https://help.ads.microsoft.com), Yandex (https://yandex.com/support/direct),
Mailchimp (https://mailchimp.com/developer), HubSpot (https://knowledge.hubspot.com), Matomo
(https://matomo.org/faq/tracking-campaigns), Adobe Marketo (https://experienceleague.adobe.com).
Those of single sites are what their own "share" buttons add, seen by sharing; ClearURLs names most
of them too.
"""

from __future__ import annotations

# What names a campaign was written by whoever placed the link, who may count on it: a sponsor, or
# the list itself.
CAMPAIGNS = (
    "utm_",
    "mtm_",
    "matomo_",
    "pk_campaign",
    "pk_kwd",
    "pk_source",
    "pk_medium",
    "pk_content",
    "hsa_",
    "mc_cid",
)
# What the software of ad networks, mailers and share buttons adds to each click, without anybody's
# asking.
CLICKS = frozenset(
    """gclid gclsrc dclid wbraid gbraid _ga _gl fbclid msclkid yclid ysclid _openstat twclid ttclid
    li_fat_id
    mc_eid _hsenc _hsmi __hstc __hssc __hsfp hsctatracking mkt_tok igshid igsh""".split()  # noqa: SIM905 - a word list
)
_BILIBILI = (
    "vd_source spm_id_from from_spmid share_source share_medium share_plat share_tag "
    "share_session_id"
)
_SHARED = f"{_BILIBILI} share_from bbid unique_k timestamp seid buvid plat_id from_source"
BY_HOST: dict[str, frozenset[str]] = {
    "youtube.com": frozenset({"si", "feature", "pp", "ab_channel"}),
    "youtu.be": frozenset({"si", "feature"}),
    "bilibili.com": frozenset(_SHARED.split()),
    "b23.tv": frozenset(_SHARED.split()),
    "twitter.com": frozenset({"ref_src", "ref_url", "cxt"}),
    "x.com": frozenset({"ref_src", "ref_url", "cxt"}),
    "medium.com": frozenset({"source", "sk_source"}),
    "open.spotify.com": frozenset({"si"}),
    "zhihu.com": frozenset({"share_code"}),
    "mp.weixin.qq.com": frozenset(
        """chksm scene sessionid subscene clicktime enterid ascene devicetype nettype lang
        exportkey pass_ticket wx_header mpshare srcid sharer_shareinfo sharer_shareinfo_first
        sharer_sharetime sharer_shareid from
        isappinstalled poc_token""".split()  # noqa: SIM905 - a word list
    ),
    "csdn.net": frozenset({"spm", "ops_request_misc", "request_id", "biz_id"}),
    "juejin.cn": frozenset({"share_token"}),
    "aliyun.com": frozenset({"spm", "scm"}),
    "taobao.com": frozenset({"spm", "scm"}),
    "linkedin.com": frozenset({"trk", "trackingid", "lipi"}),
}


def of_host(host: str) -> frozenset[str]:
    """The parameters that only track on `host`, beside those that do so everywhere.

    The host is in lower case, without `www.`.
    """
    while host:
        if host in BY_HOST:
            return BY_HOST[host]
        host = host.partition(".")[2]
    return frozenset()


def is_tracker(name: str, host: str) -> bool:
    """Whether the parameter `name` only tracks, on `host`."""
    name = name.lower()
    return name in CLICKS or name.startswith(CAMPAIGNS) or name in of_host(host)


def is_campaign(name: str) -> bool:
    """Whether a tracking parameter names a campaign, which may be there on purpose."""
    return name.lower().startswith(CAMPAIGNS)
