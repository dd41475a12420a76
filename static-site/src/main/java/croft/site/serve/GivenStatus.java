package croft.site.serve;

import croft.platform.traffic.Status;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The statuses that a site's rules or a backend give.
final class GivenStatus {
    /// Those that a site's rules may ask for, and others.
    private static final Map<Integer, Status> BY_CODE =
            Stream.of(
                            Status.OK,
                            new Status(301, "Moved Permanently"),
                            new Status(302, "Found"),
                            Status.SEE_OTHER,
                            new Status(307, "Temporary Redirect"),
                            Status.PERMANENT_REDIRECT,
                            Status.BAD_REQUEST,
                            Status.UNAUTHORIZED,
                            Status.FORBIDDEN,
                            Status.NOT_FOUND,
                            new Status(410, "Gone"),
                            new Status(451, "Unavailable For Legal Reasons"),
                            Status.INTERNAL_ERROR,
                            Status.UNAVAILABLE)
                    .collect(Collectors.toMap(Status::code, Function.identity()));

    private GivenStatus() {}

    static Status of(int code) {
        Status known = BY_CODE.get(code);
        return known != null ? known : new Status(code, "Status " + code);
    }
}
