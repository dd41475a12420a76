package croft.certs.dns;

import croft.certs.dns.StubApi.Call;
import croft.certs.dns.StubApi.Reply;
import croft.platform.declaration.DnsProvider.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/// A program that speaks lego's protocol, and writes to a live Knot.
class HttpreqTest extends HttpDriverConformance {
    @Override
    Provider provider(Path folder) throws Exception {
        Knot knot = Knot.of(folder.resolve("knot"), ZONE);
        return new HttpProvider(
                folder,
                Kind.HTTPREQ,
                call -> answer(knot, call),
                new KnotBackend(knot),
                SECRET,
                knot.address());
    }

    private static Reply answer(Knot knot, Call call) throws IOException {
        String login = Declared.USER + ":" + SECRET;
        String fqdn = call.json().get("fqdn").text().orElse("");
        String value = call.json().get("value").text().orElse("");
        if (!call.header("Authorization")
                .equals(
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(login.getBytes(StandardCharsets.UTF_8)))) {
            return new Reply(401, Map.of(), "no\n");
        }
        if (!fqdn.endsWith(".")) {
            return new Reply(400, Map.of(), "a name with its dot is expected\n");
        }
        switch (call.line()) {
            case "POST /present" -> knot.put(ZONE, fqdn, value);
            case "POST /cleanup" -> knot.delete(ZONE, fqdn, value);
            default -> {
                return Reply.empty(404);
            }
        }
        // As some programs answer: no JSON, or nothing at all.
        return new Reply(200, Map.of(), "done\n");
    }
}
