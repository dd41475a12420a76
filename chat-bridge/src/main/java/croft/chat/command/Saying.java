package croft.chat.command;

import croft.chat.message.Literal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Carries out orders and says what came of them, as Markdown. Blocks as long as services do.
record Saying(Services services) {
    private static final int MOST_LINES = 25;
    private static final int LONGEST = 200;

    String of(Order order, Rights rights, String user) throws Unfulfilled, InterruptedException {
        return switch (order) {
            case Order.Help() -> help(rights, user);
            case Order.SiteList() -> sites(services.sites().list());
            case Order.SiteRollback(String project) ->
                    promotion(project, services.sites().rollback(project));
            case Order.SitePromote(String project, String release) ->
                    promotion(project, services.sites().promote(project, release));
            case Order.CertStatus(Optional<String> name) ->
                    certificates(services.certificates().all(), name);
            case Order.CachePurge(URI url) -> purged(url, services.caches().purge(url));
            case Order.WikiSearch(String query) -> hits(query, services.wikis().search(query));
            case Order.BridgeStatus() ->
                    lines(services.bridges().status(), "No channels are linked.");
            case Order.BridgeLink(var one, var other) -> {
                services.bridges().link(one, other);
                yield "🔗 "
                        + Literal.code(one.toString())
                        + " and "
                        + Literal.code(other.toString())
                        + " are linked. What was said before stays where it is.";
            }
            case Order.BridgeUnlink(var one, var other) -> {
                services.bridges().unlink(one, other);
                yield Literal.code(one.toString())
                        + " and "
                        + Literal.code(other.toString())
                        + " are not linked any more.";
            }
        };
    }

    /// What is asked before something is changed.
    static String question(Order order) {
        String what =
                switch (order) {
                    case Order.SiteRollback(String project) ->
                            "Make the release before the current one of **"
                                    + Literal.of(project)
                                    + "** current?";
                    case Order.SitePromote(String project, String release) ->
                            "Make release "
                                    + Literal.code(release)
                                    + " of **"
                                    + Literal.of(project)
                                    + "** current?";
                    case Order.CachePurge(URI url) ->
                            "Have "
                                    + Literal.code(url.toString())
                                    + " asked for anew by every edge?";
                    case Order.BridgeLink(var one, var other) ->
                            "Link "
                                    + Literal.code(one.toString())
                                    + " with "
                                    + Literal.code(other.toString())
                                    + "? Who reads one of them reads both then.";
                    case Order.BridgeUnlink(var one, var other) ->
                            "End the link of "
                                    + Literal.code(one.toString())
                                    + " with "
                                    + Literal.code(other.toString())
                                    + "?";
                    case Order.Help _,
                            Order.SiteList _,
                            Order.CertStatus _,
                            Order.WikiSearch _,
                            Order.BridgeStatus _ ->
                            "Do it?";
                };
        return what + "\n" + Literal.code("/croft " + order.text());
    }

    private static String help(Rights rights, String user) {
        String commands =
                Orders.ALL.entrySet().stream()
                        .filter(command -> rights.allow(user, command.getKey()))
                        .map(command ->
                                "- "
                                        + Orders.usage(command.getKey())
                                        + " "
                                        + command.getValue().does())
                        .collect(Collectors.joining("\n"));
        return "What you may ask for:\n"
                + commands
                + "\nWhat changes something asks back first. Who may what is in croft.yml:"
                + " `commands: { allow: […] }` of the chat.";
    }

    private static String sites(List<Sites.Project> projects) {
        return lines(
                projects.stream()
                        .map(project ->
                                "**"
                                        + Literal.of(project.name())
                                        + "** "
                                        + project.hosts().stream()
                                                .map(Literal::code)
                                                .collect(Collectors.joining(", "))
                                        + ": "
                                        + project.current()
                                                .map(release ->
                                                        "release "
                                                                + Literal.code(release)
                                                                + (project.since().isEmpty()
                                                                        ? ""
                                                                        : " since "
                                                                                + moment(
                                                                                        project
                                                                                                .since())))
                                                .orElse("nothing deployed")
                                        + ", "
                                        + project.releases()
                                        + (project.releases() == 1 ? " release" : " releases")
                                        + " kept")
                        .toList(),
                "No site is deployed as releases.");
    }

    private static String promotion(String project, Sites.Promotion promotion) {
        String release = Literal.code(promotion.release());
        return promotion.unchanged()
                ? release + " of **" + Literal.of(project) + "** was current already."
                : "🚀 "
                        + release
                        + " of **"
                        + Literal.of(project)
                        + "** is current"
                        + promotion
                                .previous()
                                .map(p -> ", in place of " + Literal.code(p))
                                .orElse("")
                        + "; "
                        + promotion.changed()
                        + (promotion.changed() == 1 ? " file changed." : " files changed.");
    }

    private static String certificates(List<Certificates.Certificate> all, Optional<String> name) {
        return lines(
                all.stream()
                        .filter(one ->
                                name.isEmpty()
                                        || one.names().contains(name.get())
                                        || one.name().equals(name.get()))
                        .map(one ->
                                (one.state().equals("held") ? "🔒 " : "🔴 ")
                                        + "**"
                                        + Literal.of(one.name())
                                        + "** "
                                        + Literal.of(one.state())
                                        + one.ends().map(end -> " until " + moment(end)).orElse("")
                                        + one.next()
                                                .map(next -> "; next " + Literal.of(next, LONGEST))
                                                .orElse("")
                                        + one.trouble()
                                                .map(why -> "\n  " + Literal.of(why, 400))
                                                .orElse(""))
                        .toList(),
                name.map(text -> "No certificate has the name " + Literal.code(text) + ".")
                        .orElse("There are no certificates."));
    }

    private static String purged(URI url, long count) {
        return count == 0
                ? "Nothing is stored of " + Literal.code(url.toString()) + "."
                : (count == 1 ? "One stored answer" : count + " stored answers")
                        + " of "
                        + Literal.code(url.toString())
                        + (count == 1 ? " is" : " are")
                        + " asked for anew.";
    }

    private static String hits(String query, List<Wikis.Hit> hits) {
        return lines(
                hits.stream()
                        .map(hit ->
                                Literal.link(hit.title(), hit.address().toString())
                                        + (hit.snippet().isEmpty()
                                                ? ""
                                                : "\n  " + Literal.of(hit.snippet(), LONGEST)))
                        .toList(),
                "No page has " + Literal.code(query) + ".");
    }

    private static String lines(List<String> lines, String none) {
        if (lines.isEmpty()) {
            return none;
        }
        String shown =
                lines.stream()
                        .limit(MOST_LINES)
                        .map(line -> "- " + line)
                        .collect(Collectors.joining("\n"));
        int rest = lines.size() - MOST_LINES;
        return rest > 0 ? shown + "\n- … and " + rest + " more" : shown;
    }

    /// A time of a service, without the seconds.
    private static String moment(String iso) {
        return Literal.of(
                iso.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*")
                        ? iso.substring(0, 16).replace('T', ' ') + " UTC"
                        : iso,
                60);
    }
}
