package croft.site.serve;

import croft.platform.traffic.Body;
import croft.platform.traffic.Field;
import croft.site.content.Coded;
import croft.site.content.Coding;
import croft.site.content.Content;
import java.util.List;
import java.util.Optional;

/// The representation of a document that a request gets (RFC 9110 §12.1), read or open.
///
/// @param coding in which it is; empty for the plain form
/// @param coded what there was to choose from
record Chosen(Content content, Optional<Coding> coding, Coded coded) implements AutoCloseable {
    private static final Field VARY = new Field("Vary", "Accept-Encoding");

    /// In octets.
    long size() {
        return switch (content) {
            case Content.Small(var octets, var _) -> octets.length();
            case Content.Large(var file, var _) -> file.representation().size();
        };
    }

    /// Adds the fields that say which representation this is, and that there was a choice (§12.5.5)
    /// even where the plain one was chosen.
    void describe(List<Field> fields) {
        coding.ifPresent(c -> fields.add(new Field("Content-Encoding", c.token())));
        if (!coded.representations().isEmpty()) {
            fields.add(VARY);
        }
    }

    /// As on a 304, which describes no content but must still vary.
    void describeUnsent(List<Field> fields) {
        if (!coded.representations().isEmpty()) {
            fields.add(VARY);
        }
    }

    /// All of it; whoever gets this closes it in place of this.
    Body.Stored whole() {
        return switch (content) {
            case Content.Small(var octets, var _) -> new Body.InMemory(octets);
            case Content.Large(var file, var _) ->
                    Body.FromFile.whole(file.channel(), size(), file::isUntouched);
        };
    }

    @Override
    public void close() {
        whole().close();
    }
}
