package croft.platform.service;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The process's environment, read with types. A service reads its own variables here; those that
/// all services share are in [ServiceEnvironment]. An empty variable counts as absent, because
/// Compose files pass unset ones on as empty.
public final class Variables {
    private final Map<String, String> environment;

    private Variables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    static Variables of(Map<String, String> environment) {
        return new Variables(environment);
    }

    /// The text of a variable that must be there.
    ///
    /// @throws CannotStart if it is not
    public String text(String name) {
        return optional(name).orElseThrow(() -> missing(name, "text"));
    }

    public Optional<String> optional(String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }

    /// A TCP port that must be named; 0 is any free one.
    public int port(String name) {
        return optional(name)
                .map(text -> parsed(name, text, Variables::port0, "a port, 0-65535"))
                .orElseThrow(() -> missing(name, "a port, 0-65535"));
    }

    /// A TCP port; 0 is any free one.
    public int port(String name, int otherwise) {
        return optional(name).isPresent() ? port(name) : otherwise;
    }

    /// A path that must be named, made absolute.
    public Path path(String name) {
        return optional(name)
                .map(text -> parsed(name, text, Path::of, "a path"))
                .orElseThrow(() -> missing(name, "a path"))
                .toAbsolutePath()
                .normalize();
    }

    /// A value of another type.
    ///
    /// @param parse throws IllegalArgumentException for what it does not understand
    /// @param expectation completes "expected:", such as `host:port`
    public <T> Optional<T> read(String name, Function<String, T> parse, String expectation) {
        return optional(name).map(text -> parsed(name, text, parse, expectation));
    }

    /// What secrets read; nobody else needs the whole.
    Map<String, String> all() {
        return environment;
    }

    private static int port0(String text) {
        int port = Integer.parseInt(text);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException(text);
        }
        return port;
    }

    private static <T> T parsed(
            String name, String text, Function<String, T> parse, String expectation) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException _) {
            throw malformed(name, text, expectation);
        }
    }

    private static CannotStart malformed(String name, String text, String expectation) {
        return CannotStart.misconfigured(
                name
                        + ": \""
                        + text.replaceAll("\\p{Cntrl}", "?")
                        + "\" (expected: "
                        + expectation
                        + ")");
    }

    private static CannotStart missing(String name, String expectation) {
        return CannotStart.misconfigured(
                name + ": not set (expected: " + expectation + ", in the environment)");
    }
}
