package croft.stack.cli;

import croft.stack.report.Json;
import croft.stack.report.ProcessReport;
import croft.stack.report.ProcessReport.State;
import croft.stack.report.StackReport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a running stack is: the launcher's report, what each service answered, and what is wrong.
///
/// @param answers `/status` by service, see `docs/contracts/environment.md`; without those that did
///   not answer
/// @param containers none if the stack runs without
record StackStatus(
        StackReport report, Map<String, Json> answers, Containers containers, Instant now) {
    StackStatus {
        answers = Map.copyOf(answers);
    }

    List<Json> sites() {
        return detail("edge-proxy").get("sites").elements();
    }

    /// Whom the edge has turned away, by reason.
    List<Json> turnedAway() {
        return detail("edge-proxy").get("turnedAway").elements();
    }

    List<Json> certificates() {
        return detail("cert-manager").get("certificates").elements();
    }

    List<Json> folders() {
        return detail("static-site").get("folders").elements();
    }

    List<Json> wikis() {
        return detail("wiki-pkb").get("wikis").elements();
    }

    /// Mistakes of a croft.yml that is on disk but not in effect.
    List<String> mistakes() {
        var mistakes = new LinkedHashSet<String>();
        answers.values()
                .forEach(answer ->
                        answer.get("declaration")
                                .get("mistakes")
                                .elements()
                                .forEach(mistake -> mistakes.add(mistake.text("?"))));
        return List.copyOf(mistakes);
    }

    /// What an operator should know, a line each; empty if all is well.
    List<String> problems() {
        var problems = new ArrayList<String>();
        for (ProcessReport process : report.processes()) {
            if (process.state() != State.UP) {
                problems.add(
                        process.name()
                                + " is not up"
                                + process.problem().map(why -> ": " + why).orElse(""));
            } else if (process.managementPort().isPresent()
                    && !answers.containsKey(process.name())) {
                problems.add(process.name() + " does not answer /status");
            }
        }
        for (Json certificate : certificates()) {
            if (!certificate.get("state").text("held").equals("held")) {
                problems.add(
                        "certificate of "
                                + names(certificate)
                                + " is "
                                + certificate.get("state").text("?")
                                + (certificate.get("error").isAbsent()
                                        ? ""
                                        : ": " + certificate.get("error").text("")));
            }
        }
        unreadable(folders(), "path", problems);
        unreadable(wikis(), "folder", problems);
        Json accessLog = detail("edge-proxy").get("accessLog");
        if (!accessLog.get("problem").isAbsent()) {
            problems.add("access log: " + accessLog.get("problem").text("cannot be written"));
        }
        problems.addAll(containers.fullVolumes());
        if (!mistakes().isEmpty()) {
            problems.add(
                    "croft.yml on disk has mistakes; what was accepted before goes on running");
        }
        return problems;
    }

    private static void unreadable(List<Json> folders, String path, List<String> problems) {
        for (Json folder : folders) {
            if (!folder.get("readable").isTrue()) {
                problems.add(
                        folder.get(path).text("?")
                                + " of "
                                + folder.get("host").text("?")
                                + ": "
                                + folder.get("problem").text("cannot be read"));
            }
        }
    }

    Map<String, @Nullable Object> toJson() throws IOException {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("running", true);
        json.put("stack", Json.read(report.toJson()).raw());
        json.put("problems", problems());
        json.put("mistakes", mistakes());
        json.put("sites", sites().stream().map(Json::raw).toList());
        json.put("certificates", certificates().stream().map(Json::raw).toList());
        json.put("folders", folders().stream().map(Json::raw).toList());
        json.put("wikis", wikis().stream().map(Json::raw).toList());
        var services = new LinkedHashMap<String, @Nullable Object>();
        answers.forEach((name, answer) -> services.put(name, answer.raw()));
        json.put("services", services);
        if (!containers.json().isEmpty()) {
            json.put("containers", containers.json());
        }
        return json;
    }

    static String names(Json certificate) {
        return String.join(
                ", ",
                certificate.get("names").elements().stream().map(name -> name.text("?")).toList());
    }

    private Json detail(String service) {
        Json answer = answers.get(service);
        return answer == null ? Json.ABSENT : answer.get("detail");
    }
}
