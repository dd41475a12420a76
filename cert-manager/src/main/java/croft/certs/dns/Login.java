package croft.certs.dns;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// The fields of a request that say who asks.
///
/// @param fields by name
/// @param secret what must not be in any message; empty if there is none
record Login(Map<String, String> fields, String secret) {
    /// Who asks, read anew for each request.
    interface Source {
        Login read() throws DnsTrouble;
    }

    /// The same with another field.
    Login with(String name, String value) {
        Map<String, String> more = new HashMap<>(fields);
        more.put(name, value);
        return new Login(Map.copyOf(more), secret);
    }

    static Source none() {
        return () -> new Login(Map.of(), "");
    }

    /// The secret in a field of its own, or behind a word: `Bearer …`.
    static Source field(String name, String before, Credential credential) {
        return () -> {
            String secret = credential.read();
            return new Login(Map.of(name, before + secret), secret);
        };
    }

    /// RFC 7617.
    static Source basic(String user, Credential credential) {
        return () -> {
            String secret = credential.read();
            String both = user + ":" + secret;
            return new Login(
                    Map.of(
                            "Authorization",
                            "Basic "
                                    + Base64.getEncoder()
                                            .encodeToString(both.getBytes(StandardCharsets.UTF_8))),
                    secret);
        };
    }
}
