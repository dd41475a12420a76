package croft.stack.figures;

import java.util.Map;
import java.util.OptionalDouble;

/// What the edge has to reach: so many times cheaper than each peer, and within bounds of its own.
///
/// The numbers were set from measurements of a trial that did less than the edge has to; the
/// difference pays for the rest.
final class Targets {
    private static final Map<String, Double> SMALL_H1 = peers(3.0, 1.7, 1.1, 6);
    private static final Map<String, Double> H2_KIB_1 = peers(40, 6, 1.7, 40);
    private static final Map<String, Double> H2_KIB_10 = peers(15, 2.5, 2.0, 25);
    private static final Map<String, Double> LARGE = peers(2.5, 1.6, 1.6, 2);
    private static final Map<String, Double> FULL_HANDSHAKE = peers(1.5, 1.25, 1.25, 1.6);
    private static final Map<String, Double> RESUMED_HANDSHAKE = peers(1.5, 1.0, 1.05, 1.5);
    private static final Map<String, Double> PASS_KIB_10 = peers(4, 1.2, 1.0, 3);
    private static final Map<String, Double> PASS_MIB_1 = peers(2, 1.0, 1.2, 1.0);
    private static final Map<String, Double> LOGGED_H1 = peers(3.5, 1.5, 1.8, 8);
    private static final Map<String, Double> LOGGED_H2 = peers(40, 6, 6, 40);
    private static final Map<String, Double> NONE = Map.of();

    /// At most 1.5 times what nginx takes.
    private static final Map<String, Double> FILES = Map.of("nginx", 1 / 1.5);

    /// At most 1.1 times, at most 1.2 times what HAProxy takes; no more than nginx.
    private static final Map<String, Double> HALF = Map.of("haproxy", 1 / 1.1);

    private static final Map<String, Double> NEARLY_ALL = Map.of("haproxy", 1 / 1.2, "nginx", 1.0);

    /// Behind the name of a peer that writes an access log.
    static final String LOGGED = "-log";

    private Targets() {}

    /// The least that the ratio to a peer has to be.
    static OptionalDouble ratio(Load load, Metric metric, String peer) {
        boolean logged = peer.endsWith(LOGGED);
        String anchor = logged ? peer.substring(0, peer.length() - LOGGED.length()) : peer;
        Double least =
                switch (metric) {
                    case CPU -> (logged ? logged(load) : cpu(load)).get(anchor);
                    case P50 -> logged ? null : HALF.get(anchor);
                    case P99 -> logged ? null : NEARLY_ALL.get(anchor);
                    case EACH, RSS, START -> null;
                };
        return least == null ? OptionalDouble.empty() : OptionalDouble.of(least);
    }

    /// The most that the edge itself may take, in the unit of the metric.
    static OptionalDouble bound(Load load, Metric metric) {
        return switch (load) {
            case Load.Held held when metric == Metric.EACH ->
                    OptionalDouble.of(held.protocol() == Protocol.H1 ? 16 : 26);
            case Load.Resident _ when metric == Metric.RSS -> OptionalDouble.of(120);
            case Load.Fill fill when metric == Metric.RSS && fill.objects() == 100_000 ->
                    OptionalDouble.of(280);
            case Load.Start _ when metric == Metric.START -> OptionalDouble.of(1.3);
            case Load.Held _,
                    Load.Resident _,
                    Load.Fill _,
                    Load.Start _,
                    Load.Requests _,
                    Load.Files _,
                    Load.Handshakes _,
                    Load.Paced _ ->
                    OptionalDouble.empty();
        };
    }

    private static Map<String, Double> cpu(Load load) {
        return switch (load) {
            case Load.Requests requests when requests.stored() -> hit(requests);
            case Load.Requests requests ->
                    switch (requests.size()) {
                        case KIB_10 -> PASS_KIB_10;
                        case MIB_1 -> PASS_MIB_1;
                        case KIB_1, KIB_100 -> NONE;
                    };
            case Load.Files files ->
                    switch (files.size()) {
                        case KIB_10, MIB_1 -> FILES;
                        case KIB_1, KIB_100 -> NONE;
                    };
            case Load.Handshakes handshakes ->
                    handshakes.resumed() ? RESUMED_HANDSHAKE : FULL_HANDSHAKE;
            case Load.Paced _, Load.Held _, Load.Fill _, Load.Resident _, Load.Start _ -> NONE;
        };
    }

    private static Map<String, Double> hit(Load.Requests requests) {
        return switch (requests.size()) {
            case KIB_100, MIB_1 -> LARGE;
            case KIB_1 -> requests.protocol() == Protocol.H1 ? SMALL_H1 : H2_KIB_1;
            case KIB_10 -> requests.protocol() == Protocol.H1 ? SMALL_H1 : H2_KIB_10;
        };
    }

    private static Map<String, Double> logged(Load load) {
        return load instanceof Load.Requests requests
                        && requests.stored()
                        && requests.size() == BodySize.KIB_1
                ? requests.protocol() == Protocol.H1 ? LOGGED_H1 : LOGGED_H2
                : NONE;
    }

    private static Map<String, Double> peers(
            double hv, double nginx, double haproxy, double caddy) {
        return Map.of("hv", hv, "nginx", nginx, "haproxy", haproxy, "caddy", caddy);
    }
}
