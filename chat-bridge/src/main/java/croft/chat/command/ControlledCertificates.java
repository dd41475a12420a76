package croft.chat.command;

import java.util.List;

/// Certificates as cert-manager's control API has them.
public record ControlledCertificates(ControlPort port) implements Certificates {
    @Override
    public List<Certificate> all() throws Unfulfilled, InterruptedException {
        Json answer = port.get("/control/certificates");
        List<Certificate> all =
                answer.get("certificates").elements().stream()
                        .map(ControlledCertificates::certificate)
                        .toList();
        if (all.isEmpty() && answer.get("problem").text().isPresent()) {
            throw new Unfulfilled(answer.get("problem").text().orElseThrow());
        }
        return all;
    }

    private static Certificate certificate(Json one) {
        Json next = one.get("next");
        Json trouble = one.get("trouble");
        return new Certificate(
                one.get("name").text().orElse("?"),
                one.get("names").elements().stream().flatMap(name -> name.text().stream()).toList(),
                one.get("state").text().orElse("?"),
                one.get("notAfter").text(),
                next.get("why")
                        .text()
                        .map(why ->
                                next.get("at")
                                        .text()
                                        .map(at ->
                                                at.substring(0, Math.min(16, at.length()))
                                                        + ": "
                                                        + why)
                                        .orElse(why)),
                trouble.get("said")
                        .text()
                        .map(said ->
                                trouble.get("remedy")
                                        .text()
                                        .map(remedy -> said + " " + remedy)
                                        .orElse(said)));
    }
}
