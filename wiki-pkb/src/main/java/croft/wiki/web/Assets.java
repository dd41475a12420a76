package croft.wiki.web;

import croft.platform.traffic.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Our own style sheet and scripts, under names that change with their content.
final class Assets {
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private final Map<String, Asset> byName = new HashMap<>();
    private final Map<String, Asset> byBase = new HashMap<>();
    private final DiagramScripts diagrams = new DiagramScripts();
    private final String style;
    private final String search;
    private final String live;

    /// Reads them from the jar.
    Assets() {
        style =
                add(
                        "style",
                        "css",
                        "text/css; charset=utf-8",
                        read("style/style.css") + read("style/math.css") + read("style/code.css"));
        search = add("search", "js", SCRIPT, read("script/search.js"));
        live = add("live", "js", SCRIPT, read("script/live.js"));
    }

    /// @param current whether it is what the name says; otherwise it is what took its place, for a
    ///   page that was made before this version of the service
    record Found(Asset asset, boolean current) {}

    /// One of them.
    record Asset(String type, Octets octets) {}

    String style() {
        return style;
    }

    String search() {
        return search;
    }

    String live() {
        return live;
    }

    /// What draws diagrams.
    String diagrams() {
        return diagrams.address();
    }

    /// @param name behind `/-/`
    Optional<Found> find(String name) {
        Asset exact = byName.get(name);
        if (exact != null) {
            return Optional.of(new Found(exact, true));
        }
        Optional<byte[]> drawing = diagrams.find(name);
        if (drawing.isPresent()) {
            return Optional.of(new Found(new Asset(SCRIPT, new Octets(drawing.get())), true));
        }
        int dot = name.indexOf('.');
        int end = name.lastIndexOf('.');
        return dot < 0 || end <= dot
                ? Optional.empty()
                : Optional.ofNullable(byBase.get(name.substring(0, dot) + name.substring(end)))
                        .map(asset -> new Found(asset, false));
    }

    private String add(String base, String ending, String type, String text) {
        Octets octets = Octets.of(withoutComments(text));
        Asset asset = new Asset(type, octets);
        String name = base + "." + octets.digest() + "." + ending;
        byName.put(name, asset);
        byBase.put(base + "." + ending, asset);
        return "/-/" + name;
    }

    /// What is told to whoever reads our sources is not sent to every reader of a page: comments
    /// that have lines of their own, and indents.
    private static String withoutComments(String text) {
        return text.replaceAll("(?ms)^[ \t]*/\\*.*?\\*/[ \t]*\n", "")
                .replaceAll("(?m)^[ \t]*//.*\n", "")
                .replaceAll("(?m)^[ \t]+|^\n", "");
    }

    private static String read(String name) {
        try (InputStream resource = Assets.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(
                        name + " is missing in the jar (expected: beside " + Assets.class + ")");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
