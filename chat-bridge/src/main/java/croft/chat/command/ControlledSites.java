package croft.chat.command;

import java.util.List;
import java.util.Map;

/// Sites as static-site's control API has them.
public record ControlledSites(ControlPort port) implements Sites {
    @Override
    public List<Project> list() throws Unfulfilled, InterruptedException {
        return port.get("/control/releases").get("projects").elements().stream()
                .map(project ->
                        new Project(
                                project.get("project").text().orElse("?"),
                                project.get("hosts").elements().stream()
                                        .flatMap(host -> host.text().stream())
                                        .toList(),
                                project.get("current").text(),
                                project.get("since").text().orElse(""),
                                project.get("releases").elements().size()))
                .toList();
    }

    @Override
    public Promotion rollback(String project) throws Unfulfilled, InterruptedException {
        return promotion(port.post("/control/releases/" + project + "/rollback", Map.of()));
    }

    @Override
    public Promotion promote(String project, String release)
            throws Unfulfilled, InterruptedException {
        return promotion(
                port.post("/control/releases/" + project + "/promote", Map.of("release", release)));
    }

    private static Promotion promotion(Json answer) {
        return new Promotion(
                answer.get("release").text().orElse("?"),
                answer.get("previous").text(),
                answer.get("state").text().orElse("").equals("unchanged"),
                answer.get("changed").number());
    }
}
