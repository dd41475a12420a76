package croft.certs.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import croft.house.wire.FreePort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Aliases in the zones of a live server.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DelegationTest {
    private static final String ALIASES =
            """
            customer.test
            _acme-challenge IN CNAME step.customer.test.
            step IN CNAME Site-7.auth.test.
            _acme-challenge.plain IN TXT "other"
            a IN CNAME b.customer.test.
            b IN CNAME a.customer.test.
            odd IN CNAME odd\\.label.auth.test.
            """
                    + IntStream.range(0, 20)
                            .mapToObj(i -> "n" + i + " IN CNAME n" + (i + 1) + ".customer.test.")
                            .collect(Collectors.joining("\n"));

    private final int port = FreePort.next();

    @TempDir Path folder;
    private final List<Knot> servers = new ArrayList<>();
    private Delegation delegation = new Delegation(new Nameservers(List::of));

    @BeforeEach
    void start() throws Exception {
        Knot knot = Knot.at("127.0.0.1", port, folder, ALIASES, "auth.test");
        servers.add(knot);
        delegation = new Delegation(new Nameservers(() -> List.of(knot.address()), port));
    }

    @AfterEach
    void stop() throws Exception {
        for (Knot server : servers) {
            server.close();
        }
    }

    @Test
    void followsAliasesIntoAnotherZone() throws Exception {
        assertThat(delegation.target("_acme-challenge.customer.test"))
                .isEqualTo("site-7.auth.test");
    }

    @Test
    void leavesANameAsItIsThatIsNoAlias() throws Exception {
        assertThat(delegation.target("_acme-challenge.plain.customer.test"))
                .isEqualTo("_acme-challenge.plain.customer.test");
        assertThat(delegation.target("_acme-challenge.nothing.customer.test"))
                .isEqualTo("_acme-challenge.nothing.customer.test");
    }

    @Test
    void asksTheServersOfTheDeclarationFirst() throws Exception {
        Delegation blind = new Delegation(new Nameservers(List::of));
        assertThat(
                        blind.target(
                                "_acme-challenge.customer.test",
                                List.of(servers.getFirst().address())))
                .isEqualTo("site-7.auth.test");
    }

    @Test
    void asksTheServersOfTheZoneWhereThoseOfTheDeclarationDoNotKnowIt() throws Exception {
        try (Knot other = Knot.of(folder.resolve("other"), "other.test")) {
            assertThat(delegation.target("_acme-challenge.customer.test", List.of(other.address())))
                    .isEqualTo("site-7.auth.test");
        }
    }

    @Test
    void findsItsWayOutOfACircle() {
        DnsTrouble trouble =
                catchThrowableOfType(DnsTrouble.class, () -> delegation.target("a.customer.test"));
        assertThat(trouble).hasMessageContaining("lead back to a.customer.test");
        assertThat(trouble.again()).isFalse();
        assertThat(trouble.remedy()).contains("CNAME");
    }

    @Test
    void followsNoChainWithoutEnd() {
        DnsTrouble trouble =
                catchThrowableOfType(DnsTrouble.class, () -> delegation.target("n0.customer.test"));
        assertThat(trouble).hasMessageContaining("more than 10 aliases");
    }

    @Test
    void refusesANameThatNeedsEscapes() {
        DnsTrouble trouble =
                catchThrowableOfType(
                        DnsTrouble.class, () -> delegation.target("odd.customer.test"));
        assertThat(trouble).hasMessageContaining("is an alias of");
    }

    @Test
    void saysThatNoServerAnswers() throws Exception {
        servers.getFirst().close();
        DnsTrouble trouble =
                catchThrowableOfType(
                        DnsTrouble.class, () -> delegation.target("_acme-challenge.customer.test"));
        assertThat(trouble.kind()).isEqualTo(DnsTrouble.Kind.UNREACHABLE);
        assertThat(trouble.again()).isTrue();
    }
}
