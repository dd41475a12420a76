package croft.site.serve;

import croft.platform.traffic.Answer;
import croft.platform.traffic.Status;
import croft.site.content.Addressing;
import croft.site.content.Resolution;
import croft.site.content.Resolver;
import croft.site.content.SitePath;
import croft.site.content.Target;
import croft.site.content.Tree;
import croft.site.rules.Lookup;
import croft.site.rules.Presence;
import croft.site.rules.Ruled;
import croft.site.rules.Rules;
import croft.site.rules.Ruling;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers as the rules of a site have it: somewhere else, with another file, with what a backend
/// says, or with what the path has, and with the fields that they change.
final class RuledAnswer {
    private final FilesAnswer files;
    private final StatusPages pages;
    private final Forwarding forwarding;

    RuledAnswer(FilesAnswer files, StatusPages pages, Forwarding forwarding) {
        this.files = files;
        this.pages = pages;
        this.forwarding = forwarding;
    }

    /// @throws IOException if a file cannot be read
    Answer answer(Asked asked, Tree tree, Rules rules) throws IOException {
        List<SitePath> looked = new ArrayList<>();
        Ruled ruled =
                rules.redirect(
                        new Lookup(
                                asked.host(),
                                asked.path(),
                                asked.query(),
                                asked.field("accept-language"),
                                presence(asked, tree, looked)));
        Answer answer =
                switch (ruled.ruling()) {
                    case Ruling.Forward forward ->
                            forwarding.answer(asked, forward.origin(), forward.target());
                    case Ruling.Redirect(int status, String location)
                            when !asked.method().equals("OPTIONS") ->
                            FilesAnswer.redirect(asked, GivenStatus.of(status), location, looked);
                    case Ruling.Rewrite(String path, int status)
                            when asked.isGet() || asked.isHead() ->
                            files.at(
                                    asked,
                                    tree,
                                    new FilesAnswer.Place(
                                            Target.of(path), GivenStatus.of(status), true, looked));
                    case Ruling.Closed() ->
                            pages.kept(asked, tree, Status.FORBIDDEN, SitePath.TOP, looked);
                    case Ruling.None _, Ruling.Redirect _, Ruling.Rewrite _ ->
                            files.answer(asked, tree);
                };
        if (ruled.byQuery()) {
            answer = answer.without(CacheFields.ANY_QUERY);
        }
        if (ruled.byLanguage()) {
            answer = HeaderRules.varying(answer, "Accept-Language");
        }
        return ruled.ruling() instanceof Ruling.Forward
                ? answer // a backend speaks for itself
                : HeaderRules.apply(answer, rules.headers(asked.host(), asked.path()));
    }

    private static Presence presence(Asked asked, Tree tree, List<SitePath> looked) {
        return () -> isThere(asked, tree, looked);
    }

    /// Whether the files themselves answer; the fallback for paths that name nothing does not
    /// count, as otherwise no rule could stand beside it.
    private static boolean isThere(Asked asked, Tree tree, List<SitePath> looked)
            throws IOException {
        if (!(asked.target() instanceof Target.Named(SitePath path, String _))
                || asked.site().visibility().hides(path.segments())) {
            return false;
        }
        Addressing addressing = Addressing.of(asked.site().policy());
        Resolution resolution =
                Resolver.resolve(
                        tree,
                        path,
                        new Addressing(addressing.clean(), addressing.listing(), Optional.empty()));
        looked.addAll(resolution.looked());
        return !(resolution instanceof Resolution.Missing);
    }
}
