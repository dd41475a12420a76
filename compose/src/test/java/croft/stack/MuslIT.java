package croft.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Alpine has no glibc, and its images cannot be run where tests run. But musl's loader can be
/// asked what each native library that is shipped misses there.
@Timeout(60)
class MuslIT {
    private static final Tool LOADER = new Tool("/lib/ld-musl-x86_64.so.1", "musl");
    private static final Pattern MISSING_LIBRARY =
            Pattern.compile("Error loading shared library (\\S+):.*");
    private static final Pattern MISSING_SYMBOL =
            Pattern.compile("Error relocating \\S+: (\\S+): symbol not found");

    /// What the base has beside musl itself: the runtime of C++.
    private static final List<String> IN_THE_BASE = List.of("libstdc++.so.6", "libgcc_s.so.1");

    static Stream<Path> natives() throws IOException {
        return Stream.of("edge-proxy", "static-site", "wiki-pkb", "chat-bridge", "cert-manager")
                .map(module -> Path.of("..", module, "target/image/app/native"))
                .filter(Files::isDirectory)
                .flatMap(MuslIT::files);
    }

    @ParameterizedTest
    @MethodSource("natives")
    void everyNativeFindsOnAlpineWhatItNeeds(Path library) throws Exception {
        String said = LOADER.run("--list", library.toRealPath().toString()).output();
        List<String> libraries = all(MISSING_LIBRARY, said);
        List<String> symbols = all(MISSING_SYMBOL, said);
        assertThat(libraries).as(said).isSubsetOf(IN_THE_BASE);
        if (libraries.isEmpty()) {
            assertThat(symbols).as(said).isEmpty();
        } else {
            // those of C++, which the library has that is not here
            assertThat(symbols).as(said).allMatch(symbol -> symbol.startsWith("_Z"));
        }
    }

    @Test
    void theBaseHasTheRuntimeOfCpp() throws Exception {
        assertThat(Files.readString(Path.of("images/base/setup")))
                .containsPattern("apk add .*libstdc[+][+]");
    }

    /// A loader that finds nothing wrong with anything would prove nothing.
    @Test
    void theLoaderTellsWhatNeedsGlibc() throws Exception {
        String said =
                LOADER.run("--list", System.getProperty("java.home") + "/lib/server/libjvm.so")
                        .output();
        assertThat(all(MISSING_SYMBOL, said)).as(said).isNotEmpty();
    }

    @Test
    void nativesAreLookedAt() throws Exception {
        assertThat(natives().map(path -> path.getFileName().toString()))
                .as("natives that the build put in place (remedy: mvn package)")
                .anyMatch(name -> name.startsWith("libnetty_tcnative"))
                .anyMatch(name -> name.startsWith("libnetty_transport_native_epoll"))
                .anyMatch(name -> name.startsWith("libbrotli"))
                .anyMatch(name -> name.startsWith("libzstd"));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> all(Pattern pattern, String said) {
        return said.lines()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }
}
