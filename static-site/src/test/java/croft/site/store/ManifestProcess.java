package croft.site.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A release of as many files as it is told, in a process of its own; says what it took.
final class ManifestProcess {
    private ManifestProcess() {}

    /// Lists, writes, reads and finds that many files.
    public static void main(String[] arguments) throws IOException {
        int files = Integer.parseInt(arguments[0]);
        long start = System.nanoTime();
        Draft draft = new Draft(new Bounds(files, Long.MAX_VALUE, 1 << 20, 1, Duration.ofHours(1)));
        for (int i = 0; i < files; i++) {
            String name = name((int) (i * 7919L % files));
            draft.add(name, BlobId.of(name.getBytes(StandardCharsets.UTF_8)), 1000 + i % 10_000);
        }
        say("added", start, files);
        start = System.nanoTime();
        Manifest manifest = ManifestTest.whole(draft);
        say("finished", start, files);
        Path text = Files.createTempFile("manifest", null);
        try {
            start = System.nanoTime();
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(text))) {
                manifest.write(out);
            }
            say("written, " + Files.size(text) + " octets,", start, files);
            start = System.nanoTime();
            try (InputStream in = new BufferedInputStream(Files.newInputStream(text))) {
                manifest = Manifest.parse(in);
            }
            say("read", start, files);
        } finally {
            Files.delete(text);
        }
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.println(
                "heap " + (runtime.totalMemory() - runtime.freeMemory()) / 1024 + " KiB");
        start = System.nanoTime();
        int found = 0;
        for (int i = 0; i < files; i++) {
            String name = name((int) (i * 104_729L % files));
            FileName.Good good = (FileName.Good) FileName.of(name);
            found += manifest.find(good.path()).isPresent() ? 1 : 0;
        }
        say("found " + found + " of " + files, start, files);
    }

    private static String name(int i) {
        return "docs/section-" + i / 5000 + "/chapter-" + i / 100 % 50 + "/page-" + i + ".html";
    }

    private static void say(String what, long start, int files) {
        long nanos = System.nanoTime() - start;
        System.out.println(
                what + " in " + nanos / 1_000_000 + " ms, " + nanos / files + " ns each");
    }
}
