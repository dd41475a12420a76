package croft.stack.docker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the Compose files of a folder say when all are taken together: of each service that is part
/// of the stack, what this program has to know.
record Blueprint(Map<String, Part> parts) {
    /// `127.0.0.1:8080:8080/tcp`, as version 1 writes it, without what is left out.
    private static final Pattern PORT =
            Pattern.compile(
                    "(?:(?<address>[0-9.]+|\\[[0-9a-f:]+]):)?(?<port>\\d+):(?<in>\\d+)(?:/(?<protocol>tcp|udp))?");

    Blueprint {
        parts = new LinkedHashMap<>(parts);
    }

    /// One service.
    ///
    /// @param secrets their names
    record Part(String image, List<Port> ports, Set<String> secrets) {}

    /// A port of the machine.
    ///
    /// @param address empty: all of them
    record Port(String address, int port, boolean udp) {
        @Override
        public String toString() {
            return (address.isEmpty() ? "" : address + ":") + port + (udp ? "/udp" : "");
        }
    }

    /// @param yaml what `config` wrote, of version 1 or 2
    /// @param profiles those that are wanted
    static Blueprint of(Map<?, ?> yaml, List<String> profiles) {
        var parts = new LinkedHashMap<String, Part>();
        if (yaml.get("services") instanceof Map<?, ?> services) {
            services.forEach((name, service) -> {
                if (service instanceof Map<?, ?> of && isWanted(of.get("profiles"), profiles)) {
                    parts.put(
                            String.valueOf(name),
                            new Part(
                                    String.valueOf(of.get("image")),
                                    ports(of.get("ports")),
                                    secrets(of.get("secrets"))));
                }
            });
        }
        return new Blueprint(parts);
    }

    /// Every image, once.
    Set<String> images() {
        var images = new TreeSet<String>();
        parts.values().forEach(part -> images.add(part.image()));
        return images;
    }

    private static boolean isWanted(@Nullable Object of, List<String> profiles) {
        return !(of instanceof List<?> list)
                || list.isEmpty()
                || list.stream().anyMatch(profile -> profiles.contains(String.valueOf(profile)));
    }

    private static List<Port> ports(@Nullable Object written) {
        var ports = new ArrayList<Port>();
        if (written instanceof List<?> list) {
            for (Object port : list) {
                if (port instanceof Map<?, ?> map) {
                    add(map, ports);
                } else {
                    Matcher parts = PORT.matcher(String.valueOf(port));
                    if (parts.matches()) {
                        String address = parts.group("address");
                        ports.add(
                                new Port(
                                        address == null ? "" : address,
                                        Integer.parseInt(parts.group("port")),
                                        "udp".equals(parts.group("protocol"))));
                    }
                }
            }
        }
        return List.copyOf(ports);
    }

    private static void add(Map<?, ?> map, List<Port> ports) {
        String published = String.valueOf(map.get("published"));
        Object address = map.get("host_ip");
        if (published.matches("\\d{1,5}")) {
            ports.add(
                    new Port(
                            address == null ? "" : String.valueOf(address),
                            Integer.parseInt(published),
                            "udp".equals(map.get("protocol"))));
        }
    }

    private static Set<String> secrets(@Nullable Object written) {
        var secrets = new TreeSet<String>();
        if (written instanceof List<?> list) {
            for (Object secret : list) {
                secrets.add(
                        secret instanceof Map<?, ?> map
                                ? String.valueOf(map.get("source"))
                                : String.valueOf(secret));
            }
        }
        return secrets;
    }
}
