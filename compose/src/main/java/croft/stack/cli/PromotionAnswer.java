package croft.stack.cli;

import croft.stack.report.Json;
import croft.stack.report.Terminal;

/// What came of making a release current, for people or programs.
final class PromotionAnswer {
    private PromotionAnswer() {}

    static void print(String name, Json answer, boolean json, Terminal terminal) {
        if (json) {
            terminal.out().print(Json.write(answer.raw()));
            return;
        }
        String label = answer.get("release").text("?");
        if (answer.get("state").text("").equals("unchanged")) {
            terminal.out().println(name + ": " + label + " was current already");
            return;
        }
        String previous = answer.get("previous").text("");
        terminal.out()
                .println(
                        terminal.good(name + ": " + label + " is current")
                                + (previous.isEmpty() ? "" : ", in place of " + previous)
                                + "; "
                                + Counted.of(answer.get("changed").number(0), "changed file"));
    }
}
