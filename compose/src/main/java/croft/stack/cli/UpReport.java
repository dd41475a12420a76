package croft.stack.cli;

import croft.platform.declaration.Declaration;
import croft.platform.declaration.Origin;
import croft.platform.declaration.Serving;
import croft.platform.declaration.Site;
import croft.stack.launch.DataFolder;
import croft.stack.launch.Order;
import croft.stack.launch.Stack;
import croft.stack.report.Columns;
import croft.stack.report.ProcessReport;
import croft.stack.report.ProcessReport.State;
import croft.stack.report.Seconds;
import croft.stack.report.StackReport;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// What `croft up` says when everything runs: where the sites are, how to trust them, where logs
/// and data are.
record UpReport(
        Terminal terminal, Order order, Declaration declaration, Stack stack, boolean verbose) {
    private static final int CONNECT_MILLIS = 300;

    void print(Duration took) {
        PrintStream out = terminal.out();
        StackReport report = stack.report();
        List<String> missing =
                report.processes().stream()
                        .filter(process -> process.state() != State.UP)
                        .map(ProcessReport::name)
                        .toList();
        out.println();
        out.println(
                missing.isEmpty()
                        ? terminal.good("Croft is up") + " (" + Seconds.of(took) + ")"
                        : terminal.warning("Croft is up, without " + String.join(", ", missing))
                                + " ("
                                + Seconds.of(took)
                                + ")");
        out.println();
        sites(declaration, report, terminal).lines().forEach(out::println);
        out.println();
        places().lines().forEach(out::println);
        if (verbose) {
            out.println();
            processes(report).lines().forEach(out::println);
            out.println("  took: " + phases());
        }
        out.println();
        out.println("  Ctrl-C stops everything.");
    }

    /// A line for each host.
    static Columns sites(Declaration declaration, StackReport report, Terminal terminal) {
        var columns = new Columns("  ");
        for (Site site : declaration.sites()) {
            columns.row(
                    terminal.bold("https://" + site.host() + port(report.httpsPort(), 443)),
                    terminal.dim(serves(site.serving())));
            site.aliases()
                    .forEach(alias ->
                            columns.row(
                                    "https://" + alias + port(report.httpsPort(), 443),
                                    terminal.dim("redirected to " + site.host())));
        }
        return columns;
    }

    private Columns places() {
        DataFolder data = DataFolder.of(order.folder());
        Columns columns = authority(data);
        columns.row("Logs", data.logs() + "   (croft logs -f)");
        columns.row("Data", data.toString());
        return columns;
    }

    /// Where the local authority's certificate is, if it has one.
    static Columns authority(DataFolder data) {
        var columns = new Columns("  ");
        var authority = new AuthorityFile(data);
        if (Files.exists(authority.path())) {
            columns.row("Authority", authority.path().toString());
            columns.row("", "browsers trust these sites after: croft trust --install");
        }
        return columns;
    }

    private Columns processes(StackReport report) {
        var columns = new Columns("  ");
        for (ProcessReport process : report.processes()) {
            columns.row(
                    process.name(),
                    "pid " + process.pid().map(String::valueOf).orElse("-"),
                    process.kind() == ProcessReport.Kind.DATABASE
                            ? "port " + report.databasePort()
                            : process.managementPort().isPresent()
                                    ? "management port " + process.managementPort().getAsInt()
                                    : "");
        }
        return columns;
    }

    private String phases() {
        return stack.phases().entrySet().stream()
                .map(phase -> phase.getKey() + " " + Seconds.of(phase.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String serves(Serving serving) {
        return switch (serving) {
            case Serving.Folder(Path folder, String asDeclared, _) ->
                    "static " + asDeclared + unlessThere(folder);
            case Serving.Wiki(Path folder, String asDeclared, _) ->
                    "wiki " + asDeclared + unlessThere(folder);
            case Serving.Releases releases -> "releases of " + releases.project();
            case Serving.Previews previews -> "previews of " + previews.project();
            case Serving.Chat(var name, Origin origin) ->
                    "chat " + name + (answers(origin) ? "" : " (does not answer yet)");
            case Serving.Pastes(var chat) -> "pastes of " + chat;
            case Serving.Proxy(Origin origin) ->
                    origin + (answers(origin) ? "" : " (does not answer yet)");
        };
    }

    private static String unlessThere(Path folder) {
        return Files.isDirectory(folder) ? "" : " (there is no such folder yet)";
    }

    /// Looks only at this machine: a name elsewhere may take long to be looked up.
    private static boolean answers(Origin origin) {
        try (var socket = new Socket()) {
            InetAddress address =
                    origin.host().equals("localhost")
                            ? InetAddress.getLoopbackAddress()
                            : InetAddress.ofLiteral(origin.host());
            if (address.isLoopbackAddress()) {
                socket.connect(new InetSocketAddress(address, origin.port()), CONNECT_MILLIS);
            }
            return true;
        } catch (IOException e) {
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    static String port(int port, int standard) {
        return port == standard ? "" : ":" + port;
    }
}
