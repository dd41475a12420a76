package croft.site.serve;

import croft.platform.traffic.Answer;
import croft.platform.traffic.Field;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Status;
import croft.site.content.OwnPage;
import croft.site.content.SitePath;
import croft.site.content.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The pages of answers that are no success: the site's own where it has one, else plain ones.
final class StatusPages {
    private static final Field HTML = new Field("Content-Type", "text/html; charset=utf-8");

    private final Bodies bodies;

    StatusPages(Bodies bodies) {
        this.bodies = bodies;
    }

    /// A plain page that nobody keeps.
    static Answer plain(Status status) {
        return plain(status, List.of(CacheFields.NO_STORE));
    }

    static Answer plain(Status status, List<Field> fields) {
        List<Field> all = new ArrayList<>(fields);
        all.add(Answers.NOSNIFF);
        all.add(HTML);
        Octets page = PlainPage.of(status);
        return Answer.of(status, all, page);
    }

    /// The page for an answer that changes only with the files it was looked for in.
    ///
    /// @param near from where upwards the site's own page is looked for
    /// @param looked what else had a part in the answer
    /// @throws IOException if the storage fails
    Answer kept(Asked asked, Tree tree, Status status, SitePath near, List<SitePath> looked)
            throws IOException {
        OwnPage own = OwnPage.of(tree, near, status.code());
        List<SitePath> all = new ArrayList<>(looked);
        all.addAll(own.looked());
        if (own.page().isPresent()) {
            Optional<Chosen> chosen = bodies.choose(asked, tree, own.page().get());
            if (chosen.isPresent()) {
                all.addAll(chosen.get().coded().looked());
                List<Field> fields = fields(asked, all);
                chosen.get().describe(fields);
                fields.add(Answers.NOSNIFF);
                fields.add(HTML);
                return new Answer(status, fields, chosen.get().whole());
            }
        }
        return plain(status, fields(asked, all));
    }

    private static List<Field> fields(Asked asked, List<SitePath> looked) {
        List<Field> fields =
                CacheFields.keyed(asked.site().host(), looked, CacheFields.Freshness.PAGE);
        fields.add(CacheFields.ANY_QUERY);
        return fields;
    }

    /// The page for a failure of ours, which nobody keeps. The site's own is used if it can be read
    /// at all.
    Answer failure(Asked asked, Optional<Tree> tree, Status status, List<Field> fields) {
        List<Field> all = new ArrayList<>(fields);
        all.add(CacheFields.NO_STORE);
        if (tree.isPresent()) {
            try {
                OwnPage own = OwnPage.of(tree.get(), SitePath.TOP, status.code());
                Optional<Chosen> chosen =
                        own.page().isEmpty()
                                ? Optional.empty()
                                : bodies.choose(asked, tree.get(), own.page().get());
                if (chosen.isPresent()) {
                    chosen.get().describe(all);
                    all.add(Answers.NOSNIFF);
                    all.add(HTML);
                    return new Answer(status, all, chosen.get().whole());
                }
            } catch (IOException _) {
                // it fails like the rest of the site
            }
        }
        return plain(status, all);
    }
}
