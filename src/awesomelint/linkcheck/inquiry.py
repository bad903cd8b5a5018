"""One run over many links: what to ask next of each, until each has its class."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from awesomelint.identity.sites import domain, host_of
from awesomelint.linkcheck.answer import Answer, FailedError, Hop
from awesomelint.linkcheck.cases import Case, Front, Silence, Visit
from awesomelint.linkcheck.limits import wait_asked
from awesomelint.linkcheck.schedule import Schedule
from awesomelint.linkcheck.store import lasting
from awesomelint.linkcheck.verdict import Verdict, judge, registered, title_of
from awesomelint.model import LinkFact, LinkState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import httpx

    from awesomelint.linkcheck.cases import Purpose
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
    ) -> None:
        self._settings = settings
        self._transport = transport
        self._store = store
        self._settled = settled
        self._fronts: dict[str, Front] = {}
        self._heard: set[str] = set()
        self._silent: dict[str, Silence] = {}
        self._under_way: Counter[str] = Counter()
        self._answered = 0
        self._unheard: list[Case] = []
        self._copies = 0
        self.requests = 0
        self.schedule = Schedule(settings, self._visit)

    async def run(self, urls: Iterable[str]) -> None:
        """Ask all of `urls`, each a valid http(s) URL without fragment."""
        for name, group in _by_size(urls):
            for url in group:
                self.schedule.add(Visit("first", url, name, Case(url)))
        await self.schedule.run()
        for case in self._unheard:
            self._settle(case, cast("Verdict", case.again or case.first))
        for silence in self._silent.values():
            detail = f"{silence.detail}, as for {silence.failures} other requests to this host"
            for visit in silence.parked:
                verdict = judge(Answer(visit.url, failure=silence.kind, detail=detail))
                self._settle(cast("Case", visit.case), verdict)

    def _ask(self, purpose: Purpose, url: str, case: Case | None, wait: float = 0.0) -> None:
        self.schedule.add(Visit(purpose, url, domain(host_of(url)), case), wait=wait)

    async def _visit(self, job: Job) -> None:
        visit = cast("Visit", job)
        bucket = self.schedule.bucket(visit.bucket)
        if bucket.closed:
            self._end(visit, Answer(visit.url, 429, visit.hops, detail=bucket.closed))
            return
        if visit.purpose == "first" and self._park(visit):
            return
        try:
            await self._request(visit, bucket)
        except Exception as error:  # noqa: BLE001 - whatever a server brought about is a fault of its URL alone
            self._give_up(visit, error)

    async def _request(self, visit: Visit, bucket: Bucket) -> None:
        """Send the next request of `visit`, and do what its answer calls for."""
        wait = (
            self._settings.timeout / 3
            if visit.purpose in ("again", "https")
            else self._settings.timeout
        )
        self.requests += 1
        visit.asked = time.monotonic()
        netloc = _netloc(visit.url)
        self._under_way[netloc] += 1
        try:
            response = await self._transport.get(visit.url, visit.cookies, wait=wait)
        except FailedError as error:
            self._unanswered(visit, error)
            return
        finally:
            self._under_way[netloc] -= 1
        self._answered += 1
        self._hear(netloc)
        if visit.purpose == "archive" or (response.location and registered(visit.url)):
            self._end(
                visit, Answer(visit.url, response.status, visit.hops, detail=response.location)
            )
            return
        if response.location and len(visit.hops) < self._settings.max_redirects:
            self._follow(visit, response.status, response.location, response.cookies)
            return
        answer = Answer(
            visit.url, response.status, visit.hops, response.headers, body=response.body
        )
        if response.location:
            answer = Answer(visit.url, hops=visit.hops, failure="loop", detail="too many redirects")
        if response.status in (429, 503) and self._wait(visit, answer):
            return
        if response.status < 400:
            bucket.answered()
        self._end(visit, answer)

    def _give_up(self, visit: Visit, error: Exception) -> None:
        """The answer broke what reads it: nothing is said of the link, and the run goes on."""
        if visit.purpose == "front":
            self._front_known(visit, Answer(visit.url, hops=visit.hops))
        elif visit.case and visit.case.fact is None:
            verdict = Verdict(
                LinkState.UNKNOWN, f"the answer could not be judged ({type(error).__name__})"
            )
            self._settle(visit.case, verdict)

    def _park(self, visit: Visit) -> bool:
        """Keep `visit` back if its host failed so often, and never answered, that asking more would be a waste.

        What is under way is expected to fail too; if it does not, the host is heard and the parked
        visits go on.
        """
        netloc = _netloc(visit.url)
        silence = self._silent.get(netloc)
        if silence is None or silence.failures + self._under_way[netloc] < SILENT:
            return False
        silence.parked.append(visit)
        return True

    def _unanswered(self, visit: Visit, error: FailedError) -> None:
        netloc = _netloc(visit.url)
        if error.kind in SILENCE and netloc not in self._heard:
            silence = self._silent.setdefault(netloc, Silence())
            silence.failures += 1
            silence.kind, silence.detail = error.kind, error.detail
        elif error.kind not in SILENCE:
            self._hear(netloc)
        self._end(
            visit, Answer(visit.url, hops=visit.hops, failure=error.kind, detail=error.detail)
        )

    def _hear(self, netloc: str) -> None:
        """Something came from this host; whoever waited for a sign of it goes on."""
        self._heard.add(netloc)
        if silence := self._silent.pop(netloc, None):
            for parked in silence.parked:
                self.schedule.add(parked)

    def _follow(
        self, visit: Visit, status: int, location: str, cookies: httpx.Cookies | None
    ) -> None:
        hop = Hop(visit.url, status, location)
        fresh = len(cookies.jar) if cookies is not None else 0
        held = len(visit.cookies.jar) if visit.cookies is not None else 0
        target = location.partition("#")[0]
        if fresh == held and target in {visit.url, *(past.url for past in visit.hops)}:
            detail = "redirects in a circle"
            self._end(visit, Answer(visit.url, hops=visit.hops, failure="loop", detail=detail))
            return
        visit.hops = (*visit.hops, hop)
        visit.url = target
        visit.bucket = domain(host_of(target))
        visit.cookies = cookies
        self.schedule.add(visit, first=True)

    def _wait(self, visit: Visit, answer: Answer) -> bool:
        """Let the domain rest as it asks to; False if the answer is to be taken as it is."""
        bucket = self.schedule.bucket(visit.bucket)
        asked = wait_asked(answer.headers, time.time())
        if asked is None and answer.status == 503:
            return False
        if visit.waits >= _WAITS:
            return False
        if bucket.strikes >= STRIKES:
            self.schedule.close(bucket, "asks to wait again and again")
            return False
        pause = min(2.0**visit.waits, self._settings.max_wait) if asked is None else asked
        if pause > self._settings.max_wait:
            if answer.status == 429:
                self.schedule.close(bucket, f"asks to wait {pause:.0f} s")
            return False
        visit.waits += 1
        bucket.rest(pause)
        self.schedule.add(visit, first=True)
        return True

    def _end(self, visit: Visit, answer: Answer) -> None:
        """The last response of a visit is there."""
        if visit.purpose == "front":
            self._front_known(visit, answer)
            return
        case = cast("Case", visit.case)
        if visit.purpose == "archive":
            self._archived(case, answer)
            return
        verdict = judge(answer)
        match visit.purpose:
            case "first":
                self._first(case, answer, verdict, time.monotonic() - visit.asked)
            case "again":
                case.again = verdict
                self._less(case)
            case _:
                self._secure(case, answer)

    def _first(self, case: Case, answer: Answer, verdict: Verdict, took: float) -> None:
        case.first, case.answer = verdict, answer
        match verdict.state:
            case LinkState.DEAD:
                self._confirm(case, answer)
            case state if state.failed:
                case.missing = 1
                # a silent host has had its time already
                self._ask("again", case.url, case, max(self._settings.second_look - took, 0.01))
                if 400 <= answer.status < 500:
                    self._ask_front(case, answer)
            case LinkState.OK if self._settings.probe_https and _plain_http(answer):
                case.missing = 1
                self._ask("https", f"https{case.url[4:]}", case)
            case _:
                self._settle(case, verdict)

    def _confirm(self, case: Case, answer: Answer) -> None:
        """Dead takes a second answer, apart in time (or in an earlier run), from a host that has a front page."""
        past = self._store.history(case.url)
        if (
            past
            and past.state == LinkState.DEAD
            and self._settings.second_look <= time.time() - past.checked < 30 * 86_400
        ):
            case.again = case.first
        else:
            case.missing += 1
            self._ask("again", case.url, case, self._settings.second_look)
        self._ask_front(case, answer)
        if not case.missing:
            self._conclude(case)

    def _ask_front(self, case: Case, answer: Answer) -> None:
        parts = urlsplit(answer.url)
        if parts.path in ("", "/") and not parts.query:
            return
        url = f"{parts.scheme}://{parts.netloc}/"
        front = self._fronts.get(url)
        if front is None:
            front = self._fronts[url] = Front()
            self._ask("front", url, None)
        if front.status is not None:
            case.front = front.status
            return
        front.waiting.append(case)
        case.missing += 1

    def _front_known(self, visit: Visit, answer: Answer) -> None:
        asked = visit.hops[0].url if visit.hops else visit.url
        front = self._fronts[asked]
        front.status = answer.status
        for case in front.waiting:
            case.front = answer.status
            self._less(case)
        front.waiting.clear()

    def _less(self, case: Case) -> None:
        case.missing -= 1
        if not case.missing and case.fact is None:
            self._conclude(case)

    def _conclude(self, case: Case) -> None:
        """Both looks, and the front page where it matters, are there."""
        answer, first, again = (
            cast("Answer", case.answer),
            cast("Verdict", case.first),
            cast("Verdict", case.again),
        )
        if again.state is not LinkState.DEAD and not again.state.failed:
            self._settle(case, again)
        elif case.front is not None and case.front == answer.status:
            self._settle(
                case, Verdict(LinkState.BLOCKED, f"the host's front page answers {case.front} too")
            )
        elif first.state == LinkState.DEAD and again.state == LinkState.DEAD:
            self._settle(case, Verdict(LinkState.DEAD, f"{first.evidence} twice"))
        elif again.state.failed and not self._answered:
            self._unheard.append(case)
        else:
            worst = (
                again
                if again.state.failed
                else Verdict(LinkState.SUSPECT, f"{first.evidence}, then {again.evidence}")
            )
            self._settle(case, worst)

    def _secure(self, case: Case, answer: Answer) -> None:
        """The same page by https: same path at the end, and no other title."""
        verdict, plain = judge(answer), cast("Answer", case.answer)
        same = urlsplit(plain.url)._replace(scheme="https") == urlsplit(answer.url)._replace(
            scheme="https"
        )
        if verdict.state == LinkState.OK and same and title_of(plain) == title_of(answer):
            verdict = Verdict(
                LinkState.HTTPS_UPGRADE,
                "https gives the same page",
                f"https{case.url[4:]}",
                permanent=True,
            )
            self._settle(case, verdict)
        else:
            self._settle(case, cast("Verdict", case.first))

    def _settle(self, case: Case, verdict: Verdict) -> None:
        status = case.answer.status if case.answer else 0
        fact = LinkFact(
            case.url,
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
        case.fact = fact
        self._settled(fact)
        if (
            fact.state in (LinkState.DEAD, LinkState.SOFT_DEAD)
            and self._settings.archive
            and self._copies < COPIES
        ):
            self._copies += 1
            self._ask("archive", f"{self._settings.archive}{case.url}", case)

    def _archived(self, case: Case, answer: Answer) -> None:
        """The archive sends to the last copy that it has, if it has one."""
        if answer.status in (301, 302, 307) and answer.detail and case.fact:
            self._settled(replace(case.fact, suggestion=answer.detail))


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
