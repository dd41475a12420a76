package croft.site.serve;

import croft.site.content.Addressing;
import croft.site.content.Resolution;
import croft.site.content.Resolver;
import croft.site.content.SitePath;
import croft.site.content.Source;
import croft.site.content.Target;
import croft.site.content.Tree;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the answer to a request. Reads files, so it is called on virtual threads.
final class Responder {
    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    private static final Field RETRY = new Field("Retry-After", "10");
    private static final Field NOINDEX = new Field("X-Robots-Tag", "noindex");

    /// How often a file may be exchanged between being found and being opened.
    private static final int ATTEMPTS = 4;

    private final DocumentAnswer documents;
    private final ListingAnswer listings;
    private final StatusPages pages;

    Responder(DocumentAnswer documents, ListingAnswer listings, StatusPages pages) {
        this.documents = documents;
        this.listings = listings;
        this.pages = pages;
    }

    /// Never throws: what fails is an answer too.
    Answer answer(Asked asked) {
        Answer answer =
                switch (asked.site().source(asked.host()).now()) {
                    case Source.State.Unavailable _ -> unavailable(asked, Optional.empty());
                    case Source.State.Empty() ->
                            StatusPages.plain(Status.NOT_FOUND, asked.isHead());
                    case Source.State.Ready(Tree tree) -> answer(asked, tree);
                };
        return asked.site().isPreview() ? answer.with(NOINDEX) : answer;
    }

    private Answer answer(Asked asked, Tree tree) {
        try {
            return switch (asked.method()) {
                case "GET", "HEAD" -> read(asked, tree);
                case "OPTIONS" ->
                        new Answer(
                                Status.NO_CONTENT,
                                List.of(Answers.ALLOW, Answers.NOSNIFF),
                                Body.InMemory.NOTHING,
                                false);
                default ->
                        StatusPages.plain(
                                Status.METHOD_NOT_ALLOWED,
                                false,
                                List.of(CacheFields.NO_STORE, Answers.ALLOW));
            };
        } catch (AccessDeniedException _) {
            return pages.failure(asked, Optional.of(tree), Status.FORBIDDEN, List.of());
        } catch (IOException e) {
            LOG.warn("{}: {} cannot be read: {}", asked.site().host(), asked.raw(), e.toString());
            return unavailable(asked, Optional.of(tree));
        } catch (RuntimeException e) {
            LOG.error("{}: {} failed", asked.site().host(), asked.raw(), e);
            return pages.failure(asked, Optional.of(tree), Status.INTERNAL_ERROR, List.of());
        }
    }

    private Answer read(Asked asked, Tree tree) throws IOException {
        return switch (asked.target()) {
            case Target.Named(SitePath path, String _)
                    when !asked.site().visibility().hides(path.segments()) ->
                    named(asked, tree, path);
            // it can never come to be, so only the page for it may change
            case Target.Named _, Target.Nameless _ ->
                    pages.kept(asked, tree, Status.NOT_FOUND, SitePath.TOP, List.of());
            case Target.Malformed _ -> StatusPages.plain(Status.BAD_REQUEST, asked.isHead());
        };
    }

    private Answer named(Asked asked, Tree tree, SitePath path) throws IOException {
        Addressing addressing = Addressing.of(asked.site().policy());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Answer> answer =
                    resolved(asked, tree, path, Resolver.resolve(tree, path, addressing));
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        LOG.warn("{}{} cannot be opened, or changes too fast", asked.site().host(), path);
        return unavailable(asked, Optional.of(tree));
    }

    /// Empty if the file is no longer the one that was found.
    private Optional<Answer> resolved(Asked asked, Tree tree, SitePath path, Resolution resolution)
            throws IOException {
        return switch (resolution) {
            case Resolution.Found found ->
                    documents.answer(asked, tree, found.document(), found.looked());
            case Resolution.Elsewhere(SitePath other, List<SitePath> looked) -> {
                // not for any query: the query is in the answer
                List<Field> fields =
                        new ArrayList<>(
                                CacheFields.keyed(
                                        asked.site().host(), looked, CacheFields.Freshness.PAGE));
                fields.add(new Field("Location", other.encoded() + asked.query()));
                yield Optional.of(
                        StatusPages.plain(Status.PERMANENT_REDIRECT, asked.isHead(), fields));
            }
            case Resolution.Listed(SitePath folder, List<SitePath> _) ->
                    listings.answer(asked, tree, folder);
            case Resolution.Forbidden(List<SitePath> looked) ->
                    Optional.of(pages.kept(asked, tree, Status.FORBIDDEN, path, looked));
            case Resolution.Missing(List<SitePath> looked) ->
                    Optional.of(pages.kept(asked, tree, Status.NOT_FOUND, path, looked));
        };
    }

    private Answer unavailable(Asked asked, Optional<Tree> tree) {
        return pages.failure(asked, tree, Status.UNAVAILABLE, List.of(RETRY));
    }
}
