package croft.site.serve;

import croft.platform.declaration.HostName;
import croft.platform.declaration.Origin;
import croft.platform.declaration.StaticPolicy;
import croft.platform.traffic.EntityTag;
import croft.platform.traffic.Octets;
import croft.site.content.Content;
import croft.site.content.Contents;
import croft.site.content.Document;
import croft.site.content.OpenFile;
import croft.site.content.Tree;
import croft.site.rules.Dialect;
import croft.site.rules.Problem;
import croft.site.rules.Rules;
import croft.site.rules.WebOrigin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rules of all sites, read anew whenever the content of a rule file is another. Called on
/// virtual threads.
final class RuleBook {
    private static final Logger LOG = LoggerFactory.getLogger(RuleBook.class);

    /// Rules kept, some hundred kilobytes at the very most each: those of every site of a small
    /// server, and of some previews.
    private static final int MOST = 64;

    /// Problems of one change that the log tells one by one.
    private static final int MOST_TOLD = 10;

    /// What the longest rule file that counts can take, in UTF-8.
    private static final long MOST_OCTETS = 4L * (Rules.LONGEST_FILE + 1);

    private final Contents contents;
    private final Map<Read, Rules> known = new LinkedHashMap<>(16, 0.75f, true);

    RuleBook(Contents contents) {
        this.contents = contents;
    }

    /// The rules of `site` as its files are now.
    ///
    /// @throws IOException if a rule file cannot be read: to go on without it could show what it
    ///   hides
    Rules of(ServedSite site, Tree tree) throws IOException {
        if (site.policy().rules() == StaticPolicy.Rules.OFF) {
            return Rules.NONE;
        }
        Optional<Text> redirects = text(tree, "_redirects");
        Optional<Text> headers = text(tree, "_headers");
        if (redirects.isEmpty() && headers.isEmpty()) {
            return Rules.NONE;
        }
        Read read =
                new Read(
                        site.host(),
                        redirects.map(Text::tag),
                        headers.map(Text::tag),
                        site.policy().rules(),
                        origins(site.policy().forwardTo()));
        Rules rules = known(read);
        if (rules == null) {
            rules =
                    Rules.read(
                            redirects.map(Text::decoded),
                            headers.map(Text::decoded),
                            dialect(read.dialect),
                            read.permitted);
            keep(read, rules);
            tell(site, rules.problems());
        }
        return rules;
    }

    private Optional<Text> text(Tree tree, String name) throws IOException {
        Optional<Document> file = tree.ruleFile(name);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Optional<Content> content = contents.of(tree, file.get().plain(), true);
        if (content.isEmpty()) {
            throw new IOException(name + " changes too fast");
        }
        return Optional.of(
                switch (content.get()) {
                    case Content.Small(Octets octets, EntityTag tag) -> new Text(tag, octets);
                    case Content.Large(OpenFile file2, var _) -> large(file2);
                });
    }

    /// Of a file that is so long, only as much is read as counts, and one octet more, by which it
    /// is known to be too long. It is read for each request; nobody who wants speed has such files.
    private static Text large(OpenFile opened) throws IOException {
        try (OpenFile file = opened) {
            ByteBuffer buffer =
                    ByteBuffer.allocate((int) Math.min(file.representation().size(), MOST_OCTETS));
            while (buffer.hasRemaining() && file.channel().read(buffer) >= 0) {
                // until it is full
            }
            byte[] octets = Arrays.copyOf(buffer.array(), buffer.position());
            return new Text(EntityTag.of(octets), new Octets(octets));
        }
    }

    private static Optional<Dialect> dialect(StaticPolicy.Rules rules) {
        return switch (rules) {
            case NETLIFY -> Optional.of(Dialect.NETLIFY);
            case CLOUDFLARE -> Optional.of(Dialect.CLOUDFLARE);
            case DETECTED, OFF -> Optional.empty();
        };
    }

    private static Set<WebOrigin> origins(List<Origin> declared) {
        return declared.stream()
                .map(origin -> WebOrigin.parse(origin.toString()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private @Nullable Rules known(Read read) {
        synchronized (known) {
            return known.get(read);
        }
    }

    private void keep(Read read, Rules rules) {
        synchronized (known) {
            known.put(read, rules);
            Iterator<Read> eldest = known.keySet().iterator();
            while (known.size() > MOST) {
                eldest.next();
                eldest.remove();
            }
        }
    }

    private static void tell(ServedSite site, List<Problem> problems) {
        problems.stream()
                .limit(MOST_TOLD)
                .forEach(problem -> LOG.warn("{}: {}", site.host(), problem));
        if (problems.size() > MOST_TOLD) {
            LOG.warn(
                    "{}: {} more problems in its rules; /status has all of them",
                    site.host(),
                    problems.size() - MOST_TOLD);
        }
    }

    /// What rules were read from.
    private record Read(
            HostName host,
            Optional<EntityTag> redirects,
            Optional<EntityTag> headers,
            StaticPolicy.Rules dialect,
            Set<WebOrigin> permitted) {}

    /// A rule file.
    private record Text(EntityTag tag, Octets octets) {
        String decoded() {
            return new String(octets.bytes(), StandardCharsets.UTF_8);
        }
    }
}
