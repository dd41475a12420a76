package croft.example.front;

import croft.example.back.Store;

/// Depends on the package after its own, as it may.
final class Page {
    final Store store = new Store();
}
