package croft.platform.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import croft.platform.declaration.Declaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// The declaration follows its file, and survives what happens to it.
class LiveDeclarationTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(LiveDeclaration.class);

    @TempDir Path folder;
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<WatchedDeclaration> open = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private Home home = new Home(Path.of(""));

    @BeforeEach
    void prepare() throws IOException {
        home = Home.in(folder);
        log.start();
        LOG.addAppender(log);
    }

    @AfterEach
    void close() {
        open.forEach(WatchedDeclaration::close);
        LOG.detachAppender(log);
    }

    @Test
    void tellsListenersOfEachAcceptedVersion() throws IOException {
        WatchedDeclaration live = watch();
        live.onChange(this::hear);
        assertThat(heard).containsExactly("one.localhost");
        home.declare("two.localhost");
        Home.await(() -> heard.size() == 2);
        home.renameOver(Home.site("three.localhost"));
        Home.await(() -> heard.size() == 3);
        assertThat(heard).containsExactly("one.localhost", "two.localhost", "three.localhost");
        assertThat(live.current().sites().getFirst().host().value()).isEqualTo("three.localhost");
    }

    @Test
    void looksAgainWhereNoEventsCome() throws IOException {
        // A link's target changes in a folder that nobody watches, as with bind mounts.
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere")).resolve("real.yml");
        Files.writeString(elsewhere, Home.site("one.localhost"));
        Files.delete(home.declaration());
        Files.createSymbolicLink(home.declaration(), elsewhere);
        WatchedDeclaration live = watch();
        Files.writeString(elsewhere, Home.site("two.localhost"));
        Home.await(() -> host(live).equals("two.localhost"));
    }

    @Test
    void keepsWhatRanWhileTheFileIsBroken() throws IOException {
        WatchedDeclaration live = watch();
        live.onChange(this::hear);
        home.renameOver("sites:\n  - hots: x\n");
        Home.await(() -> !live.state().mistakes().isEmpty());
        assertThat(host(live)).isEqualTo("one.localhost");
        assertThat(live.state().mistakes().getFirst().toString())
                .startsWith("croft.yml:2:5: sites[0].hots: unknown key");
        String digest = live.state().digest();
        home.declare("one.localhost");
        Home.await(() -> live.state().mistakes().isEmpty());
        assertThat(live.state().digest()).isEqualTo(digest);
        assertThat(heard).containsExactly("one.localhost");
    }

    @Test
    void logsEachMistakeOncePerVersion() throws IOException {
        WatchedDeclaration live = watch();
        live.onChange(this::hear);
        home.renameOver("sites: []\n");
        Home.await(() -> !live.state().mistakes().isEmpty());
        // Written anew with the same text, and looked at several times.
        home.renameOver("sites: []\n");
        home.renameOver(Home.site("two.localhost"));
        Home.await(() -> heard.size() == 2);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsOnlyOnce(
                        "croft.yml:1:8: sites: an empty list (expected: at least 1)",
                        "croft.yml has mistakes: what ran goes on running");
    }

    @Test
    void survivesThatTheFileAndItsFolderGoAway() throws IOException {
        Path place = Files.createDirectories(folder.resolve("place"));
        Path file = Files.writeString(place.resolve("croft.yml"), Home.site("one.localhost"));
        WatchedDeclaration live = watch(file);
        Files.move(place, folder.resolve("gone"));
        Home.await(() -> !live.state().mistakes().isEmpty());
        assertThat(live.state().mistakes().getFirst().problem()).contains("does not exist");
        Files.createDirectories(place);
        Files.writeString(file, Home.site("two.localhost"));
        Home.await(() -> host(live).equals("two.localhost"));
        assertThat(live.state().mistakes()).isEmpty();
    }

    @Test
    void aListenerThatThrowsDoesNotStopTheOthers() throws IOException {
        WatchedDeclaration live = watch();
        live.onChange(declaration -> {
            if (!declaration.sites().getFirst().host().value().equals("one.localhost")) {
                throw new IllegalStateException("not today");
            }
        });
        live.onChange(this::hear);
        home.declare("two.localhost");
        Home.await(() -> heard.size() == 2);
        home.declare("three.localhost");
        Home.await(() -> heard.size() == 3);
    }

    @Test
    void startsWithTheLastAcceptedCopyWhenTheFileIsBroken() throws IOException {
        watch().close();
        home.renameOver("sites: []\n");
        WatchedDeclaration live = watch();
        assertThat(host(live)).isEqualTo("one.localhost");
        assertThat(live.current().sites().getFirst().serving().toString())
                .contains(folder.resolve("www").toString());
        assertThat(live.state().mistakes()).hasSize(1);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.contains("started with the copy that was last accepted"));
        home.declare("two.localhost");
        Home.await(() -> host(live).equals("two.localhost"));
    }

    @Test
    void startsWithTheLastAcceptedCopyWhenTheFileIsGone() throws IOException {
        watch().close();
        Files.delete(home.declaration());
        assertThat(host(watch())).isEqualTo("one.localhost");
    }

    @Test
    void cannotStartWithNeither() throws IOException {
        home.renameOver("sites: []\nx: y\n");
        assertThatThrownBy(this::watch)
                .isInstanceOfSatisfying(
                        CannotStart.class,
                        e -> {
                            assertThat(e.exitCode()).isEqualTo(78);
                            assertThat(e.lines()).hasSize(2);
                        });
    }

    @Test
    void runsWhereTheCopyCannotBeKept() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        WatchedDeclaration live =
                opened(
                        new WatchedDeclaration(
                                home.declaration(),
                                file.resolve("state"),
                                InstantSource.system(),
                                Duration.ofMillis(200)));
        assertThat(host(live)).isEqualTo("one.localhost");
    }

    private WatchedDeclaration watch() {
        return watch(home.declaration());
    }

    private WatchedDeclaration watch(Path file) {
        return opened(
                new WatchedDeclaration(
                        file, home.state(), InstantSource.system(), Duration.ofMillis(200)));
    }

    private WatchedDeclaration opened(WatchedDeclaration live) {
        open.add(live);
        return live;
    }

    private void hear(Declaration declaration) {
        heard.add(declaration.sites().getFirst().host().value());
    }

    private static String host(LiveDeclaration live) {
        return live.current().sites().getFirst().host().value();
    }
}
