package croft.example.back;

import java.time.Instant;

/// Reads the clock by itself, which only a root package may.
public final class Store {
    final Instant opened = Instant.now();
}
