package croft.stack.cli;

import croft.stack.docker.ContainerUse;
import croft.stack.report.Columns;
import croft.stack.report.Json;
import croft.stack.report.Octets;
import croft.stack.report.ProcessReport;
import croft.stack.report.ProcessReport.State;
import croft.stack.report.Seconds;
import croft.stack.report.Terminal;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A stack's status as people read it.
record StatusPage(StackStatus status, Terminal terminal) {
    void print() {
        PrintStream out = terminal.out();
        List<String> problems = status.problems();
        out.println(
                (problems.isEmpty() ? terminal.good("All is well") : terminal.bad("Not well"))
                        + ": "
                        + status.report().folder()
                        + ", up for "
                        + age(status.report().since())
                        + (status.report().launcher() == 0
                                ? ", in containers"
                                : ", process " + status.report().launcher()));
        problems.forEach(problem -> out.println("  " + terminal.bad("!") + " " + problem));
        status.mistakes().forEach(mistake -> out.println("    " + mistake));
        section("Sites", sites());
        section("Certificates", certificates());
        section("Turned away since the edge began", turnedAway());
        section(status.report().launcher() == 0 ? "Containers" : "Processes", processes());
    }

    private void section(String title, Columns rows) {
        List<String> lines = rows.lines();
        if (!lines.isEmpty()) {
            terminal.out().println();
            terminal.out().println(terminal.bold(title));
            lines.forEach(terminal.out()::println);
        }
    }

    private Columns sites() {
        var columns = new Columns("  ");
        for (Json site : status.sites()) {
            Json certificate = site.get("certificate");
            columns.row(
                    "https://"
                            + site.get("host").text("?")
                            + UpReport.port(status.report().httpsPort(), 443),
                    site.get("serves").text(""),
                    certificate.isAbsent()
                            ? terminal.warning("no certificate yet")
                            : "certificate until " + day(certificate.get("notAfter").text("?")),
                    bandwidth(site.get("bandwidth")));
        }
        return columns;
    }

    private String bandwidth(Json bandwidth) {
        if (bandwidth.isAbsent()) {
            return "";
        }
        String used =
                Octets.of(bandwidth.get("sent").number(0))
                        + " of "
                        + Octets.of(bandwidth.get("budget").number(0))
                        + " today";
        return bandwidth.get("slow").isTrue() ? terminal.warning(used + ", slowed down") : used;
    }

    private Columns turnedAway() {
        var columns = new Columns("  ");
        for (Json count : status.turnedAway()) {
            columns.row(count.get("reason").text("?"), Long.toString(count.get("count").number(0)));
        }
        return columns;
    }

    private Columns certificates() {
        var columns = new Columns("  ");
        for (Json certificate : status.certificates()) {
            String state = certificate.get("state").text("?");
            columns.row(
                    StackStatus.names(certificate),
                    state.equals("held") ? state : terminal.bad(state),
                    certificate.get("issuer").text(""),
                    "until " + day(certificate.get("notAfter").text("?")),
                    "renewed " + day(certificate.get("renewAt").text("?")));
        }
        return columns;
    }

    private Columns processes() {
        var columns = new Columns("  ");
        for (ProcessReport process : status.report().processes()) {
            columns.row(
                    process.name(),
                    process.state() == State.UP
                            ? terminal.good("up")
                            : terminal.bad(words(process.state())),
                    age(process.since()),
                    status.containers()
                            .of(process.name())
                            .map(StatusPage::memory)
                            .or(() -> process.pid().map(pid -> "pid " + pid))
                            .orElse(""),
                    process.restarts() == 0
                            ? ""
                            : terminal.warning(
                                    process.restarts() == 1
                                            ? "1 restart"
                                            : process.restarts() + " restarts"));
        }
        return columns;
    }

    private static String memory(ContainerUse use) {
        return Octets.of(use.memory())
                + (use.memoryLimit() == 0 ? "" : " of " + Octets.of(use.memoryLimit()));
    }

    private String age(Instant since) {
        return Seconds.of(Duration.between(since, status.now()));
    }

    private static String day(String instant) {
        try {
            return Instant.parse(instant).toString().substring(0, 10);
        } catch (DateTimeException e) {
            return instant;
        }
    }

    private static String words(State state) {
        return switch (state) {
            case STARTING -> "starting";
            case UP -> "up";
            case UNHEALTHY -> "not healthy";
            case WAITING -> "waiting to be started again";
            case GIVEN_UP -> "given up";
            case STOPPED -> "stopped";
        };
    }
}
