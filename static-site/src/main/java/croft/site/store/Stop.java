package croft.site.store;

import java.io.IOException;

/// An archive cannot be read any further. Passes through the streams between whoever finds out and
/// [Archives], and no further.
final class Stop extends IOException {
    private final transient Finding finding;

    Stop(Finding finding) {
        super(finding.toString());
        this.finding = finding;
    }

    static Stop cutShort(String where) {
        return new Stop(
                new Finding(
                        where,
                        "the archive is cut short",
                        "a whole archive",
                        "pack it again, and upload it whole"));
    }

    static Stop damaged(String where, String problem) {
        return new Stop(
                new Finding(
                        where, problem, "an archive that is what it says", "pack the site again"));
    }

    Finding finding() {
        return finding;
    }
}
