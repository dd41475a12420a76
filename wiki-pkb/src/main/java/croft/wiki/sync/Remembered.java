package croft.wiki.sync;

import croft.wiki.page.FilePath;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The redirects of one wiki, for its outbox: those that the database remembers are taken up, and
/// those that come of comparing what it remembers with what is there.
record Remembered(LiveGarden live, RedirectFile file, InstantSource clock)
        implements Outbox.Memory {
    @Override
    public Redirects redirects() {
        return live.state().redirects();
    }

    @Override
    public Redirects recall(Chronicle.Past past, Map<FilePath, Optional<Chronicle.Row>> now) {
        Redirects before = redirects();
        Redirects after = live.become(state -> state.with(together(past, now, state))).redirects();
        if (!after.equals(before)) {
            file.write(after);
        }
        return after;
    }

    private Redirects together(
            Chronicle.Past past,
            Map<FilePath, Optional<Chronicle.Row>> now,
            LiveGarden.State state) {
        List<Redirects.Redirect> all = new ArrayList<>(past.redirects().all());
        all.addAll(state.redirects().all());
        Redirects redirects = Redirects.of(all);
        Layout layout = state.layout();
        if (layout != null) {
            for (Renames.Rename rename : Absence.renames(past.files(), now)) {
                redirects =
                        redirects.with(
                                rename, layout.settings().address(rename.from()), clock.instant());
            }
        }
        return redirects;
    }
}
