package croft.stack.images;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What images begin with.
public enum Base {
    /// Alpine's image, by its digest.
    ALPINE,
    /// Alpine's smallest archive of files, by its checksum, and no image at all.
    SCRATCH,
    /// glibc and Java of the machine that builds, for where there is no network.
    STANDIN;

    /// The image's name.
    static final String TAG = "croft-base:25";

    /// The label by which an image tells which base it is.
    static final String LABEL = "croft.base";

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The one of this name, as it is given on a command line.
    public static Optional<Base> of(String name) {
        return Arrays.stream(values()).filter(base -> base.label().equals(name)).findFirst();
    }

    /// All names, for a message.
    public static String names() {
        return Arrays.stream(values()).map(Base::label).collect(Collectors.joining(", "));
    }

    /// What a Dockerfile is called that is for this base, where there are several.
    String dockerfile() {
        return this == STANDIN ? "Dockerfile.standin" : "Dockerfile";
    }
}
