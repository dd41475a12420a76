package croft.site.serve;

import croft.platform.declaration.HostName;
import croft.platform.traffic.Answer;
import croft.platform.traffic.Body;
import croft.platform.traffic.Field;
import croft.platform.traffic.MediaType;
import croft.platform.traffic.Preconditions;
import croft.platform.traffic.Ranged;
import croft.platform.traffic.Selection;
import croft.platform.traffic.Status;
import croft.platform.traffic.Validators;
import croft.site.content.Document;
import croft.site.content.HashedNames;
import croft.site.content.SitePath;
import croft.site.content.Tree;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers with a document: which representation of it, whether the client has it already, and
/// which part is wanted.
final class DocumentAnswer {
    private final Bodies bodies;
    private final HashedNames hashedNames;
    private final LinkHints hints;
    private final InstantSource clock;

    DocumentAnswer(Bodies bodies, HashedNames hashedNames, LinkHints hints, InstantSource clock) {
        this.bodies = bodies;
        this.hashedNames = hashedNames;
        this.hints = hints;
        this.clock = clock;
    }

    /// 200, 206, 304, 412 or 416; empty if the file is no longer the one that was found.
    ///
    /// @param looked what had a part in finding the document
    /// @throws IOException if it cannot be read
    Optional<Answer> answer(Asked asked, Tree tree, Document document, List<SitePath> looked)
            throws IOException {
        CacheFields.Freshness freshness = freshness(tree, document);
        Optional<Field> links = hints.of(tree, document);
        Optional<Chosen> found = bodies.choose(asked, tree, document);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Chosen chosen = found.get();
        Instant now = clock.instant();
        Instant modified = document.modified();
        // RFC 9110 §8.8.2.1: never later than the answer itself
        Validators validators =
                new Validators(chosen.content().tag(), modified.isAfter(now) ? now : modified);
        List<SitePath> all = new ArrayList<>(looked);
        all.addAll(chosen.coded().looked());
        List<Field> fields = fields(asked.site().host(), all, freshness, validators);
        if (document.outlived() && !asked.site().isPreview()) {
            fields.add(Answers.NOINDEX);
        }
        Preconditions preconditions = asked.preconditions();
        return Optional.of(
                switch (preconditions.judge(validators)) {
                    case NOT_MODIFIED -> {
                        chosen.close();
                        chosen.describeUnsent(fields);
                        yield new Answer(Status.NOT_MODIFIED, fields, Body.InMemory.NOTHING);
                    }
                    case FAILED -> {
                        chosen.close();
                        yield StatusPages.plain(Status.PRECONDITION_FAILED);
                    }
                    case PROCEED -> {
                        chosen.describe(fields);
                        fields.add(Answers.NOSNIFF);
                        links.ifPresent(fields::add);
                        Selection selection =
                                asked.range()
                                        .filter(_ -> preconditions.allowRange(validators, now))
                                        .map(range -> Selection.of(range, chosen.size()))
                                        .orElseGet(Selection.Whole::new);
                        yield Ranged.answer(
                                chosen.whole(),
                                selection,
                                fields,
                                type(asked, document),
                                DocumentAnswer::unsatisfiable);
                    }
                });
    }

    /// The whole document as the page of another status, as rules have it; nothing is asked of the
    /// request but its codings. Empty if the file is no longer the one that was found.
    ///
    /// @throws IOException if it cannot be read
    Optional<Answer> page(
            Asked asked, Tree tree, Document document, Status status, List<SitePath> looked)
            throws IOException {
        Optional<Chosen> found = bodies.choose(asked, tree, document);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Chosen chosen = found.get();
        List<SitePath> all = new ArrayList<>(looked);
        all.addAll(chosen.coded().looked());
        List<Field> fields =
                CacheFields.keyed(asked.site().host(), all, CacheFields.Freshness.PAGE);
        fields.add(CacheFields.ANY_QUERY);
        chosen.describe(fields);
        fields.add(Answers.NOSNIFF);
        fields.add(new Field("Content-Type", type(asked, document)));
        return Optional.of(new Answer(status, fields, chosen.whole()));
    }

    private static Answer unsatisfiable(List<Field> fields) {
        List<Field> all = new ArrayList<>();
        all.add(CacheFields.NO_STORE);
        all.addAll(fields);
        return StatusPages.plain(Status.RANGE_NOT_SATISFIABLE, all);
    }

    private static String type(Asked asked, Document document) {
        return MediaType.of(document.path().name()).value(asked.site().policy().charset());
    }

    private CacheFields.Freshness freshness(Tree tree, Document document) throws IOException {
        if (document.stable() || hashedNames.isHashed(tree, document)) {
            return CacheFields.Freshness.FOREVER;
        }
        return MediaType.of(document.path().name()).isPage()
                ? CacheFields.Freshness.PAGE
                : CacheFields.Freshness.PART;
    }

    private static List<Field> fields(
            HostName host,
            List<SitePath> looked,
            CacheFields.Freshness freshness,
            Validators validators) {
        List<Field> fields = CacheFields.keyed(host, looked, freshness);
        fields.add(CacheFields.ANY_QUERY);
        fields.addAll(validators.fields());
        return fields;
    }
}
