package croft.stack.images;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// One of the images that the stack of containers consists of, in the order in which they are
/// built.
public enum Image {
    EDGE_PROXY("edge-proxy", true, ""),
    CERT_MANAGER("cert-manager", true, ""),
    STATIC_SITE("static-site", true, ""),
    WIKI_PKB("wiki-pkb", true, ""),
    CHAT_BRIDGE("chat-bridge", true, ""),
    DB_MIGRATIONS("db-migrations", true, ""),
    POSTGRES("postgres", false, "18"),
    SYNCTHING("syncthing", false, "1"),
    MATTERMOST("mattermost", false, "11"),
    APP("app", false, "1");

    private final String image;
    private final boolean service;
    private final String version;

    Image(String image, boolean service, String version) {
        this.image = image;
        this.service = service;
        this.version = version;
    }

    /// Its name without repository and tag: that of the module where there is one.
    public String image() {
        return image;
    }

    /// Whether it is a module of Croft's, and made by Jib.
    boolean isService() {
        return service;
    }

    /// Repository, name and tag.
    ///
    /// @param registry of Croft's own; what others wrote is always below `croft`
    /// @param croft the version of Croft's own
    public String tag(String registry, String croft) {
        return service ? registry + "/" + image + ":" + croft : "croft/" + image + ":" + version;
    }

    /// The one of this name.
    public static Optional<Image> of(String name) {
        return Arrays.stream(values()).filter(each -> each.image.equals(name)).findFirst();
    }

    /// All names, for a message.
    public static String names() {
        return Arrays.stream(values()).map(Image::image).collect(Collectors.joining(", "));
    }
}
