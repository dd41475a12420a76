package croft.edge.upstream;

/// Why a backend's answer cannot be had, with the error type of RFC 9209 §2.3 that names it.
///
/// @param retryable whether no octet of the request can have been processed, so that it may be sent
///   again
/// @param detail for the log and for people; no secrets
public record Failure(Kind kind, boolean retryable, String detail) {
    /// Error types of RFC 9209.
    public enum Kind {
        DNS_ERROR("dns_error", 502),
        CONNECTION_REFUSED("connection_refused", 502),
        CONNECTION_TIMEOUT("connection_timeout", 504),
        CONNECTION_TERMINATED("connection_terminated", 502),
        HTTP_RESPONSE_TIMEOUT("http_response_timeout", 504),
        HTTP_RESPONSE_INCOMPLETE("http_response_incomplete", 502),
        HTTP_PROTOCOL_ERROR("http_protocol_error", 502),
        HTTP_UPGRADE_FAILED("http_upgrade_failed", 502),
        CONNECTION_LIMIT_REACHED("connection_limit_reached", 503);

        private final String name;
        private final int status;

        Kind(String name, int status) {
            this.name = name;
            this.status = status;
        }

        /// The token of RFC 9209 §2.3.
        public String token() {
            return name;
        }

        /// The status that a gateway answers with.
        public int status() {
            return status;
        }
    }
}
