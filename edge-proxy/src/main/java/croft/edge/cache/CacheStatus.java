package croft.edge.cache;

import java.time.Duration;
import java.util.Optional;

/// Texts of `Cache-Status` (RFC 9211). A member for ourselves; what a cache behind us has written
/// stays before it.
public final class CacheStatus {
    /// How this cache is called (RFC 9211 §2).
    private static final String NAME = "croft";

    /// What is reflected from a request may be long.
    private static final int LONGEST_DETAIL = 120;

    private CacheStatus() {}

    /// Answered from the store.
    public static String hit(Duration ttl) {
        return NAME + "; hit; ttl=" + ttl.toSeconds();
    }

    /// Answered from the store although stale, the backend having failed. That is no `hit`: the
    /// request did go forward (RFC 9211 §2.1).
    ///
    /// @param error of RFC 9209, or the status, such as `connection_refused` or `503`
    public static String standIn(Duration ttl, ForwardReason reason, String error) {
        StringBuilder text = forward(reason);
        if (isStatus(error)) {
            text.append("; fwd-status=").append(error);
        }
        text.append("; ttl=").append(ttl.toSeconds());
        return detailed(text, "stands in: " + error);
    }

    /// Asked the backend.
    ///
    /// @param status of its answer
    /// @param stored whether the answer was stored
    /// @param collapsed whether another request's answer was used
    /// @param detail why it was not stored, or whatever else is to be known
    public static String forwarded(
            ForwardReason reason,
            int status,
            boolean stored,
            boolean collapsed,
            Optional<String> detail) {
        StringBuilder text = forward(reason).append("; fwd-status=").append(status);
        if (stored) {
            text.append("; stored");
        }
        if (collapsed) {
            text.append("; collapsed");
        }
        return detail.isPresent() ? detailed(text, detail.get()) : text.toString();
    }

    /// Asked the backend, in vain.
    ///
    /// @param detail why it was asked, if there is more to say; or empty
    public static String unanswered(ForwardReason reason, String detail) {
        StringBuilder text = forward(reason);
        return detail.isEmpty() ? text.toString() : detailed(text, detail);
    }

    private static StringBuilder forward(ForwardReason reason) {
        return new StringBuilder(96).append(NAME).append("; fwd=").append(reason.token());
    }

    /// RFC 9211 §2.8.
    private static String detailed(StringBuilder text, String detail) {
        String shown =
                detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
        return text.append("; detail=").append(Structured.quoted(shown)).toString();
    }

    private static boolean isStatus(String error) {
        return error.length() == 3 && error.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
