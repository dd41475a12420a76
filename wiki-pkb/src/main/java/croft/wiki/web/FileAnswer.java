package croft.wiki.web;

import croft.platform.traffic.Answer;
import croft.platform.traffic.Body;
import croft.platform.traffic.EntityTag;
import croft.platform.traffic.Field;
import croft.platform.traffic.MediaType;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Preconditions;
import croft.platform.traffic.Ranged;
import croft.platform.traffic.Selection;
import croft.platform.traffic.Status;
import croft.platform.traffic.Validators;
import croft.wiki.page.Facet;
import croft.wiki.page.FilePath;
import croft.wiki.render.HtmlPolicy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Answers with a file of the folder: whole, or a part of it. Blocks.
///
/// HTML and SVG are somebody's words like a page, not parts of this site: a browser that is sent to
/// them runs nothing, unless croft.yml trusts the wiki's HTML.
final class FileAnswer {
    /// Notes are UTF-8, and so is what lies beside them.
    private static final Optional<String> CHARSET = Optional.of("utf-8");

    private final InstantSource clock;

    FileAnswer(InstantSource clock) {
        this.clock = clock;
    }

    /// The file, if it is still there.
    ///
    /// @param type of the file
    /// @param modified as the wiki knows it
    Optional<Answer> answer(
            Asked asked, FilePath file, MediaType type, Instant modified, boolean listed) {
        try {
            Optional<FileChannel> opened = asked.wiki().files().open(file);
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(opened(asked, file, type, modified, listed, opened.get()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private Answer opened(
            Asked asked,
            FilePath file,
            MediaType type,
            Instant modified,
            boolean listed,
            FileChannel channel)
            throws IOException {
        boolean handedOn = false;
        try {
            long size = channel.size();
            Instant now = clock.instant();
            // A new state has another size or time, to the nanosecond; to hash what may be a film
            // for each request would cost more than it tells.
            Validators validators =
                    new Validators(
                            Optional.of(
                                    new EntityTag(
                                            Octets.of(file + " " + size + " " + modified).digest(),
                                            false)),
                            modified.isAfter(now) ? now : modified);
            List<Field> fields = fields(asked.wiki(), file, type, listed);
            fields.addAll(validators.fields());
            Preconditions preconditions = asked.preconditions();
            return switch (preconditions.judge(validators)) {
                case NOT_MODIFIED -> Answer.of(Status.NOT_MODIFIED, fields, Octets.NONE);
                case FAILED -> PlainPage.answer(Status.PRECONDITION_FAILED, List.of());
                case PROCEED -> {
                    Selection selection =
                            asked.request()
                                    .range()
                                    .filter(_ -> preconditions.allowRange(validators, now))
                                    .map(range -> Selection.of(range, size))
                                    .orElseGet(Selection.Whole::new);
                    handedOn = true;
                    yield Ranged.answer(
                            Body.FromFile.whole(channel, size, () -> channel.size() == size),
                            selection,
                            fields,
                            type.value(CHARSET),
                            more -> PlainPage.answer(Status.RANGE_NOT_SATISFIABLE, more));
                }
            };
        } finally {
            if (!handedOn) {
                channel.close();
            }
        }
    }

    private static List<Field> fields(Wiki wiki, FilePath file, MediaType type, boolean listed) {
        List<Field> fields =
                new ArrayList<>(
                        CacheFields.keyed(
                                wiki.host(), Set.of(Facet.file(file)), CacheFields.Freshness.PART));
        fields.add(CacheFields.ANY_QUERY);
        fields.addAll(
                type.isActive() && wiki.html() == HtmlPolicy.SANITIZED
                        ? SecurityFields.of(Policies.FILE)
                        : SecurityFields.ofFile());
        if (!listed) {
            fields.add(SecurityFields.NOINDEX);
        }
        return fields;
    }
}
