package croft.site.serve;

import croft.platform.traffic.Answer;
import croft.platform.traffic.Body;
import croft.platform.traffic.Field;
import croft.platform.traffic.Status;
import croft.site.content.Addressing;
import croft.site.content.Resolution;
import croft.site.content.Resolver;
import croft.site.content.SitePath;
import croft.site.content.Target;
import croft.site.content.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers with what a site's files have at a path.
final class FilesAnswer {
    /// How often a file may be exchanged between being found and being opened.
    private static final int ATTEMPTS = 4;

    /// From a name to its one address it is a step, and another with its slash.
    private static final int STEPS = 3;

    private final DocumentAnswer documents;
    private final ListingAnswer listings;
    private final StatusPages pages;

    FilesAnswer(DocumentAnswer documents, ListingAnswer listings, StatusPages pages) {
        this.documents = documents;
        this.listings = listings;
        this.pages = pages;
    }

    /// What the path that was asked for has; OPTIONS and what nobody can do with a file included.
    ///
    /// @throws IOException if it cannot be read
    Answer answer(Asked asked, Tree tree) throws IOException {
        return switch (asked.method()) {
            case "GET", "HEAD" ->
                    at(asked, tree, new Place(asked.target(), Status.OK, false, List.of()));
            case "OPTIONS" ->
                    new Answer(
                            Status.NO_CONTENT,
                            List.of(Answers.ALLOW, Answers.NOSNIFF),
                            Body.InMemory.NOTHING);
            default ->
                    StatusPages.plain(
                            Status.METHOD_NOT_ALLOWED,
                            List.of(CacheFields.NO_STORE, Answers.ALLOW));
        };
    }

    /// What `place` has, for GET and HEAD.
    ///
    /// @throws IOException if it cannot be read
    Answer at(Asked asked, Tree tree, Place place) throws IOException {
        return switch (place.target()) {
            case Target.Named(SitePath path, String _)
                    when !asked.site().visibility().hides(path.segments()) ->
                    named(asked, tree, path, place);
            // it can never come to be, so only the page for it may change
            case Target.Named _, Target.Nameless _ ->
                    pages.kept(asked, tree, Status.NOT_FOUND, SitePath.TOP, place.looked());
            case Target.Malformed _ -> StatusPages.plain(Status.BAD_REQUEST);
        };
    }

    private Answer named(Asked asked, Tree tree, SitePath path, Place place) throws IOException {
        Addressing addressing = Addressing.of(asked.site().policy());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            SitePath at = path;
            List<SitePath> looked = new ArrayList<>(place.looked());
            Resolution resolution = Resolver.resolve(tree, at, addressing);
            looked.addAll(resolution.looked());
            for (int step = 0;
                    place.inside()
                            && step < STEPS
                            && resolution instanceof Resolution.Elsewhere elsewhere;
                    step++) {
                at = elsewhere.path();
                resolution = Resolver.resolve(tree, at, addressing);
                looked.addAll(resolution.looked());
            }
            Optional<Answer> answer = resolved(asked, tree, at, resolution, place.status(), looked);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new IOException("it cannot be opened, or changes too fast");
    }

    /// Empty if the file is no longer the one that was found.
    private Optional<Answer> resolved(
            Asked asked,
            Tree tree,
            SitePath path,
            Resolution resolution,
            Status status,
            List<SitePath> looked)
            throws IOException {
        return switch (resolution) {
            case Resolution.Found found when status.equals(Status.OK) ->
                    documents.answer(asked, tree, found.document(), looked);
            case Resolution.Found found ->
                    documents.page(asked, tree, found.document(), status, looked);
            case Resolution.Elsewhere elsewhere ->
                    Optional.of(
                            redirect(
                                    asked,
                                    Status.PERMANENT_REDIRECT,
                                    elsewhere.path().encoded() + asked.query(),
                                    looked));
            case Resolution.Listed(SitePath folder, List<SitePath> _) ->
                    listings.answer(asked, tree, folder);
            case Resolution.Forbidden _ ->
                    Optional.of(pages.kept(asked, tree, Status.FORBIDDEN, path, looked));
            case Resolution.Missing _ ->
                    Optional.of(
                            pages.kept(
                                    asked,
                                    tree,
                                    status.equals(Status.OK) ? Status.NOT_FOUND : status,
                                    path,
                                    looked));
        };
    }

    /// Not for any query, as the query may be in the answer.
    static Answer redirect(Asked asked, Status status, String location, List<SitePath> looked) {
        List<Field> fields =
                CacheFields.keyed(asked.site().host(), looked, CacheFields.Freshness.PAGE);
        fields.add(new Field("Location", location));
        return StatusPages.plain(status, fields);
    }

    /// Where to look, and what for.
    ///
    /// @param status with which a document found there is sent
    /// @param inside whether the visitor is not to see that the address is another's
    /// @param looked what had a part in coming here
    record Place(Target target, Status status, boolean inside, List<SitePath> looked) {
        Place {
            looked = List.copyOf(looked);
        }
    }
}
