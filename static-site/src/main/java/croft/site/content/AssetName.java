package croft.site.content;

import croft.platform.traffic.MediaType;

/// Tells the names of files that pages are made of from the addresses that applications make up in
/// the browser. A script that is gone must be missed: a page in its place would be kept, and run.
final class AssetName {
    private AssetName() {}

    /// Whether `name`, the last segment of a path, is such a file's: by its extension, or by what
    /// looks like a hash before any extension.
    static boolean is(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0
                && (MediaType.known(name).filter(type -> !type.equals(MediaType.HTML)).isPresent()
                        || BundledName.of(name).isPresent());
    }
}
