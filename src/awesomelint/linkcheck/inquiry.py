"""One run over many links: what to ask next of each, until each has its class."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from awesomelint.identity.sites import domain, host_of
from awesomelint.linkcheck.answer import Answer, FailedError, Hop
from awesomelint.linkcheck.limits import wait_asked
from awesomelint.linkcheck.requests import HostFailures, HostProbe, LinkCheck, Request
from awesomelint.linkcheck.schedule import Schedule
from awesomelint.linkcheck.store import lasting
from awesomelint.linkcheck.verdict import Verdict, judge, registered, title_of
from awesomelint.model import LinkFact, LinkState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import httpx

    from awesomelint.linkcheck.requests import Purpose
    from awesomelint.linkcheck.schedule import Bucket, Job
    from awesomelint.linkcheck.store import Store
    from awesomelint.linkcheck.transport import Transport
    from awesomelint.rules.link_settings import LinkSettings

SILENCE = frozenset({"timeout", "reset", "refused", "no-name", "dns", "tls"})
SILENT = 4
STRIKES = 6
COPIES = 100
# characters of evidence that are kept: more is no evidence but somebody's long URL
EVIDENCE = 300
_WAITS = 4


class Inquiry:
    """Asks `urls` and calls `settled` with each fact as soon as it is known."""

    def __init__(
        self,
        settings: LinkSettings,
        transport: Transport,
        store: Store,
        settled: Callable[[LinkFact], None],
        own: Callable[[str], bool] | None = None,
    ) -> None:
        self._settings = settings
        self._transport = transport
        self._store = store
        self._settled = settled
        self._own = own
        self._fronts: dict[str, HostProbe] = {}
        self._heard: set[str] = set()
        self._silent: dict[str, HostFailures] = {}
        self._under_way: Counter[str] = Counter()
        self._answered = 0
        self._unheard: list[LinkCheck] = []
        self._copies = 0
        self.requests = 0
        self.schedule = Schedule(settings, self._visit)

    async def run(self, urls: Iterable[str]) -> None:
        """Ask all of `urls`, each a valid http(s) URL without fragment."""
        for name, group in _by_size(urls):
            for url in group:
                request = Request("first", url, name, LinkCheck(url))
                self.schedule.add(request)
        await self.schedule.run()
        for check in self._unheard:
            verdict = cast("Verdict", check.again or check.first)
            self._settle(check, verdict)
        for host in self._silent.values():
            detail = f"{host.detail}, as for {host.failures} other requests to this host"
            for request in host.parked:
                verdict = judge(Answer(request.url, failure=host.kind, detail=detail))
                self._settle(cast("LinkCheck", request.check), verdict)

    def _ask(self, purpose: Purpose, url: str, check: LinkCheck | None, wait: float = 0.0) -> None:
        self.schedule.add(Request(purpose, url, domain(host_of(url)), check), wait=wait)

    async def _visit(self, job: Job) -> None:
        request = cast("Request", job)
        bucket = self.schedule.bucket(request.bucket)
        if bucket.closed:
            self._end(request, Answer(request.url, 429, request.hops, detail=bucket.closed))
            return
        if request.purpose == "first" and self._park(request):
            return
        try:
            await self._request(request, bucket)
        except Exception as error:  # noqa: BLE001 - whatever a server brought about is a fault of its URL alone
            self._give_up(request, error)

    async def _request(self, request: Request, bucket: Bucket) -> None:
        """Send `request` on its way, and do what its answer calls for."""
        wait = (
            self._settings.timeout / 3
            if request.purpose in ("again", "https")
            else self._settings.timeout
        )
        self.requests += 1
        request.asked = time.monotonic()
        netloc = _netloc(request.url)
        self._under_way[netloc] += 1
        try:
            response = await self._transport.get(request.url, request.cookies, wait=wait)
        except FailedError as error:
            self._unanswered(request, error)
            return
        finally:
            self._under_way[netloc] -= 1
        self._answered += 1
        self._hear(netloc)
        if request.purpose == "archive" or (response.location and registered(request.url)):
            self._end(
                request,
                Answer(request.url, response.status, request.hops, detail=response.location),
            )
            return
        if response.location and len(request.hops) < self._settings.max_redirects:
            self._follow(request, response.status, response.location, response.cookies)
            return
        answer = Answer(
            request.url, response.status, request.hops, response.headers, body=response.body
        )
        if response.location:
            answer = Answer(
                request.url, hops=request.hops, failure="loop", detail="too many redirects"
            )
        if response.status in (429, 503) and self._wait(request, answer):
            return
        if response.status < 400:
            bucket.answered()
        self._end(request, answer)

    def _give_up(self, request: Request, error: Exception) -> None:
        """The answer broke what reads it: nothing is said of the link, and the run goes on."""
        if request.purpose == "front":
            self._front_known(request, Answer(request.url, hops=request.hops))
        elif request.check and request.check.fact is None:
            verdict = Verdict(
                LinkState.UNKNOWN, f"the answer could not be judged ({type(error).__name__})"
            )
            self._settle(request.check, verdict)

    def _park(self, request: Request) -> bool:
        """Keep `request` back if its host failed so often that asking more would be a waste.

        The host must never have answered.

        What is under way is expected to fail too; if it does not, the host is heard and the parked
        requests go on.
        """
        netloc = _netloc(request.url)
        host = self._silent.get(netloc)
        if host is None or host.failures + self._under_way[netloc] < SILENT:
            return False
        host.parked.append(request)
        return True

    def _unanswered(self, request: Request, error: FailedError) -> None:
        netloc = _netloc(request.url)
        if error.kind in SILENCE and netloc not in self._heard:
            host = self._silent.setdefault(netloc, HostFailures())
            host.failures += 1
            host.kind, host.detail = error.kind, error.detail
        elif error.kind not in SILENCE:
            self._hear(netloc)
        self._end(
            request, Answer(request.url, hops=request.hops, failure=error.kind, detail=error.detail)
        )

    def _hear(self, netloc: str) -> None:
        """Something came from this host; whoever waited for a sign of it goes on."""
        self._heard.add(netloc)
        if host := self._silent.pop(netloc, None):
            for parked in host.parked:
                self.schedule.add(parked)

    def _follow(
        self, request: Request, status: int, location: str, cookies: httpx.Cookies | None
    ) -> None:
        hop = Hop(request.url, status, location)
        fresh = len(cookies.jar) if cookies is not None else 0
        held = len(request.cookies.jar) if request.cookies is not None else 0
        target = location.partition("#")[0]
        if fresh == held and target in {request.url, *(past.url for past in request.hops)}:
            detail = "redirects in a circle"
            self._end(
                request, Answer(request.url, hops=request.hops, failure="loop", detail=detail)
            )
            return
        bucket = domain(host_of(target))
        if self._own and not self._own(bucket):
            self._hand_over(request, status)
            return
        request.hops = (*request.hops, hop)
        request.url = target
        request.bucket = bucket
        request.cookies = cookies
        self.schedule.add(request, first=True)

    def _hand_over(self, request: Request, status: int) -> None:
        """The redirect leads to a domain that another process asks: here, nothing more is."""
        if request.check:
            request.check.elsewhere = True
        self._end(request, Answer(request.url, status, request.hops))

    def _wait(self, request: Request, answer: Answer) -> bool:
        """Let the domain rest as it asks to; False if the answer is to be taken as it is."""
        bucket = self.schedule.bucket(request.bucket)
        asked = wait_asked(answer.headers, time.time())
        if asked is None and answer.status == 503:
            return False
        if request.waits >= _WAITS:
            return False
        if bucket.strikes >= STRIKES:
            self.schedule.close(bucket, "asks to wait again and again")
            return False
        pause = min(2.0**request.waits, self._settings.max_wait) if asked is None else asked
        if pause > self._settings.max_wait:
            if answer.status == 429:
                self.schedule.close(bucket, f"asks to wait {pause:.0f} s")
            return False
        request.waits += 1
        bucket.rest(pause)
        self.schedule.add(request, first=True)
        return True

    def _end(self, request: Request, answer: Answer) -> None:
        """The last response to a request is there."""
        if request.purpose == "front":
            self._front_known(request, answer)
            return
        check = cast("LinkCheck", request.check)
        if check.elsewhere:
            return
        if request.purpose == "archive":
            self._archived(check, answer)
            return
        verdict = judge(answer)
        match request.purpose:
            case "first":
                self._first(check, answer, verdict, time.monotonic() - request.asked)
            case "again":
                check.again = verdict
                self._less(check)
            case _:
                self._secure(check, answer)

    def _first(self, check: LinkCheck, answer: Answer, verdict: Verdict, took: float) -> None:
        check.first, check.answer = verdict, answer
        match verdict.state:
            case LinkState.DEAD:
                self._confirm(check, answer)
            case state if state.failed:
                check.missing = 1
                # a silent host has had its time already
                self._ask("again", check.url, check, max(self._settings.second_look - took, 0.01))
                if 400 <= answer.status < 500:
                    self._ask_front(check, answer)
            case LinkState.OK if self._settings.probe_https and _plain_http(answer):
                check.missing = 1
                self._ask("https", f"https{check.url[4:]}", check)
            case _:
                self._settle(check, verdict)

    def _confirm(self, check: LinkCheck, answer: Answer) -> None:
        """Dead takes a second answer, later or in an earlier run, from a host with a front page."""
        past = self._store.history(check.url)
        if (
            past
            and past.state == LinkState.DEAD
            and self._settings.second_look <= time.time() - past.checked < 30 * 86_400
        ):
            check.again = check.first
        else:
            check.missing += 1
            self._ask("again", check.url, check, self._settings.second_look)
        self._ask_front(check, answer)
        if not check.missing:
            self._conclude(check)

    def _ask_front(self, check: LinkCheck, answer: Answer) -> None:
        parts = urlsplit(answer.url)
        if parts.path in ("", "/") and not parts.query:
            return
        url = f"{parts.scheme}://{parts.netloc}/"
        front = self._fronts.get(url)
        if front is None:
            front = self._fronts[url] = HostProbe()
            self._ask("front", url, None)
        if front.status is not None:
            check.front = front.status
            return
        front.waiting.append(check)
        check.missing += 1

    def _front_known(self, request: Request, answer: Answer) -> None:
        asked = request.hops[0].url if request.hops else request.url
        front = self._fronts[asked]
        front.status = answer.status
        for check in front.waiting:
            check.front = answer.status
            self._less(check)
        front.waiting.clear()

    def _less(self, check: LinkCheck) -> None:
        check.missing -= 1
        is_known = check.missing or check.elsewhere
        if not is_known and check.fact is None:
            self._conclude(check)

    def _conclude(self, check: LinkCheck) -> None:
        """Both looks, and the front page where it matters, are there."""
        answer, first, again = (
            cast("Answer", check.answer),
            cast("Verdict", check.first),
            cast("Verdict", check.again),
        )
        if again.state is not LinkState.DEAD and not again.state.failed:
            self._settle(check, again)
        elif check.front is not None and check.front == answer.status:
            self._settle(
                check,
                Verdict(LinkState.BLOCKED, f"the host's front page answers {check.front} too"),
            )
        elif first.state == LinkState.DEAD and again.state == LinkState.DEAD:
            self._settle(check, Verdict(LinkState.DEAD, f"{first.evidence} twice"))
        elif again.state.failed and not self._answered:
            self._unheard.append(check)
        else:
            worst = (
                again
                if again.state.failed
                else Verdict(LinkState.SUSPECT, f"{first.evidence}, then {again.evidence}")
            )
            self._settle(check, worst)

    def _secure(self, check: LinkCheck, answer: Answer) -> None:
        """The same page by https: same path at the end, and no other title."""
        verdict, plain = judge(answer), cast("Answer", check.answer)
        same = urlsplit(plain.url)._replace(scheme="https") == urlsplit(answer.url)._replace(
            scheme="https"
        )
        if verdict.state == LinkState.OK and same and title_of(plain) == title_of(answer):
            verdict = Verdict(
                LinkState.HTTPS_UPGRADE,
                "https gives the same page",
                f"https{check.url[4:]}",
                permanent=True,
            )
            self._settle(check, verdict)
        else:
            self._settle(check, cast("Verdict", check.first))

    def _settle(self, check: LinkCheck, verdict: Verdict) -> None:
        status = check.answer.status if check.answer else 0
        fact = LinkFact(
            check.url,
            verdict.state,
            verdict.evidence[:EVIDENCE],
            status,
            verdict.location,
            verdict.permanent,
            checked=time.time(),
        )
        if verdict.state.failed and not self._answered:
            fact = replace(
                fact, state=LinkState.UNKNOWN, evidence="no host answered: is there a network?"
            )
        elif verdict.state.noted:
            history = self._store.record(fact)
            if verdict.state.failed and lasting(history):
                days = (history.last_failure - history.first_failure) / 86_400
                words = f"{verdict.evidence}; failed {history.failures} times over {days:.0f} days"
                fact = replace(fact, state=LinkState.DEAD, evidence=words)
        check.fact = fact
        self._settled(fact)
        if (
            fact.state in (LinkState.DEAD, LinkState.SOFT_DEAD)
            and self._settings.archive
            and self._copies < COPIES
        ):
            self._copies += 1
            self._ask("archive", f"{self._settings.archive}{check.url}", check)

    def _archived(self, check: LinkCheck, answer: Answer) -> None:
        """The archive sends to the last copy that it has, if it has one."""
        if answer.status in (301, 302, 307) and answer.detail and check.fact:
            self._settled(replace(check.fact, suggestion=answer.detail))


def _netloc(url: str) -> str:
    return url.partition("//")[2].partition("/")[0]


def _plain_http(answer: Answer) -> bool:
    parts = urlsplit(answer.url)
    return parts.scheme == "http" and parts.port in (None, 80) and not answer.hops


def _by_size(urls: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Links by their domains; those that have most come first."""
    buckets: dict[str, list[str]] = {}
    for url in urls:
        buckets.setdefault(domain(host_of(url)), []).append(url)
    return sorted(buckets.items(), key=lambda item: len(item[1]), reverse=True)
