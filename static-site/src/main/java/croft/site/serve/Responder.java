package croft.site.serve;

import croft.platform.traffic.Answer;
import croft.platform.traffic.Field;
import croft.platform.traffic.Status;
import croft.site.content.Source;
import croft.site.content.Tree;
import croft.site.rules.Rules;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the answer to a request. Reads files, so it is called on virtual threads.
final class Responder {
    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    private static final Field RETRY = new Field("Retry-After", "10");

    private final RuleBook ruleBook;
    private final RuledAnswer ruled;
    private final FilesAnswer files;
    private final StatusPages pages;

    Responder(RuleBook ruleBook, RuledAnswer ruled, FilesAnswer files, StatusPages pages) {
        this.ruleBook = ruleBook;
        this.ruled = ruled;
        this.files = files;
        this.pages = pages;
    }

    /// Never throws: what fails is an answer too.
    Answer answer(Asked asked) {
        Answer answer =
                switch (asked.site().source(asked.host()).now()) {
                    case Source.State.Unavailable _ -> unavailable(asked, Optional.empty());
                    case Source.State.Empty() -> StatusPages.plain(Status.NOT_FOUND);
                    case Source.State.Ready(Tree tree) -> answer(asked, tree);
                };
        return asked.site().isPreview() ? answer.with(Answers.NOINDEX) : answer;
    }

    private Answer answer(Asked asked, Tree tree) {
        try {
            Rules rules = ruleBook.of(asked.site(), tree);
            return rules.isEmpty() ? files.answer(asked, tree) : ruled.answer(asked, tree, rules);
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

    private Answer unavailable(Asked asked, Optional<Tree> tree) {
        return pages.failure(asked, tree, Status.UNAVAILABLE, List.of(RETRY));
    }
}
