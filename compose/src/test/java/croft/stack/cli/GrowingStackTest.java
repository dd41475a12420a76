package croft.stack.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.Serving;
import croft.stack.launch.Installation;
import croft.stack.launch.Service;
import croft.stack.launch.Service.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When a stack that runs is told what croft.yml needs, and what it is told.
class GrowingStackTest {
    private static final String SITE = "sites:\n  - { host: www.localhost, static: ./www }\n";
    private static final String WIKI = SITE + "  - { host: notes.localhost, wiki: ./pages }\n";

    @TempDir private Path folder = Path.of("unset");
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<List<Role>> told = new ArrayList<>();

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(folder.resolve("www"));
        Files.createDirectories(folder.resolve("pages"));
    }

    @Test
    void learnsOfAChangeThatCameWhileItStarted() throws IOException {
        declare(SITE);
        // its services are chosen; the file changes before it is up
        declare(WIKI);
        stack().look();
        assertThat(told).containsExactly(List.of(Role.STATIC, Role.WIKI));
    }

    @Test
    void isToldOncePerChange() throws IOException {
        GrowingStack stack = stack();
        declare(SITE);
        stack.look();
        stack.look();
        declare(WIKI);
        stack.look();
        stack.look();
        assertThat(told).containsExactly(List.of(Role.STATIC), List.of(Role.STATIC, Role.WIKI));
    }

    @Test
    void waitsForAFileThatIsAwayOrWrong() throws IOException {
        GrowingStack stack = stack();
        stack.look();
        declare("sites: none of these\n");
        stack.look();
        assertThat(told).isEmpty();
        declare(WIKI);
        stack.look();
        assertThat(told).containsExactly(List.of(Role.STATIC, Role.WIKI));
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void saysWhatKeepsAServiceFromStarting() throws IOException {
        declare(WIKI);
        new GrowingStack(
                        folder,
                        context(),
                        _ -> {
                            throw new IOException("no space left");
                        })
                .look();
        assertThat(err.toString(UTF_8)).contains("croft.yml: no space left");
    }

    private void declare(String text) throws IOException {
        Files.writeString(folder.resolve("croft.yml"), text);
    }

    private GrowingStack stack() {
        return new GrowingStack(
                folder,
                context(),
                services -> told.add(services.stream().map(Service::role).toList()));
    }

    private Context context() {
        return Contexts.in(folder, err, GrowingStackTest::services);
    }

    private static List<Service> services(Installation installation, Declaration declaration) {
        return declaration.sites().stream()
                .map(site -> site.serving() instanceof Serving.Wiki ? Role.WIKI : Role.STATIC)
                .map(role -> new Service(role, "none", List.of(), List.of()))
                .toList();
    }
}
