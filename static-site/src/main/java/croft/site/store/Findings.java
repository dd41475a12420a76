package croft.site.store;

import java.util.ArrayList;
import java.util.List;

/// What is wrong, as far as anybody reads on: a thousand mistakes have one cause.
final class Findings {
    private static final int SHOWN = 100;

    private final List<Finding> shown = new ArrayList<>();
    private int more;

    void add(Finding finding) {
        if (shown.size() < SHOWN) {
            shown.add(finding);
        } else {
            more++;
        }
    }

    boolean isEmpty() {
        return shown.isEmpty();
    }

    List<Finding> shown() {
        return List.copyOf(shown);
    }

    Assembled.Refused refusal() {
        return new Assembled.Refused(shown, more);
    }
}
