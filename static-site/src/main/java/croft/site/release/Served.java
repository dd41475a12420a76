package croft.site.release;

import croft.site.store.Manifest;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A project as it is served: how it stands, and the list of its current files.
///
/// @param current empty before the first promotion
/// @param old files of earlier releases by their paths
record Served(Standing standing, Optional<Manifest> current, Map<String, OldAsset> old) {
    static final Served NOTHING = new Served(Standing.NOTHING, Optional.empty());

    Served {
        old = Map.copyOf(old);
    }

    Served(Standing standing, Optional<Manifest> current) {
        this(
                standing,
                current,
                standing.oldAssets().stream()
                        .collect(Collectors.toMap(OldAsset::path, Function.identity())));
    }

    /// The number of the promotion by which this is current; 0 before the first.
    long number() {
        return standing.current().map(Promotion::number).orElse(0L);
    }
}
