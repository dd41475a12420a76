package croft.edge.cache;

import static org.assertj.core.api.Assertions.assertThat;

import croft.edge.http.Body;
import croft.edge.http.Fields;
import croft.edge.http.HttpDate;
import croft.edge.http.RequestHead;
import croft.edge.http.ResponseHead;
import croft.platform.declaration.CachePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What must hold whatever is sent, by 200,000 random stories each: one response stored, one
/// request later. Each check is written from the RFC anew, without the classes that it checks.
class InvariantsTest {
    private static final int STORIES = 200_000;
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void aStoredResponseIsNeverServedToARequestItDoesNotMatch() {
        Generated generated = new Generated(1);
        int served = 0;
        for (int i = 0; i < STORIES; i++) {
            Story story = Story.of(generated);
            for (Decision.Serve<Entry> serve : story.served()) {
                served++;
                assertThat(story.differing()).as("%s", story).isEmpty();
                assertThat(serve.candidate().response().forEverybody() || story.isAnonymous())
                        .as("%s", story)
                        .isTrue();
            }
        }
        assertThat(served).isGreaterThan(STORIES / 50);
    }

    @Test
    void whatForbidsToBeStoredIsNeverStored() {
        Generated generated = new Generated(2);
        int stored = 0;
        for (int i = 0; i < STORIES; i++) {
            CachePolicy policy = generated.policy();
            RequestHead request = generated.request();
            ResponseHead response = generated.response(START);
            if (!(Storing.decide(request, policy, response, START, START)
                    instanceof Storability.Storable(StoredResponse kept))) {
                continue;
            }
            stored++;
            assertThat(response.fields().has("set-cookie")).isFalse();
            assertThat(response.fields().all("vary")).doesNotContain("*", "cookie");
            assertThat(response.fields().all("edge-cache-control"))
                    .isNotEqualTo(List.of("no-store"));
            if (!response.fields().has("edge-cache-control")
                    && !response.fields().has("cdn-cache-control")) {
                assertThat(String.join(",", response.fields().all("cache-control")))
                        .doesNotContain("private");
            }
            for (String internal :
                    List.of("set-cookie", "edge-cache-control", "surrogate-key", "age")) {
                assertThat(kept.fields().has(internal)).as(internal).isFalse();
            }
            assertThat(kept.status()).isBetween(200, 599);
        }
        assertThat(stored).isGreaterThan(STORIES / 10);
    }

    /// As time passes, what is left of the lifetime shrinks by as much, and nothing stale is served
    /// unless a window or the client allows it.
    @Test
    void freshnessOnlyShrinksWithTime() {
        Generated generated = new Generated(3);
        for (int i = 0; i < STORIES; i++) {
            Story story = Story.of(generated);
            if (story.entry.isEmpty()) {
                continue;
            }
            Entry entry = story.entry.get();
            Standing before = Standing.of(entry, story.now);
            Standing after = Standing.of(entry, story.now.plusSeconds(7));
            assertThat(after.ttl()).isLessThanOrEqualTo(before.ttl());
            assertThat(after.age()).isGreaterThanOrEqualTo(before.age());
            assertThat(before.age()).isLessThanOrEqualTo(DeltaSeconds.LARGEST);
            for (Decision.Serve<Entry> serve : story.decided()) {
                Freshness freshness = entry.response().freshness();
                boolean stale = !serve.ttl().isPositive();
                boolean allowed =
                        !freshness.noCache()
                                && (serve.ttl()
                                                        .negated()
                                                        .compareTo(freshness.staleWhileRevalidate())
                                                <= 0
                                        || (!freshness.mustRevalidate()
                                                && String.join(
                                                                ",",
                                                                story.later
                                                                        .fields()
                                                                        .all("cache-control"))
                                                        .contains("max-stale")));
                assertThat(stale && !allowed).as("%s", story).isFalse();
            }
        }
    }

    /// A 304 that says nothing of freshness gives no more of it than the response had.
    @Test
    void freshnessNeverIncreasesWithoutTheOrigin() {
        Generated generated = new Generated(4);
        int updated = 0;
        for (int i = 0; i < STORIES; i++) {
            Story story = Story.of(generated);
            if (story.entry.isEmpty()) {
                continue;
            }
            StoredResponse stored = story.entry.get().response();
            ResponseHead silent = new ResponseHead(304, new Fields(), Body.NONE);
            Optional<StoredResponse> fresh =
                    Freshening.by(stored, story.later, story.policy, silent, story.now, story.now);
            if (fresh.isEmpty()) {
                continue;
            }
            updated++;
            Freshness is = fresh.get().freshness();
            Freshness was = stored.freshness();
            switch (is.basis()) {
                // a day at most, as only the origin's silence lets us guess
                case HEURISTIC ->
                        assertThat(is.lifetime()).isLessThanOrEqualTo(Duration.ofHours(24));
                // a moment, which stays where it is
                case EXPIRES -> {
                    if (is.lifetime().isPositive()) {
                        String expires = fresh.get().fields().all("expires").getFirst();
                        assertThat(fresh.get().received().plus(is.lifetime()).minusSeconds(1))
                                .as("%s", story)
                                .isBefore(HttpDate.parse(expires, START).orElseThrow());
                    }
                }
                default ->
                        assertThat(is.lifetime())
                                .as("%s", story)
                                .isLessThanOrEqualTo(was.lifetime());
            }
            assertThat(is.staleIfError()).as("%s", story).isLessThanOrEqualTo(was.staleIfError());
            assertThat(is.staleWhileRevalidate())
                    .as("%s", story)
                    .isLessThanOrEqualTo(was.staleWhileRevalidate());
            assertThat(was.noCache() && !is.noCache()).as("%s", story).isFalse();
            assertThat(was.mustRevalidate() && !is.mustRevalidate()).as("%s", story).isFalse();
            assertThat(fresh.get().forEverybody() && !stored.forEverybody()).isFalse();
            assertThat(fresh.get().fields().has("set-cookie")).isFalse();
        }
        assertThat(updated).isGreaterThan(STORIES / 20);
    }

    /// A range that is served lies within what is held.
    @Test
    void noOctetIsPromisedThatIsNotHeld() {
        Generated generated = new Generated(5);
        int parts = 0;
        for (int i = 0; i < STORIES; i++) {
            Story story = Story.of(generated);
            for (Decision.Serve<Entry> serve : story.served()) {
                Entry entry = serve.candidate();
                if (serve.delivery() instanceof Delivery.Part(List<ByteRange> ranges, long total)) {
                    parts++;
                    for (ByteRange range : ranges) {
                        long first =
                                entry.response().extent() instanceof Extent.Part part
                                        ? part.first()
                                        : 0;
                        assertThat(range.first()).isGreaterThanOrEqualTo(first);
                        assertThat(range.last()).isLessThan(first + entry.length());
                        assertThat(range.last()).isLessThan(total);
                    }
                }
                if (serve.delivery() instanceof Delivery.Whole) {
                    assertThat(entry.response().extent()).isEqualTo(Extent.WHOLE);
                }
            }
        }
        assertThat(parts).isGreaterThan(100);
    }

    /// A response stored for one request, and another request some time later.
    private record Story(
            CachePolicy policy,
            RequestHead first,
            ResponseHead response,
            Optional<Entry> entry,
            RequestHead later,
            Instant now) {
        static Story of(Generated generated) {
            CachePolicy policy = generated.policy();
            RequestHead first = generated.request();
            ResponseHead response = generated.response(START);
            Optional<Entry> entry =
                    Storing.decide(first, policy, response, START, START)
                                    instanceof Storability.Storable(StoredResponse stored)
                            ? Optional.of(
                                    new Entry(
                                            stored,
                                            stored.extent() instanceof Extent.Part part
                                                    ? part.length()
                                                    : 100,
                                            generated.chance(5)))
                            : Optional.empty();
            return new Story(
                    policy,
                    first,
                    response,
                    entry,
                    generated.request(),
                    START.plusMillis(generated.below(150_000)));
        }

        /// What is served by each way to serve.
        List<Decision.Serve<Entry>> served() {
            if (entry.isEmpty()) {
                return List.of();
            }
            List<Decision.Serve<Entry>> served = new ArrayList<>(decided());
            Reuse.standIn(later, policy, entry.get(), now).ifPresent(served::add);
            Reuse.shared(later, policy, entry.get(), now).ifPresent(served::add);
            return served;
        }

        List<Decision.Serve<Entry>> decided() {
            return entry.isPresent()
                            && Reuse.past(later, policy).isEmpty()
                            && Reuse.decide(later, policy, List.of(entry.get()), now)
                                    instanceof Decision.Serve<Entry> serve
                    ? List.of(serve)
                    : List.of();
        }

        /// Names of selecting fields whose values differ, however kindly compared: as sets of
        /// members without case, weights and spaces.
        List<String> differing() {
            TreeSet<String> names = new TreeSet<>();
            for (String line : response.fields().all("vary")) {
                for (String name : line.split(",", -1)) {
                    names.add(name.strip().toLowerCase(Locale.ROOT));
                }
            }
            names.removeIf(name -> kind(name, first).equals(kind(name, later)));
            if (first.authority().port() != later.authority().port()) {
                names.add("port");
            }
            return List.copyOf(names);
        }

        private static TreeSet<String> kind(String name, RequestHead request) {
            TreeSet<String> members = new TreeSet<>();
            TreeSet<String> refused = new TreeSet<>();
            for (String line : request.fields().all(name)) {
                for (String member : line.split(",", -1)) {
                    String plain = member.strip().toLowerCase(Locale.ROOT);
                    (plain.endsWith(";q=0") ? refused : members).add(plain.split(";", -1)[0]);
                }
            }
            members.removeAll(refused);
            if (name.equals("accept-encoding") && request.fields().has(name)) {
                members.add("identity");
            }
            return members;
        }

        /// Whether nothing in the later request says who asks; `must-revalidate` and its like are
        /// what RFC 9111 §3.5 lets authorised requests be answered by.
        boolean isAnonymous() {
            boolean cookies =
                    later.fields().all("cookie").stream()
                            .flatMap(line -> Arrays.stream(line.split(";", -1)))
                            .map(String::strip)
                            .anyMatch(pair ->
                                    policy.ignoredCookies().stream()
                                                    .noneMatch(glob ->
                                                            glob.matches(pair.split("=", -1)[0]))
                                            && policy.bypassCookies().stream()
                                                    .noneMatch(glob ->
                                                            glob.matches(pair.split("=", -1)[0])));
            boolean authorised =
                    later.fields().has("authorization")
                            && !entry.orElseThrow().response().freshness().mustRevalidate();
            return !cookies && !authorised;
        }
    }
}
