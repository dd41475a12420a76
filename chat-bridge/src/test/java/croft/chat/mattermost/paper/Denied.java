package croft.chat.mattermost.paper;

import java.util.Map;

/// A request that Mattermost refuses, as it says so.
final class Denied extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String id;

    Denied(int status, String id, String message) {
        super(message);
        this.status = status;
        this.id = id;
    }

    static Denied permission(String permission) {
        return new Denied(
                403,
                "api.context.permissions.app_error",
                "You do not have the appropriate permissions (" + permission + ").");
    }

    static Denied notFound(String id, String what) {
        return new Denied(404, id, what);
    }

    static Denied parameter(String name) {
        return new Denied(
                400,
                "api.context.invalid_body_param.app_error",
                "Invalid or missing " + name + " in request body.");
    }

    static Denied urlParameter(String name) {
        return new Denied(
                400,
                "api.context.invalid_url_param.app_error",
                "Invalid or missing " + name + " parameter in request URL.");
    }

    int status() {
        return status;
    }

    String id() {
        return id;
    }

    Map<String, Object> body() {
        return Map.of(
                "id",
                id,
                "message",
                String.valueOf(getMessage()),
                "detailed_error",
                "",
                "request_id",
                Id.next(),
                "status_code",
                status);
    }
}
