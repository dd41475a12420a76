package croft.wiki.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// The scripts that draw diagrams in a reader's browser: a small one of ours, which pages with
/// diagrams refer to, and Mermaid in the parts that its makers cut it into, of which a browser
/// loads what the diagrams of a page need (a flow chart: some 220 KB compressed, of 870).
///
/// Their names change with their content, so that all can be kept for good. Mermaid's parts are
/// read from the jar each time; the edge keeps them.
final class DiagramScripts {
    private static final String FOLDER = "script/mermaid/";
    private static final String ENTRY = "mermaid.esm.min.mjs";

    /// The names that Mermaid's build gives to its parts, which hold a hash of their content.
    private static final Pattern PART =
            Pattern.compile(
                    "chunks/mermaid\\.esm\\.min/[A-Za-z0-9_-]{1,80}\\.mjs|mermaid\\.esm\\.min\\.mjs");

    private final String folder;
    private final String starterName;
    private final byte[] starter;

    /// Reads what it must know of them from the jar.
    DiagramScripts() {
        folder = "mermaid." + digest(read(FOLDER + ENTRY)) + "/";
        starter =
                new String(read("script/diagrams.js"), StandardCharsets.UTF_8)
                        .replace("MERMAID", "/-/" + folder + ENTRY)
                        .getBytes(StandardCharsets.UTF_8);
        starterName = "diagrams." + digest(starter) + ".js";
    }

    /// Of the script that a page with diagrams refers to.
    String address() {
        return "/-/" + starterName;
    }

    /// The script of a name; to be sent as JavaScript, and to be kept for good.
    ///
    /// @param name behind `/-/`
    Optional<byte[]> find(String name) {
        if (name.equals(starterName)) {
            return Optional.of(starter.clone());
        }
        if (!name.startsWith(folder)) {
            return Optional.empty();
        }
        String part = name.substring(folder.length());
        return PART.matcher(part).matches() ? readIfThere(FOLDER + part) : Optional.empty();
    }

    private static byte[] read(String name) {
        return readIfThere(name)
                .orElseThrow(() ->
                        new IllegalStateException(
                                name
                                        + " is missing in the jar (expected: what the"
                                        + " module's pom.xml unpacks there)"));
    }

    private static Optional<byte[]> readIfThere(String name) {
        try (InputStream resource = DiagramScripts.class.getResourceAsStream(name)) {
            return resource == null ? Optional.empty() : Optional.of(resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read from the jar", e);
        }
    }

    private static String digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
