package croft.migrations;

import croft.platform.secret.SecretName;

/// The PostgreSQL role that one service logs in as.
///
/// The time limits are nets, not tools: no statement of a service takes seconds, and a transaction
/// that idles holds locks that others wait for. Edge requests never wait for the database, so the
/// edge gives up soonest.
enum ServiceRole {
    EDGE("edge", "10s", "10s"),
    CERTS("certs", "30s", "30s"),
    SITE("site", "30s", "30s"),
    WIKI("wiki", "30s", "30s"),
    CHAT("chat", "30s", "30s");

    private final String role;
    private final String statementTimeout;
    private final String idleInTransactionTimeout;

    ServiceRole(String role, String statementTimeout, String idleInTransactionTimeout) {
        this.role = role;
        this.statementTimeout = statementTimeout;
        this.idleInTransactionTimeout = idleInTransactionTimeout;
    }

    String role() {
        return role;
    }

    String statementTimeout() {
        return statementTimeout;
    }

    String idleInTransactionTimeout() {
        return idleInTransactionTimeout;
    }

    SecretName password() {
        return new SecretName("database-" + role);
    }
}
