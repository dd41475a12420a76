package croft.edge.limit;

import croft.platform.declaration.ByteSize;
import croft.platform.declaration.HostName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// What the sites with a daily budget have sent today. Kept in a file between one start and the
/// next: the day on its first line, then a line for each site, `host octets`.
public final class Bandwidth {
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Map<HostName, SiteBandwidth> sites = new ConcurrentHashMap<>();

    /// What a file said of sites that have not sent anything since.
    private volatile Map<String, Long> before = Map.of();

    /// The day of which it said so.
    private volatile String dayBefore = "";

    private volatile String stored = "";

    Bandwidth(InstantSource clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    /// A site's part.
    ///
    /// @param perDay its budget as it stands now
    public SiteBandwidth of(HostName site, ByteSize perDay) {
        SiteBandwidth known = sites.get(site);
        if (known == null) {
            known = sites.computeIfAbsent(site, host -> begun(host, perDay));
        }
        if (known.budget() != perDay.bytes()) {
            known.allow(perDay.bytes());
        }
        return known;
    }

    private SiteBandwidth begun(HostName site, ByteSize perDay) {
        SiteBandwidth begun = new SiteBandwidth(clock, nanos, perDay.bytes());
        begun.resume(before().getOrDefault(site.value(), 0L));
        return begun;
    }

    private Map<String, Long> before() {
        return dayBefore.equals(today()) ? before : Map.of();
    }

    /// A site's part, if it has a budget and sent anything.
    public Optional<SiteBandwidth> of(HostName site) {
        return Optional.ofNullable(sites.get(site));
    }

    /// Takes up what was stored earlier on this day. A file that makes no sense is passed over: at
    /// worst a site may send its budget twice. Before the first request, and not on an event loop.
    public void load(Path file) throws IOException {
        String[] lines;
        try {
            lines = Files.readString(file, StandardCharsets.UTF_8).split("\n", -1);
        } catch (NoSuchFileException e) {
            return;
        }
        if (!lines[0].equals(today())) {
            return;
        }
        Map<String, Long> counts = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int space = lines[i].indexOf(' ');
            if (space > 0 && lines[i].substring(space + 1).matches("[0-9]{1,18}")) {
                counts.put(
                        lines[i].substring(0, space),
                        Long.parseLong(lines[i].substring(space + 1)));
            }
        }
        before = Map.copyOf(counts);
        dayBefore = lines[0];
    }

    /// Stores what has been sent today, if that has changed since. Not on an event loop.
    public synchronized void store(Path file) throws IOException {
        Map<String, Long> counts = new TreeMap<>(before());
        sites.forEach((site, bandwidth) -> counts.put(site.value(), bandwidth.sent()));
        if (counts.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder(today()).append('\n');
        counts.forEach((site, octets) -> text.append(site).append(' ').append(octets).append('\n'));
        if (text.toString().equals(stored)) {
            return;
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, text, StandardCharsets.UTF_8);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        stored = text.toString();
    }

    private String today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    }
}
