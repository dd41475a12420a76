package croft.chat.irc;

import static croft.chat.relay.Eventually.eventually;

import croft.house.wire.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A real IRC server on this machine, with settings of the test's.
public final class Ircd implements AutoCloseable {
    private static final String INSPIRCD = "/usr/sbin/inspircd";
    private static final String NGIRCD = "/usr/sbin/ngircd";

    /// What newer clients agree on with a server.
    private static final List<String> MODERN =
            List.of(
                    "ircv3_ctctags",
                    "ircv3_echomessage",
                    "ircv3_labeledresponse",
                    "ircv3_msgid",
                    "ircv3_accounttag");

    private final Path folder;
    private final int port;
    private final List<String> command;
    private final Map<String, Person> people = new HashMap<>();
    private Process process;

    private Ircd(Path folder, int port, List<String> command) throws Exception {
        this.folder = folder;
        this.port = port;
        this.command = command;
        this.process = start();
    }

    /// With everything that a bridge can make use of.
    public static Ircd modern() throws Exception {
        return inspircd(true, "no", "");
    }

    /// Without echoes, labels, tags and ids.
    static Ircd plain() throws Exception {
        return inspircd(false, "no", "");
    }

    /// Which lets nobody send faster than about a line a second.
    static Ircd slow() throws Exception {
        return inspircd(true, "yes", "");
    }

    /// Which offers TLS alone.
    static Ircd secured(Path certificate, Path key) throws Exception {
        return inspircd(
                true,
                "no",
                """
                <module name="ssl_gnutls">
                <sslprofile name="test" provider="gnutls" certfile="%s" keyfile="%s">
                """
                        .formatted(certificate, key));
    }

    private static Ircd inspircd(boolean modern, String fakelag, String more) throws Exception {
        Path folder = Files.createTempDirectory("inspircd");
        int port = FreePort.next();
        StringBuilder modules = new StringBuilder();
        for (String name : List.of("cap", "ircv3", "ircv3_batch", "ircv3_capnotify")) {
            modules.append("<module name=\"%s\">%n".formatted(name));
        }
        if (modern) {
            MODERN.forEach(name -> modules.append("<module name=\"%s\">%n".formatted(name)));
            modules.append("<module name=\"ircv3_servertime\"><module name=\"chanhistory\">\n");
        }
        modules.append("<module name=\"sanick\"><module name=\"sajoin\">\n").append(more);
        String ssl = more.contains("sslprofile") ? "sslprofile=\"test\"" : "";
        Path settings = folder.resolve("inspircd.conf");
        Files.writeString(
                settings,
                """
                <server name="irc.test" description="test" network="Test">
                <admin name="test" nick="test" email="test@irc.test">
                <bind address="127.0.0.1" port="%1$d" type="clients" %4$s>
                <path configdir="%2$s" datadir="%2$s" logdir="%2$s" runtimedir="%2$s"
                      moduledir="/usr/lib/inspircd/modules">
                <pid file="%2$s/pid">
                <performance clonesonconnect="no" nouserdns="yes">
                <limits maxnick="30" maxchan="64" maxline="512">
                <connect allow="*" timeout="60" threshold="%6$d" fakelag="%3$s" commandrate="%5$d"
                         recvq="65536" hardsendq="1M" softsendq="512K" globalmax="1000"
                         localmax="1000" maxchans="1000" resolvehostnames="no">
                <chanhistory maxduration="4w" maxlines="1000" prefixmsg="no">
                <class name="All" commands="*" privs="*" usermodes="*" chanmodes="*">
                <type name="All" classes="All">
                <oper name="root" password="root" host="*@*" type="All">
                """
                                .formatted(
                                        port,
                                        folder,
                                        fakelag,
                                        ssl,
                                        fakelag.equals("yes") ? 1000 : 100_000,
                                        fakelag.equals("yes") ? 10 : 10_000)
                        + modules);
        return new Ircd(
                folder,
                port,
                List.of(
                        installed(INSPIRCD, "inspircd"),
                        "--config",
                        settings.toString(),
                        "--nofork",
                        "--runasroot"));
    }

    /// The worst case: a server that tells nothing of what it does with a line.
    static Ircd ngircd() throws Exception {
        Path folder = Files.createTempDirectory("ngircd");
        int port = FreePort.next();
        Path settings = folder.resolve("ngircd.conf");
        Files.writeString(
                settings,
                """
                [Global]
                Name = irc.test
                Info = test
                Listen = 127.0.0.1
                Ports = %d
                [Limits]
                MaxConnectionsIP = 0
                MaxNickLength = 30
                MaxJoins = 0
                MaxPenaltyTime = 0
                [Options]
                DNS = no
                Ident = no
                PAM = no
                """
                        .formatted(port));
        return new Ircd(
                folder,
                port,
                List.of(installed(NGIRCD, "ngircd"), "-n", "-f", settings.toString()));
    }

    /// Somebody who is there for as long as the server: letting one in takes it a second.
    Person person(String nick) throws Exception {
        Person person = people.get(nick);
        if (person == null) {
            person = new Person(port, nick);
            people.put(nick, person);
        }
        return person;
    }

    public int port() {
        return port;
    }

    /// As it would end when its machine loses power.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// As it was, on the same port.
    void revive() throws Exception {
        process = start();
    }

    private Process start() throws Exception {
        Process started =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        eventually(
                "the IRC server answers",
                () -> {
                    if (!started.isAlive()) {
                        throw new AssertionError(
                                "the IRC server has ended: "
                                        + Files.readString(folder.resolve("log")));
                    }
                    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        return true;
                    } catch (IOException _) {
                        return false;
                    }
                });
        return started;
    }

    private static String installed(String program, String debianPackage) {
        return Optional.of(Path.of(program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .orElseThrow(() ->
                        new AssertionError(
                                program
                                        + " is missing. Install it: apt-get install -y "
                                        + debianPackage));
    }

    @Override
    public void close() {
        people.values().forEach(Person::leave);
        process.destroy();
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
        // InspIRCd 3.15 may crash while it ends, and then leaves its memory there.
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
