package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/// A wiki as its readers have it: through the edge, from the folder to the page.
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WikiIT {
    private static final String SITE = "www.localhost";
    private static final String HOST = "notes.localhost";
    private static final int CHANGES = 11;
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /// What browsers and programs say that they take.
    private static final List<String> READERS =
            List.of(
                    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
                    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
                    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
                    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/png,image/svg+xml,*/*;q=0.8",
                    "*/*",
                    "text/html",
                    "text/markdown, text/html;q=0.9, */*;q=0.1");

    private static LiveStack stack;
    private static Path pages;

    @BeforeAll
    static void start() throws Exception {
        Path folder = Folders.withOneSite();
        declare(folder, "");
        pages = Files.createDirectories(folder.resolve("pages"));
        page("home", "# Home\n\nSee [[Plum cake]] and [[Bread]].\n");
        page("Plum cake", "---\ntags: [baking]\n---\nPlums, flour, version 0.\n");
        page("Bread", "Flour and water.\n");
        page("Other", "Nothing of the kind.\n");
        page("Diary", "---\nprivate: true\n---\nA secret about plums.\n");
        stack = LiveStack.on(folder);
    }

    @AfterAll
    static void stop() throws Exception {
        stack.close();
    }

    @Test
    @Order(1)
    void isStartedWhenCroftYmlHasTheFirstOne() throws Exception {
        assertThat(stack.croft().report().process("wiki-pkb")).isEmpty();
        declare(stack.folder(), "  - { host: " + HOST + ", wiki: ./pages }\n");
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            stack.awaitThat("the wiki is served", () -> get(client, "/").statusCode() == 200);
            HttpResponse<String> home = get(client, "/");
            assertThat(home.body()).contains("Plum cake</a>", "Bread</a>");
            assertThat(get(client, "/Plum%20cake").body()).contains("version 0", "baking");
        }
    }

    @Test
    @Order(2)
    void aSavedPageIsInItsReadersHandsWithinASecond() throws Exception {
        List<Duration> times = new ArrayList<>();
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            // events are in order: once this is seen, the one about everything has passed
            page("Plum cake", "Plums.\n");
            stack.awaitThat(
                    "the first change is seen",
                    () -> get(client, "/Plum%20cake").body().contains("Plums."));
            settled(client, "/Other");
            for (int version = 1; version <= CHANGES; version++) {
                String text = "version " + version + ".";
                settled(client, "/Plum%20cake");
                long begun = System.nanoTime();
                page("Plum cake", "---\ntags: [baking]\n---\nPlums, flour, " + text + "\n");
                while (!get(client, "/Plum%20cake").body().contains(text)) {
                    assertThat(Duration.ofNanos(System.nanoTime() - begun))
                            .isLessThan(LiveStack.PATIENCE);
                }
                times.add(Duration.ofNanos(System.nanoTime() - begun));
                // what does not show the page is not made anew
                assertThat(cacheStatus(get(client, "/Other"))).startsWith("croft; hit");
            }
        }
        List<Long> millis = times.stream().map(Duration::toMillis).sorted().toList();
        System.out.println("from a saved page to its reader, ms: " + millis);
        assertThat(millis.get(CHANGES / 2)).isLessThan(AT_ONCE.toMillis());
    }

    @Test
    @Order(3)
    void whatShowsAPageFollowsIt() throws Exception {
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            settled(client, "/Bread");
            settled(client, "/Other");
            page("Jam", "Goes with [[Bread]].\n");
            stack.awaitThat(
                    "Bread says that Jam links to it",
                    () -> get(client, "/Bread").body().contains("Jam"));
            assertThat(cacheStatus(get(client, "/Other"))).startsWith("croft; hit");
        }
    }

    @Test
    @Order(4)
    void aPageIsStoredOnceHoweverItsReadersAsk() throws Exception {
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            settled(client, "/Other");
            List<String> missed = new ArrayList<>();
            for (String accept : READERS) {
                HttpResponse<String> page = get(client, "/Other", accept);
                assertThat(page.headers().firstValue("content-type"))
                        .hasValue("text/html; charset=utf-8");
                if (!cacheStatus(page).startsWith("croft; hit")) {
                    missed.add(accept + ": " + cacheStatus(page));
                }
            }
            assertThat(missed).isEmpty();
            for (String accept : READERS) {
                HttpResponse<String> source = get(client, "/Other.md", accept);
                assertThat(source.headers().firstValue("content-type"))
                        .hasValue("text/markdown; charset=utf-8");
                assertThat(source.body()).isEqualTo("Nothing of the kind.\n");
            }
        }
    }

    @Test
    @Order(5)
    void whatIsPrivateIsNowhere() throws Exception {
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            HttpResponse<String> diary = get(client, "/Diary");
            assertThat(diary.statusCode()).isEqualTo(404);
            assertThat(get(client, "/nothing-here").statusCode()).isEqualTo(404);
            stack.awaitThat(
                    "the index has the pages",
                    () -> get(client, "/search?q=plums").body().contains("Plum Cake"));
            for (String list :
                    List.of("/search?q=plums", "/pages", "/sitemap.xml", "/feed.xml", "/tags")) {
                HttpResponse<String> answer = get(client, list);
                assertThat(answer.statusCode()).as(list).isEqualTo(200);
                assertThat(answer.body()).as(list).doesNotContain("Diary", "secret");
            }
        }
    }

    @Test
    @Order(6)
    void theOwnerIsToldWhatThereIsToDo() throws Exception {
        Files.writeString(
                pages.resolve("Bread.sync-conflict-20260101-120000-ABCDEFG.md"),
                "Flour and milk.\n");
        page("Broken", "---\ntitle: [\n---\nStill here.\n");
        page("Lost", "Leads [[Nowhere]].\n");
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            stack.awaitThat(
                    "the broken page is shown",
                    () -> get(client, "/Broken").body().contains("Still here."));
            assertThat(get(client, "/pages").body()).doesNotContain("sync-conflict");
        }
        assertThat(croft("wiki", "conflicts", HOST)).contains("of Bread.md", "+Flour and milk.");
        assertThat(croft("wiki", "problems", HOST)).contains("Broken.md:", "Nowhere");
        assertThat(croft("wiki", "compare", HOST)).contains("home.md");
        assertThat(croft("wiki")).contains(HOST, "garden", "1 conflict");
    }

    @Test
    @Order(7)
    void anOpenPageHearsOfItsChangeAndOfNoOther() throws Exception {
        declare(
                stack.folder(),
                "  - { host: " + HOST + ", wiki: { folder: ./pages, live: yes } }\n");
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            stack.awaitThat("pages are live", () -> version(get(client, "/Bread")).isPresent());
            String shown = version(get(client, "/Bread")).orElseThrow();
            URI news = stack.uri(HOST, "/-/live?page=%2FBread&version=" + shown);
            HttpResponse<Stream<String>> stream =
                    client.send(
                            HttpRequest.newBuilder(news).build(),
                            HttpResponse.BodyHandlers.ofLines());
            assertThat(stream.statusCode()).isEqualTo(200);
            page("Other", "Changed, and none of Bread's business.\n");
            stack.awaitThat(
                    "the other page is new",
                    () -> get(client, "/Other").body().contains("none of Bread's"));
            page("Bread", "Flour, water and salt.\n");
            Iterator<String> lines =
                    stream.body().filter(line -> line.startsWith("data: ")).iterator();
            String told = lines.next().substring("data: ".length());
            assertThat(told).isNotEqualTo(shown);
            stack.awaitThat(
                    "the page is what was told of",
                    () -> version(get(client, "/Bread")).equals(Optional.of(told)));
            assertThat(get(client, "/Bread").body()).contains("water and salt");
            stream.body().close();
        }
    }

    @Test
    @Order(8)
    void isReadWithoutADatabase() throws Exception {
        try (HttpClient client = stack.client(Version.HTTP_2)) {
            stack.croft().kill("postgres");
            page("Without", "Written while the database was away.\n");
            assertThat(get(client, "/pages").statusCode()).isEqualTo(200);
            stack.awaitThat(
                    "a page that is new",
                    () -> get(client, "/Without").body().contains("while the database was away"));
            stack.awaitThat(
                    "the database is back, and the list is purged",
                    () -> get(client, "/pages").body().contains("Without"));
        }
    }

    private static void declare(Path folder, String wiki) throws IOException {
        Path next = folder.resolve("croft.yml.next");
        Files.writeString(next, "sites:\n  - { host: " + SITE + ", static: ./www }\n" + wiki);
        Files.move(next, folder.resolve("croft.yml"), StandardCopyOption.ATOMIC_MOVE);
    }

    /// As an editor or Syncthing does: written beside, then moved.
    private static void page(String name, String text) throws IOException {
        Path next = pages.resolve(".syncthing." + name + ".md.tmp");
        Files.writeString(next, text);
        Files.move(
                next,
                pages.resolve(name + ".md"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static HttpResponse<String> get(HttpClient client, String path) throws Exception {
        URI uri = stack.uri(HOST, path);
        return stack.get(client, uri);
    }

    private static HttpResponse<String> get(HttpClient client, String path, String accept)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(stack.uri(HOST, path)).header("Accept", accept).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// Until the events of the beginning have passed and the page is answered from the store.
    private static void settled(HttpClient client, String path) throws Exception {
        stack.awaitThat(
                path + " is stored", () -> cacheStatus(get(client, path)).startsWith("croft; hit"));
    }

    /// Of the page, as it says itself where it is live.
    private static Optional<String> version(HttpResponse<String> page) {
        Matcher version = Pattern.compile("data-version=\"([^\"]+)\"").matcher(page.body());
        return version.find() ? Optional.of(version.group(1)) : Optional.empty();
    }

    private static String cacheStatus(HttpResponse<String> answer) {
        return answer.headers().firstValue("cache-status").orElse("");
    }

    private static String croft(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--folder");
        all.add(stack.folder().toString());
        Process process =
                RunningCroft.command(Croft.class, all.toArray(String[]::new))
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isLessThan(2);
        return output;
    }
}
