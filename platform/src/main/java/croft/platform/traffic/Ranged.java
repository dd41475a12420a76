package croft.platform.traffic;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/// Makes the answers that carry parts of a representation (RFC 9110 §14).
public final class Ranged {
    private static final Field RANGES = new Field("Accept-Ranges", "bytes");

    private Ranged() {}

    /// The selected part of a body: 200, 206 or 416. Takes over the body.
    ///
    /// @param described fields of the representation
    /// @param type value of Content-Type
    /// @param none makes the answer of 416 with these fields
    public static Answer answer(
            Body.Stored body,
            Selection selection,
            List<Field> described,
            String type,
            Function<List<Field>, Answer> none) {
        long size = body.length();
        List<Field> fields = new ArrayList<>(described);
        fields.add(RANGES);
        switch (selection) {
            case Selection.Whole() -> {
                fields.add(new Field("Content-Type", type));
                return new Answer(Status.OK, fields, body);
            }
            case Selection.Parts(List<Slice> slices) when slices.size() == 1 -> {
                fields.add(new Field("Content-Type", type));
                fields.add(new Field("Content-Range", contentRange(slices.getFirst(), size)));
                return new Answer(Status.PARTIAL_CONTENT, fields, body.cut(pieces(slices)));
            }
            case Selection.Parts(List<Slice> slices) -> {
                String boundary =
                        Long.toHexString(ThreadLocalRandom.current().nextLong())
                                + Long.toHexString(ThreadLocalRandom.current().nextLong());
                fields.add(new Field("Content-Type", "multipart/byteranges; boundary=" + boundary));
                return new Answer(
                        Status.PARTIAL_CONTENT,
                        fields,
                        body.cut(pieces(slices, between(slices, boundary, type, size))));
            }
            case Selection.Unsatisfiable() -> {
                body.close();
                return none.apply(List.of(new Field("Content-Range", "bytes */" + size), RANGES));
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

    private static List<Body.Piece> pieces(List<Slice> slices) {
        return slices.stream().<Body.Piece>map(Body.Piece.FileSlice::new).toList();
    }

    private static List<Body.Piece> pieces(List<Slice> slices, List<Octets> between) {
        List<Body.Piece> pieces = new ArrayList<>();
        for (int i = 0; i < slices.size(); i++) {
            pieces.add(new Body.Piece.Literal(between.get(i)));
            pieces.add(new Body.Piece.FileSlice(slices.get(i)));
        }
        pieces.add(new Body.Piece.Literal(between.getLast()));
        return pieces;
    }

    private static String contentRange(Slice slice, long size) {
        return "bytes " + slice.first() + "-" + slice.last() + "/" + size;
    }

    private static Octets ascii(String text) {
        return new Octets(text.getBytes(StandardCharsets.US_ASCII));
    }
}
