package croft.stack.cli;

import croft.stack.report.Json;
import croft.stack.report.Terminal;

/// What cert-manager says to an order that it did not refuse.
final class OrderAnswer {
    private OrderAnswer() {}

    static void print(Json answer, boolean json, Terminal terminal) {
        if (json) {
            terminal.out().print(Json.write(answer.raw()));
            return;
        }
        boolean begun = answer.get("state").text("").equals("begun");
        terminal.out()
                .println(
                        Terminal.plain(answer.get("said").text("done"))
                                + (begun ? "; croft certs tells how it goes" : ""));
    }
}
