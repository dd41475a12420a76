package croft.site.review;

import croft.site.content.SitePath;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A release in memory.
final class MapRelease implements ReleaseView {
    private final Map<SitePath, byte[]> files = new LinkedHashMap<>();

    /// @param path without a slash before it, undecoded
    MapRelease with(String path, String content) {
        files.put(SitePath.file(path.split("/", -1)), content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    @Override
    public List<ReleaseFile> files() {
        return files.entrySet().stream()
                .map(e -> new ReleaseFile(e.getKey(), e.getValue().length, sha256(e.getValue())))
                .toList();
    }

    @Override
    public byte[] read(ReleaseFile file, int limit) {
        byte[] content = files.getOrDefault(file.path(), new byte[0]);
        return Arrays.copyOf(content, Math.min(limit, content.length));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
