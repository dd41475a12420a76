package croft.certs.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.SetClock;
import croft.certs.wanted.NameSet;
import croft.certs.wanted.RegisteredDomains;
import croft.platform.declaration.CertificatePolicy.Authority;
import croft.platform.declaration.CertificateTerms;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Signatures from a root of the test's down to the zones below it, as a resolver hands them on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignatureChainTest {
    private static final String ZONE =
            "@ SOA ns hostmaster 1 60 60 3600 60\n@ NS ns\nns A 127.0.0.1\nwww A 127.0.0.1\n";

    @TempDir static Path folder;

    private ZoneServer server;
    private String rootKey = "";

    @BeforeAll
    void serve() throws Exception {
        Map<String, String> below = Map.of("signed.test", ZONE, "moved.test", ZONE);
        String root = ZONE + delegation("signed") + delegation("moved") + delegation("plain");
        String signed;
        String moved;
        try (ZoneServer children = new ZoneServer(folder.resolve("children"), below, true)) {
            String ds = children.anchor("signed.test");
            // The registrar still has the key of before.
            root += ds + ds.replace("signed.test.", "moved.test.");
            signed = children.transfer("signed.test");
            moved = children.transfer("moved.test");
        }
        try (ZoneServer top = new ZoneServer(folder.resolve("top"), Map.of(".", root), true)) {
            rootKey = top.anchor(".");
            root = top.transfer(".");
        }
        server =
                new ZoneServer(
                        folder.resolve("all"),
                        Map.of(
                                ".",
                                root,
                                "signed.test",
                                signed,
                                "moved.test",
                                moved,
                                "plain.test",
                                ZONE),
                        false);
    }

    private static String delegation(String label) {
        return "%1$s.test. NS ns.%1$s.test.\nns.%1$s.test. A 127.0.0.1\n".formatted(label);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void findsNothingWrongWithWhatIsSigned() {
        assertThat(refusals("www.signed.test")).isEmpty();
    }

    @Test
    void findsNothingWrongWithWhatIsProvedToBeUnsigned() {
        assertThat(refusals("www.plain.test")).isEmpty();
    }

    /// What happens most: the zone has moved, and the registrar still has the DS record of before.
    @Test
    void refusesAKeyThatTheParentDoesNotKnow() {
        assertThat(refusals("www.moved.test"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.what())
                            .startsWith("DNSSEC signatures of www.moved.test are wrong");
                    assertThat(finding.remedy()).contains("DS record at the registrar");
                });
    }

    /// Who signs the root is signed for by nobody below.
    @Test
    void refusesEverythingUnderAnotherRoot() throws Exception {
        String another = rootKey.replaceAll("[0-9A-F]{64}", "0123456789ABCDEF".repeat(4));
        assertThat(another).isNotEqualTo(rootKey);
        assertThat(look("www.signed.test", another))
                .singleElement()
                .satisfies(finding -> assertThat(finding.isRefusal()).isTrue());
    }

    private List<Finding> refusals(String name) {
        List<Finding> findings = look(name, rootKey);
        assertThat(findings).noneMatch(f -> f.what().contains("passes none on"));
        return findings.stream().filter(Finding::isRefusal).toList();
    }

    private List<Finding> look(String name, String anchors) {
        return new Preflight(
                        new Resolvers(List.of(server.address()), anchors),
                        Ports.PUBLIC,
                        (_, owner) -> owner,
                        RegisteredDomains::of,
                        Set::of,
                        new SetClock(Clock.systemUTC().instant()))
                .look(
                        NameSet.of(List.of(name)),
                        CertificateTerms.of(new Authority.Local()),
                        new Issuer("ca", List.of("ca.test"), Optional.empty()));
    }
}
