package croft.certs.dns;

import croft.certs.dns.DnsTrouble.Kind;
import croft.platform.declaration.ServerAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/// Whether a record can be seen: what each server that is authoritative for it answers. An
/// authority asks any of them, so one that lags behind fails the proof.
///
/// A server that does not answer at all holds nothing up for long, as an authority asks another one
/// then; one that answers without the record does. Calls block.
public final class Visibility {
    /// So often a server may be silent before the others are enough.
    private static final int PATIENCE = 3;

    private final Nameservers nameservers;
    private final InstantSource clock;

    public Visibility(Nameservers nameservers, InstantSource clock) {
        this.nameservers = nameservers;
        this.clock = clock;
    }

    /// Asks every server once, all at the same time.
    ///
    /// @param authoritativeOverride asked instead of the zone's own, if not empty
    public Seen seen(String owner, String value, List<ServerAddress> authoritativeOverride)
            throws DnsTrouble {
        return ask(owner, value, servers(owner, authoritativeOverride));
    }

    /// Asks again and again, every 20 to 500 ms, until the record is everywhere or `limit` is over.
    ///
    /// @return what was seen last
    public Seen waitFor(
            String owner, String value, List<ServerAddress> authoritativeOverride, Duration limit)
            throws DnsTrouble {
        List<Nameserver> servers = servers(owner, authoritativeOverride);
        Instant end = clock.instant().plus(limit);
        Pause pause = new Pause();
        int inARow = 0;
        while (true) {
            Seen seen = ask(owner, value, servers);
            inARow = seen.isEverywhere() ? inARow + 1 : 0;
            boolean enough = inARow >= PATIENCE || (inARow > 0 && !seen.isAnyoneSilent());
            if (enough || !clock.instant().isBefore(end)) {
                return seen;
            }
            pause.take();
        }
    }

    /// The same until no server that answers has it.
    public Seen waitUntilGone(
            String owner, String value, List<ServerAddress> authoritativeOverride, Duration limit)
            throws DnsTrouble {
        List<Nameserver> servers = servers(owner, authoritativeOverride);
        Instant end = clock.instant().plus(limit);
        Pause pause = new Pause();
        Seen seen = ask(owner, value, servers);
        while (!seen.isNowhere() && clock.instant().isBefore(end)) {
            pause.take();
            seen = ask(owner, value, servers);
        }
        return seen;
    }

    /// The values that the servers have, as the first one that answers says.
    List<String> values(String owner, List<ServerAddress> authoritativeOverride) throws DnsTrouble {
        List<String> failures = new ArrayList<>();
        for (Nameserver server : servers(owner, authoritativeOverride)) {
            switch (look(server, owner)) {
                case Found(List<String> values) -> {
                    return values;
                }
                case Alias(String target) ->
                        throw new DnsTrouble(
                                Kind.REFUSED,
                                owner + " is an alias of " + target,
                                "Write to " + target + " instead.");
                case Silence(String why) -> failures.add(server.name() + ": " + why);
            }
        }
        throw new DnsTrouble(
                Kind.UNREACHABLE,
                "no server says what " + owner + " holds (" + String.join(", ", failures) + ")",
                "Look whether the name servers of the zone run, and whether this machine reaches"
                        + " them.");
    }

    private List<Nameserver> servers(String owner, List<ServerAddress> authoritativeOverride)
            throws DnsTrouble {
        return authoritativeOverride.isEmpty()
                ? nameservers.of(owner)
                : Nameservers.declared(authoritativeOverride);
    }

    private static Seen ask(String owner, String value, List<Nameserver> servers)
            throws DnsTrouble {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Said>> asked = new ArrayList<>();
            for (Nameserver server : servers) {
                asked.add(threads.submit(() -> said(server, owner, value)));
            }
            List<Said> said = new ArrayList<>();
            for (Future<Said> answer : asked) {
                said.add(answer.get());
            }
            return new Seen(owner, value, said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Pause.interrupted(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Said said(Nameserver server, String owner, String value) {
        return switch (look(server, owner)) {
            case Found(List<String> values) when values.contains(value) ->
                    new Said(server.name(), Verdict.HAS, "has it");
            case Found(List<String> values) ->
                    new Said(
                            server.name(),
                            Verdict.HAS_NOT,
                            values.isEmpty()
                                    ? "has no such record"
                                    : "has "
                                            + values.stream()
                                                    .limit(5)
                                                    .map(Quoted::of)
                                                    .collect(Collectors.joining(", ")));
            case Alias(String target) ->
                    new Said(
                            server.name(),
                            Verdict.HAS_NOT,
                            "says that it is an alias of " + target);
            case Silence(String why) -> new Said(server.name(), Verdict.SILENT, why);
        };
    }

    private static Look look(Nameserver server, String owner) {
        Message answer;
        try {
            answer = server.ask(owner, Type.TXT, false);
        } catch (IOException e) {
            return new Silence(server.addresses().isEmpty() ? "has no address" : "does not answer");
        }
        if (answer.getRcode() != Rcode.NOERROR && answer.getRcode() != Rcode.NXDOMAIN) {
            return new Silence("answers " + Rcode.string(answer.getRcode()));
        }
        if (!server.declared() && !answer.getHeader().getFlag(Flags.AA)) {
            return new Silence("answers without authority for the zone");
        }
        List<String> values = new ArrayList<>();
        for (Record record : answer.getSection(Section.ANSWER)) {
            if (!record.getName().equals(Nameserver.absolute(owner))) {
                continue;
            }
            if (record instanceof CNAMERecord alias) {
                return new Alias(Labels.plain(alias.getTarget().toString()));
            }
            if (record instanceof TXTRecord txt) {
                values.add(text(txt));
            }
        }
        return new Found(values);
    }

    /// The strings of a record as one, as authorities read it (RFC 8555 §8.4).
    static String text(TXTRecord record) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        record.getStringsAsByteArrays().forEach(all::writeBytes);
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /// What a look at one server brought.
    private sealed interface Look {}

    /// Its values, of which there may be none.
    private record Found(List<String> values) implements Look {}

    /// That the owner is another name for something else.
    private record Alias(String target) implements Look {}

    /// Nothing that counts.
    private record Silence(String why) implements Look {}

    /// What all servers said.
    ///
    /// @param said by each, in the order of their names
    public record Seen(String owner, String value, List<Said> said) {
        public Seen {
            said = List.copyOf(said);
        }

        /// Whether at least one server has it, and every one that answers.
        public boolean isEverywhere() {
            return said.stream().anyMatch(s -> s.verdict() == Verdict.HAS)
                    && said.stream().noneMatch(s -> s.verdict() == Verdict.HAS_NOT);
        }

        /// Whether at least one server answers, and none has it.
        public boolean isNowhere() {
            return said.stream().anyMatch(s -> s.verdict() == Verdict.HAS_NOT)
                    && said.stream().noneMatch(s -> s.verdict() == Verdict.HAS);
        }

        private boolean isAnyoneSilent() {
            return said.stream().anyMatch(s -> s.verdict() == Verdict.SILENT);
        }

        /// `ns1.example.net has it; ns2.example.net has no such record`.
        @Override
        public String toString() {
            return said.isEmpty()
                    ? "there is no server to ask"
                    : said.stream()
                            .map(s -> s.server() + " " + s.text())
                            .collect(Collectors.joining("; "));
        }
    }

    /// What one server said.
    ///
    /// @param server its name, or the address from croft.yml
    /// @param text what follows the name in a sentence
    public record Said(String server, Verdict verdict, String text) {}

    /// What that means.
    public enum Verdict {
        HAS,
        HAS_NOT,
        /// No answer, an error, or an answer that does not count.
        SILENT
    }
}
