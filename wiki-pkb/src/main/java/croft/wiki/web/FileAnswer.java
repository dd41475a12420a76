package croft.wiki.web;

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
    private static final Field RANGES = new Field("Accept-Ranges", "bytes");

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
            // A new state has another size or time, to the nanosecond; to hash what may be a film
            // for each request would cost more than it tells.
            Validators validators =
                    Validators.of(
                            Octets.of(file + " " + size + " " + modified).digest(),
                            modified.isAfter(clock.instant()) ? clock.instant() : modified);
            List<Field> fields = fields(asked.wiki(), file, type, listed);
            fields.addAll(validators.fields());
            fields.add(RANGES);
            if (asked.preconditions().isCurrent(validators)) {
                return Answer.of(Status.NOT_MODIFIED, fields, Octets.NONE, asked.headOnly());
            }
            ByteRange range =
                    asked.field("range")
                            .filter(_ -> !asked.headOnly())
                            .filter(_ ->
                                    asked.preconditions().allowRange(validators, clock.instant()))
                            .map(field -> ByteRange.of(field, size))
                            .orElse(new ByteRange.Whole());
            switch (range) {
                case ByteRange.Whole() -> {
                    fields.add(new Field("Content-Type", type.value()));
                    handedOn = true;
                    return new Answer(
                            Status.OK,
                            fields,
                            new Body.FromFile(channel, 0, size),
                            asked.headOnly());
                }
                case ByteRange.Part part -> {
                    fields.add(new Field("Content-Type", type.value()));
                    fields.add(
                            new Field(
                                    "Content-Range",
                                    "bytes " + part.first() + "-" + part.last() + "/" + size));
                    handedOn = true;
                    return new Answer(
                            Status.PARTIAL_CONTENT,
                            fields,
                            new Body.FromFile(channel, part.first(), part.length()),
                            false);
                }
                case ByteRange.Unsatisfiable() -> {
                    return PlainPage.answer(
                            Status.RANGE_NOT_SATISFIABLE,
                            List.of(new Field("Content-Range", "bytes */" + size)),
                            false);
                }
            }
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
