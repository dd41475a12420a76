package croft.wiki.web;

import croft.platform.traffic.Answer;
import croft.platform.traffic.Field;
import croft.platform.traffic.Status;
import croft.wiki.graph.Reading;
import java.util.ArrayList;
import java.util.List;

/// Answers in place of what cannot be shown, with a way to search and ways on.
final class Troubles {
    private final Templates templates;
    private final Frames frames;
    private final Lists lists;

    Troubles(Templates templates, Frames frames, Lists lists) {
        this.templates = templates;
        this.frames = frames;
        this.lists = lists;
    }

    /// There is nothing under a path: kept by the edge until something is.
    ///
    /// @param reading through which it was looked for
    Answer missing(Asked asked, Reading reading, String path) {
        List<ListView.Item> near = lists.near(reading, path);
        List<Field> fields =
                new ArrayList<>(
                        CacheFields.keyed(
                                asked.wiki().host(), reading.facets(), CacheFields.Freshness.PAGE));
        fields.add(CacheFields.ANY_QUERY);
        return answer(asked, Status.NOT_FOUND, near, fields);
    }

    /// What may be otherwise the next time.
    Answer of(Asked asked, Status status, List<Field> more) {
        List<Field> fields = new ArrayList<>(more);
        fields.add(CacheFields.NO_STORE);
        return answer(asked, status, List.of(), fields);
    }

    private Answer answer(Asked asked, Status status, List<ListView.Item> near, List<Field> more) {
        Wiki wiki = asked.wiki();
        List<Field> fields = new ArrayList<>(more);
        fields.add(new Field("Content-Type", PageMaker.HTML));
        fields.add(SecurityFields.NOINDEX);
        fields.addAll(SecurityFields.of(Policies.page(wiki.html(), false, false)));
        Words words = Words.of(status);
        return Answer.of(
                status,
                fields,
                templates.trouble(
                        frames.trouble(wiki, words.heading()),
                        new TroubleView(status.code(), words.heading(), words.sentence(), near)));
    }
}
