package croft.stack.bench;

import croft.stack.bench.Daemons.Daemon;
import croft.stack.launch.CannotStart;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A peer that runs, or will.
final class PeerServer implements Server {
    /// Open files, more than any load needs.
    static final int FILES = 20_000;

    private final Peer peer;
    private final Workshop workshop;
    private final Programs programs;
    private final Daemons daemons;
    private final Ports ports;
    private final boolean root;
    private final List<Daemon> running = new ArrayList<>();

    /// A peer that does not run yet.
    ///
    /// @param root whether the bench runs as root: then some programs want to be told whom to
    ///   become
    PeerServer(
            Peer peer,
            Workshop workshop,
            Programs programs,
            Daemons daemons,
            Ports ports,
            boolean root) {
        this.peer = peer;
        this.workshop = workshop;
        this.programs = programs;
        this.daemons = daemons;
        this.ports = ports;
        this.root = root;
    }

    @Override
    public String name() {
        return peer.name();
    }

    @Override
    public int port() {
        return ports.own();
    }

    @Override
    public List<Long> processes() {
        return running.stream().map(daemon -> daemon.process().pid()).toList();
    }

    @Override
    public void restart() throws CannotStart, IOException, InterruptedException {
        for (Daemon daemon : List.copyOf(running).reversed()) {
            daemons.stop(daemon);
            running.remove(daemon);
        }
        Workshop.delete(cache());
        for (List<String> command : commands()) {
            running.add(daemons.start(name() + "-" + running.size(), command));
        }
    }

    @Override
    public void check() throws CannotStart, IOException {
        for (Daemon daemon : running) {
            daemon.check();
        }
    }

    private List<List<String>> commands() throws CannotStart, IOException {
        return switch (peer.kind()) {
            case NGINX ->
                    List.of(
                            List.of(
                                    programs.path("nginx"),
                                    "-e",
                                    "stderr",
                                    "-c",
                                    configuration(
                                            "nginx.conf",
                                            Map.of(
                                                    "log",
                                                    peer.logging() ? log() + " edge" : "off"))));
            case HAPROXY ->
                    List.of(
                            List.of(
                                    programs.path("haproxy"),
                                    "-W",
                                    "-db",
                                    "-f",
                                    configuration("haproxy.cfg", haproxyLog())));
            case CADDY ->
                    List.of(
                            List.of(
                                    programs.path("caddy"),
                                    "run",
                                    "--adapter",
                                    "caddyfile",
                                    "--config",
                                    configuration(
                                            "Caddyfile",
                                            Map.of(
                                                    "log",
                                                    peer.logging()
                                                            ? "log {\n\t\toutput file "
                                                                    + log()
                                                                    + "\n\t}"
                                                            : ""))));
            case HITCH_AND_VARNISH -> hitchAndVarnish();
        };
    }

    private List<List<String>> hitchAndVarnish() throws CannotStart, IOException {
        String instance = workshop.folder().resolve("run").resolve(name()).toString();
        List<List<String>> commands = new ArrayList<>();
        commands.add(
                List.of(
                        programs.path("varnishd"),
                        "-F",
                        "-n",
                        instance,
                        "-a",
                        "127.0.0.1:" + ports.behind() + ",PROXY",
                        "-f",
                        configuration("varnish.vcl", Map.of()),
                        "-s",
                        "malloc,256m",
                        "-p",
                        "feature=+http2",
                        "-p",
                        "timeout_idle=3600"));
        if (peer.logging()) {
            // It waits for varnishd by itself.
            commands.add(
                    List.of(
                            programs.path("varnishncsa"),
                            "-t",
                            "off",
                            "-n",
                            instance,
                            "-w",
                            log()));
        }
        String user = root ? "user = \"_hitch\"\ngroup = \"_hitch\"" : "";
        commands.add(
                List.of(
                        programs.path("hitch"),
                        "--config="
                                + configuration(
                                        "hitch.conf",
                                        Map.of("varnish", ports.behind(), "user", user))));
        return commands;
    }

    /// To standard output, which is a file here: what a log costs at the least, without a syslog.
    private Map<String, String> haproxyLog() {
        return peer.logging()
                ? Map.of(
                        "global-log",
                        "    log stdout format raw local0",
                        "frontend-log",
                        "    log global\n    option httplog")
                : Map.of("global-log", "", "frontend-log", "    no log");
    }

    private String configuration(String template, Map<String, ?> more) throws IOException {
        var values = new LinkedHashMap<String, Object>(more);
        values.put("name", name());
        values.put("port", port());
        values.put("origin", ports.origin());
        values.put("workers", Runtime.getRuntime().availableProcessors());
        values.put("files", FILES);
        return workshop.configuration(template, name(), values).toString();
    }

    private String log() {
        return workshop.folder().resolve("log").resolve(name() + ".access.log").toString();
    }

    private Path cache() {
        return workshop.folder().resolve("run").resolve(name() + "-cache");
    }

    /// The ports that a peer needs to know.
    ///
    /// @param own where it speaks TLS
    /// @param behind between hitch and Varnish
    record Ports(int own, int behind, int origin) {}
}
