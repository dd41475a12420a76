package croft.site.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// A [Manifest] as text. There is exactly one text for the same files, so its hash names them:
///
///     croft manifest 1
///     b5bb9d80…44c 4 docs/index.html
final class ManifestText {
    private static final byte[] HEAD = "croft manifest 1".getBytes(StandardCharsets.UTF_8);

    private static final int LONGEST_LINE = 2 * BlobId.OCTETS + 21 + Bounds.PATH_OCTETS;

    private final InputStream text;
    private final byte[] buffer = new byte[16 << 10];
    private int at;
    private int end;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;
    private int number;

    ManifestText(InputStream text) {
        this.text = text;
    }

    static void write(Iterable<Manifest.File> files, OutputStream out) throws IOException {
        out.write(HEAD);
        out.write('\n');
        for (Manifest.File file : files) {
            String front = file.blob() + " " + file.size() + " ";
            out.write(front.getBytes(StandardCharsets.US_ASCII));
            out.write(FileName.octets(file.path()));
            out.write('\n');
        }
    }

    Manifest parse() throws IOException {
        if (!next() || !Arrays.equals(line, 0, length, HEAD, 0, HEAD.length)) {
            throw malformed("is no such list (expected: \"croft manifest 1\")");
        }
        ManifestWriter writer = new ManifestWriter();
        byte[] last = new byte[0];
        while (next()) {
            if (number > Bounds.MOST_FILES + 1) {
                throw malformed("too many files (expected: at most " + Bounds.MOST_FILES + ")");
            }
            last = file(last, writer);
        }
        return writer.end();
    }

    /// @return the name
    private byte[] file(byte[] last, ManifestWriter writer) throws MalformedManifest {
        int first = 2 * BlobId.OCTETS;
        int second = first + 1;
        while (second < length && line[second] != ' ') {
            second++;
        }
        if (second >= length || line[first] != ' ') {
            throw malformed("has other fields (expected: a hash, a size and a name)");
        }
        Optional<BlobId> blob =
                BlobId.parse(new String(line, 0, first, StandardCharsets.ISO_8859_1));
        String size = new String(line, first + 1, second - first - 1, StandardCharsets.ISO_8859_1);
        if (blob.isEmpty() || !size.matches("0|[1-9][0-9]{0,15}")) {
            throw malformed("has no hash or no size (expected: 64 hexadecimal digits, a number)");
        }
        byte[] name = Arrays.copyOfRange(line, second + 1, length);
        String text = new String(name, StandardCharsets.UTF_8);
        if (!(FileName.of(text) instanceof FileName.Good(var path))
                || !Arrays.equals(name, FileName.octets(path))) {
            throw malformed("\"" + text + "\" is no file's name");
        }
        if (Arrays.compareUnsigned(last, name) >= 0) {
            throw malformed("\"" + text + "\" is out of order (expected: sorted, once each)");
        }
        writer.add(name, Long.parseLong(size), blob.get());
        return name;
    }

    private boolean next() throws IOException {
        length = 0;
        number++;
        while (true) {
            if (at == end) {
                at = 0;
                end = text.read(buffer, 0, buffer.length);
                if (end <= 0) {
                    end = 0;
                    if (length > 0) {
                        throw malformed("is cut short (expected: a line feed at the end)");
                    }
                    return false;
                }
            }
            byte octet = buffer[at++];
            if (octet == '\n') {
                return true;
            }
            if (length == line.length) {
                throw malformed("is too long (expected: at most " + line.length + " octets)");
            }
            line[length++] = octet;
        }
    }

    private MalformedManifest malformed(String problem) {
        return new MalformedManifest(number, problem);
    }
}
