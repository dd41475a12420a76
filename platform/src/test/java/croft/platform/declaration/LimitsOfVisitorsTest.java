package croft.platform.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.SiteLimits.PathCost;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What croft.yml says of visitors' addresses and of the load of sites.
class LimitsOfVisitorsTest {
    @Test
    void whatIsSaidCounts() {
        Declaration declaration = declaration(Samples.text("accepted/limits"));

        assertThat(declaration.edge().visitors())
                .isEqualTo(
                        new VisitorPolicy(
                                new VisitorPolicy.Limits(12, 5, 100),
                                List.of(),
                                List.of(AddressRange.parse("192.0.2.0/24")),
                                List.of(AddressRange.parse("10.1.0.0/16")),
                                List.of(AddressRange.parse("2001:db8::/32"))));
        assertThat(declaration.sites().getFirst().limits())
                .isEqualTo(
                        new SiteLimits(
                                List.of(new PathCost("/search", 20), new PathCost("/login", 10)),
                                Optional.of(ByteSize.ofMebibytes(20 * 1024))));
        assertThat(declaration.sites().getLast().limits()).isEqualTo(SiteLimits.NONE);
    }

    @Test
    void whoSaysNothingLimitsStrangersAlone() {
        Declaration declaration = declaration("sites: [{ host: a.test, static: ./a }]");

        VisitorPolicy visitors = declaration.edge().visitors();
        assertThat(visitors).isEqualTo(VisitorPolicy.DEFAULT);
        assertThat(visitors.allow())
                .anyMatch(range -> range.contains(InetAddress.ofLiteral("172.17.0.1")))
                .noneMatch(range -> range.contains(InetAddress.ofLiteral("172.32.0.1")))
                .noneMatch(range -> range.contains(InetAddress.ofLiteral("2001:db8::1")));
        assertThat(declaration.sites().getFirst().limits()).isEqualTo(SiteLimits.NONE);
    }

    private static Declaration declaration(String text) {
        return ((Reading.Accepted) DeclarationReader.read("croft.yml", Samples.HOME, text))
                .declaration();
    }
}
