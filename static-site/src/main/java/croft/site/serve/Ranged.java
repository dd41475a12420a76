package croft.site.serve;

import croft.site.content.Content;
import croft.site.content.Octets;
import croft.site.content.Selection;
import croft.site.content.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// Makes the answers that carry parts of a representation (RFC 9110 §14).
final class Ranged {
    private static final Field RANGES = new Field("Accept-Ranges", "bytes");

    private Ranged() {}

    /// The selected part of `chosen`: 200, 206 or 416. Takes over what is chosen.
    ///
    /// @param fields of the representation
    /// @param type value of Content-Type
    static Answer answer(
            Chosen chosen,
            Selection selection,
            Status whole,
            List<Field> fields,
            String type,
            boolean headOnly) {
        long size = chosen.size();
        fields.add(RANGES);
        switch (selection) {
            case Selection.Whole() -> {
                fields.add(new Field("Content-Type", type));
                return new Answer(whole, fields, chosen.whole(), headOnly);
            }
            case Selection.Parts(List<Slice> slices) when slices.size() == 1 -> {
                fields.add(new Field("Content-Type", type));
                fields.add(new Field("Content-Range", contentRange(slices.getFirst(), size)));
                return new Answer(
                        Status.PARTIAL_CONTENT,
                        fields,
                        body(chosen.content(), slices, List.of()),
                        headOnly);
            }
            case Selection.Parts(List<Slice> slices) -> {
                String boundary =
                        Long.toHexString(ThreadLocalRandom.current().nextLong())
                                + Long.toHexString(ThreadLocalRandom.current().nextLong());
                fields.add(new Field("Content-Type", "multipart/byteranges; boundary=" + boundary));
                return new Answer(
                        Status.PARTIAL_CONTENT,
                        fields,
                        body(chosen.content(), slices, between(slices, boundary, type, size)),
                        headOnly);
            }
            case Selection.Unsatisfiable() -> {
                chosen.close();
                return StatusPages.plain(
                        Status.RANGE_NOT_SATISFIABLE,
                        headOnly,
                        List.of(
                                CacheFields.NO_STORE,
                                new Field("Content-Range", "bytes */" + size),
                                RANGES));
            }
        }
    }

    /// What goes before each slice, and after the last.
    private static List<Octets> between(
            List<Slice> slices, String boundary, String type, long size) {
        List<Octets> between = new ArrayList<>();
        for (Slice slice : slices) {
            between.add(
                    ascii(
                            (between.isEmpty() ? "--" : "\r\n--")
                                    + boundary
                                    + "\r\nContent-Type: "
                                    + type
                                    + "\r\nContent-Range: "
                                    + contentRange(slice, size)
                                    + "\r\n\r\n"));
        }
        between.add(ascii("\r\n--" + boundary + "--\r\n"));
        return between;
    }

    /// The body that holds `slices`.
    ///
    /// @param between empty for nothing
    private static Body body(Content content, List<Slice> slices, List<Octets> between) {
        List<Body.Piece> pieces = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            if (!between.isEmpty()) {
                pieces.add(new Body.Piece.Literal(between.get(i)));
            }
            pieces.add(new Body.Piece.FileSlice(slices.get(i)));
        }
        if (!between.isEmpty()) {
            pieces.add(new Body.Piece.Literal(between.getLast()));
        }
        return switch (content) {
            case Content.Large(var file, var _) -> new Body.FromFile(file, pieces);
            case Content.Small(Octets octets, var _) -> Body.InMemory.cut(octets, pieces);
        };
    }

    private static String contentRange(Slice slice, long size) {
        return "bytes " + slice.first() + "-" + slice.last() + "/" + size;
    }

    private static Octets ascii(String text) {
        return new Octets(text.getBytes(StandardCharsets.US_ASCII));
    }
}
