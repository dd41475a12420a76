package croft.wiki.web;

import croft.wiki.render.Surroundings.Size;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads from the beginning of a picture how large it is: PNG, JPEG (with the turn that EXIF tells
/// of), GIF, WebP, SVG. So that a page does not jump when its pictures arrive.
final class PictureSize {
    /// In a photograph there can be a thumbnail before its size.
    static final int ENOUGH = 128 * 1024;

    private static final int LARGEST = 100_000;
    private static final Pattern SVG = Pattern.compile("<svg\\b[^>]*>", Pattern.DOTALL);
    private static final String NUMBER = "([\\d.]+)(?:px)?\\s*[\"']";
    private static final Pattern WIDTH = attribute("width");
    private static final Pattern HEIGHT = attribute("height");
    private static final Pattern VIEW_BOX =
            Pattern.compile(
                    "\\sviewBox\\s*=\\s*[\"']\\s*[-\\d.]+[\\s,]+[-\\d.]+[\\s,]+([\\d.]+)[\\s,]+([\\d.]+)");

    private PictureSize() {}

    private static Pattern attribute(String name) {
        return Pattern.compile("\\s" + name + "\\s*=\\s*[\"']" + NUMBER);
    }

    /// What the beginning of a file says.
    ///
    /// @param start the first octets of the file
    /// @return empty if it is no such picture, or its size cannot be told
    static Optional<Size> of(ByteBuffer start) {
        try {
            return read(start.duplicate().order(ByteOrder.BIG_ENDIAN)).filter(PictureSize::isSane);
        } catch (RuntimeException _) {
            return Optional.empty(); // it ends too early, or lies about its lengths
        }
    }

    private static boolean isSane(Size size) {
        return size.width() > 0
                && size.height() > 0
                && size.width() <= LARGEST
                && size.height() <= LARGEST;
    }

    private static Optional<Size> read(ByteBuffer in) {
        if (in.remaining() < 16) {
            return Optional.empty();
        }
        if (in.getInt(0) == 0x89504e47) { // PNG: the first chunk is IHDR
            return Optional.of(new Size(in.getInt(16), in.getInt(20)));
        }
        if (in.getInt(0) == 0x47494638) { // GIF8
            in.order(ByteOrder.LITTLE_ENDIAN);
            return Optional.of(new Size(in.getShort(6) & 0xffff, in.getShort(8) & 0xffff));
        }
        if (in.getInt(0) == 0x52494646 && in.getInt(8) == 0x57454250) { // RIFF … WEBP
            return webp(in.order(ByteOrder.LITTLE_ENDIAN));
        }
        if ((in.getShort(0) & 0xffff) == 0xffd8) {
            return jpeg(in);
        }
        return svg(in);
    }

    private static Optional<Size> webp(ByteBuffer in) {
        return switch (in.getInt(12)) {
            case 0x20385056 -> // "VP8 "
                    Optional.of(new Size(in.getShort(26) & 0x3fff, in.getShort(28) & 0x3fff));
            case 0x4c385056 -> { // "VP8L"
                int bits = in.getInt(21);
                yield Optional.of(new Size((bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1));
            }
            case 0x58385056 -> // "VP8X"
                    Optional.of(
                            new Size(
                                    (in.getInt(24) & 0xffffff) + 1,
                                    (in.getInt(26) >>> 8 & 0xffffff) + 1));
            default -> Optional.empty();
        };
    }

    private static Optional<Size> jpeg(ByteBuffer in) {
        boolean turned = false;
        int at = 2;
        while (at + 9 < in.limit()) {
            if ((in.get(at) & 0xff) != 0xff) {
                return Optional.empty();
            }
            int marker = in.get(at + 1) & 0xff;
            if (marker == 0xff) { // fill
                at++;
                continue;
            }
            int length = in.getShort(at + 2) & 0xffff;
            boolean frame =
                    marker >= 0xc0
                            && marker <= 0xcf
                            && marker != 0xc4
                            && marker != 0xc8
                            && marker != 0xcc;
            if (frame) {
                int height = in.getShort(at + 5) & 0xffff;
                int width = in.getShort(at + 7) & 0xffff;
                return Optional.of(turned ? new Size(height, width) : new Size(width, height));
            }
            if (marker == 0xe1 && in.getInt(at + 4) == 0x45786966) { // Exif
                turned = isTurned(in, at + 10);
            }
            at += 2 + Math.max(2, length);
        }
        return Optional.empty();
    }

    /// Whether the orientation says that width and height change places (EXIF 2.3, tag 274: 5 to
    /// 8).
    private static boolean isTurned(ByteBuffer in, int tiff) {
        ByteBuffer exif =
                in.duplicate()
                        .order(
                                in.getShort(tiff) == 0x4949
                                        ? ByteOrder.LITTLE_ENDIAN
                                        : ByteOrder.BIG_ENDIAN);
        int directory = tiff + exif.getInt(tiff + 4);
        int entries = exif.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            if (exif.getShort(entry) == 274) {
                return exif.getShort(entry + 8) >= 5;
            }
        }
        return false;
    }

    private static Optional<Size> svg(ByteBuffer in) {
        Matcher tag = SVG.matcher(StandardCharsets.UTF_8.decode(in));
        if (!tag.find()) {
            return Optional.empty();
        }
        Matcher width = WIDTH.matcher(tag.group());
        Matcher height = HEIGHT.matcher(tag.group());
        if (width.find() && height.find()) {
            return Optional.of(new Size(pixels(width.group(1)), pixels(height.group(1))));
        }
        Matcher box = VIEW_BOX.matcher(tag.group());
        return box.find()
                ? Optional.of(new Size(pixels(box.group(1)), pixels(box.group(2))))
                : Optional.empty();
    }

    private static int pixels(String number) {
        return (int) Math.round(Double.parseDouble(number));
    }
}
