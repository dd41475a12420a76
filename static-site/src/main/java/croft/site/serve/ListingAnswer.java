package croft.site.serve;

import croft.platform.traffic.Answer;
import croft.platform.traffic.Body;
import croft.platform.traffic.EntityTag;
import croft.platform.traffic.Field;
import croft.platform.traffic.Octets;
import croft.platform.traffic.Preconditions;
import croft.platform.traffic.Status;
import croft.platform.traffic.Validators;
import croft.site.content.Folder;
import croft.site.content.SitePath;
import croft.site.content.Tree;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers with what a folder holds: a page, or JSON for who prefers that. Made anew for each
/// request, as any file in the folder can change it; the tag spares sending what is known.
final class ListingAnswer {
    /// Names in one list; nobody reads more, and a page of them takes about half a megabyte.
    private static final int MOST = 5_000;

    private static final Field VARY = new Field("Vary", "Accept");

    /// Empty if the folder is no longer there.
    ///
    /// @throws IOException if it cannot be read
    Optional<Answer> answer(Asked asked, Tree tree, SitePath path) throws IOException {
        Optional<Folder> folder = tree.list(path, MOST);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        boolean json = AcceptedTypes.prefersJson(asked.field("accept"));
        byte[] body =
                json ? ListingJson.of(path, folder.get()) : ListingPage.of(path, folder.get());
        EntityTag tag = EntityTag.of(body);
        List<Field> fields = new ArrayList<>();
        fields.add(CacheFields.NO_CACHE);
        fields.add(CacheFields.ANY_QUERY);
        fields.add(VARY);
        fields.add(new Field("ETag", tag.toString()));
        Preconditions.Verdict verdict =
                asked.preconditions().judge(new Validators(Optional.of(tag), Instant.MAX));
        return Optional.of(
                switch (verdict) {
                    case NOT_MODIFIED ->
                            new Answer(Status.NOT_MODIFIED, fields, Body.InMemory.NOTHING);
                    case FAILED -> StatusPages.plain(Status.PRECONDITION_FAILED);
                    case PROCEED -> {
                        fields.add(Answers.NOSNIFF);
                        fields.add(
                                new Field(
                                        "Content-Type",
                                        json ? "application/json" : "text/html; charset=utf-8"));
                        yield new Answer(Status.OK, fields, new Body.InMemory(new Octets(body)));
                    }
                });
    }
}
