package croft.chat.mattermost.paper;

/// Which Mattermost the double is.
public enum Release {
    /// The extended support release until May 2027.
    V11_7("11.7.4"),
    /// August 2026: silent posts, events of the active channel alone for clients that tell theirs.
    V11_10("11.10.0"),
    /// October 2026: whose post it is cannot be overridden by REST any more.
    V12_0("12.0.0");

    private final String version;

    Release(String version) {
        this.version = version;
    }

    /// Such as `11.10.0`.
    public String version() {
        return version;
    }

    boolean atLeast(Release other) {
        return compareTo(other) >= 0;
    }
}
