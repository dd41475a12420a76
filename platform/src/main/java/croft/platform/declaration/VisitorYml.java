package croft.platform.declaration;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The keys of the section `edge` that are about visitors' addresses.
final class VisitorYml {
    private static final int MOST = 1_000_000;

    static final Key<Integer> CONNECTIONS =
            Key.optional(
                    "connections",
                    Numbers.between(1, MOST, "256"),
                    "256",
                    "How many connections an address may have open at once. One more is closed before"
                            + " it costs anything; those that are open stay.");

    static final Key<Integer> REQUESTS_PER_SECOND =
            Key.optional(
                    "requests-per-second",
                    Numbers.between(1, MOST, "100"),
                    "100",
                    "How many requests an address may make in the long run. An answer from the store"
                            + " counts as a tenth. More are answered with 429 and `Retry-After`.");

    static final Key<Integer> BURST =
            Key.optional(
                    "burst",
                    Numbers.between(10, MOST, "2000"),
                    "2000",
                    "How many requests of an address may come at once after a quiet time.");

    static final Key<VisitorPolicy.Limits> LIMITS =
            Key.optional(
                    "limits",
                    new Form.Section<>(
                            "a section",
                            List.of(CONNECTIONS, REQUESTS_PER_SECOND, BURST),
                            List.of(),
                            (fields, _) ->
                                    new VisitorPolicy.Limits(
                                            number(
                                                    fields,
                                                    CONNECTIONS,
                                                    VisitorPolicy.Limits.DEFAULT.connections()),
                                            number(
                                                    fields,
                                                    REQUESTS_PER_SECOND,
                                                    VisitorPolicy.Limits.DEFAULT
                                                            .requestsPerSecond()),
                                            number(
                                                    fields,
                                                    BURST,
                                                    VisitorPolicy.Limits.DEFAULT.burst()))),
                    "the defaults of its keys",
                    "What one address may do: an IPv4 address, or all of an IPv6 /64, which is one"
                            + " household. Visitors of a usual site never meet these.");

    static final Key<List<Placed<AddressRange>>> ALLOW =
            ranges(
                    "allow",
                    "this machine and private networks",
                    "Whom `limits` are not for. What is said here takes the place of the default.");

    static final Key<List<Placed<AddressRange>>> DENY =
            ranges(
                    "deny",
                    "none",
                    "Who is not let in, whatever `allow` says. Connections are closed as they come;"
                            + " on those that are open already, the next request is answered with"
                            + " 403.");

    static final Key<List<Placed<AddressRange>>> PROXY_PROTOCOL_FROM =
            ranges(
                    "proxy-protocol-from",
                    "none",
                    "Load balancers whose every connection begins with a header of the PROXY protocol"
                            + " (version 1 or 2), which says who the visitor is. Without it their"
                            + " connections are closed, and nobody else's may begin with one.");

    static final Key<List<Placed<AddressRange>>> TRUSTED_PROXIES =
            ranges(
                    "trusted-proxies",
                    "none",
                    "Proxies that tell by `X-Forwarded-For` who the visitor is. The field is read from"
                            + " its end, up to the first address that is no such proxy; what stands"
                            + " before it anybody may have written. From others it is dropped.");

    static final List<Key<?>> KEYS =
            List.of(LIMITS, ALLOW, DENY, PROXY_PROTOCOL_FROM, TRUSTED_PROXIES);

    private VisitorYml() {}

    /// Addresses and ranges, for any key that has such a list.
    static Key<List<Placed<AddressRange>>> ranges(String name, String otherwise, String meaning) {
        return Key.optional(
                name,
                new Form.Items<>(
                        new Form.Text<>(
                                "an address or a range of addresses",
                                "10.0.0.0/8",
                                Optional.of("^[0-9A-Fa-f:.]+(/[0-9]{1,3})?$"),
                                (text, _) -> AddressRange.parse(text)),
                        "a list of addresses and ranges, such as [127.0.0.1, 10.0.0.0/8]",
                        0),
                otherwise,
                meaning);
    }

    static VisitorPolicy policy(Fields fields) {
        return new VisitorPolicy(
                fields.get(LIMITS).map(Placed::value).orElse(VisitorPolicy.Limits.DEFAULT),
                said(fields, ALLOW).orElse(VisitorPolicy.PRIVATE),
                said(fields, DENY).orElse(List.of()),
                said(fields, PROXY_PROTOCOL_FROM).orElse(List.of()),
                said(fields, TRUSTED_PROXIES).orElse(List.of()));
    }

    private static int number(Fields fields, Key<Integer> key, int otherwise) {
        return fields.get(key).map(Placed::value).orElse(otherwise);
    }

    static Optional<List<AddressRange>> said(Fields fields, Key<List<Placed<AddressRange>>> key) {
        return fields.get(key).map(list -> list.value().stream().map(Placed::value).toList());
    }

    /// Those of `edge` that are not about visitors, and then these.
    static List<Key<?>> behind(Key<?>... others) {
        return Stream.concat(Stream.of(others), KEYS.stream()).toList();
    }
}
