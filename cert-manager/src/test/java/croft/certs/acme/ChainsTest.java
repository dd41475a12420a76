package croft.certs.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Which chain is sent, in a hierarchy like that of Let's Encrypt in 2026: a new root that is
/// signed by the root before it, which is signed by the first one.
class ChainsTest {
    private static final Hierarchy X1 =
            Hierarchy.of("CN=ISRG Root X1,O=Internet Security Research Group,C=US");
    private static final Hierarchy X2 =
            Hierarchy.of("CN=ISRG Root X2,O=Internet Security Research Group,C=US");
    private static final Hierarchy YE = Hierarchy.of("CN=Root YE,O=ISRG,C=US");
    private static final Hierarchy YE1 = Hierarchy.of("CN=YE1,O=Let's Encrypt,C=US");
    private static final Hierarchy SITE = Hierarchy.of("CN=www.example.net");

    private static List<X509Certificate> toX1;
    private static List<X509Certificate> toX2;
    private static List<X509Certificate> toYe;
    private static List<List<X509Certificate>> offered;

    @BeforeAll
    static void sign() throws Exception {
        X509Certificate leaf = YE1.certifies(SITE);
        X509Certificate intermediate = YE.certifies(YE1);
        X509Certificate crossed = X2.certifies(YE);
        toX1 = List.of(leaf, intermediate, crossed, X1.certifies(X2));
        toX2 = List.of(leaf, intermediate, crossed);
        toYe = List.of(leaf, intermediate);
        offered = List.of(toX1, toX2, toYe);
    }

    @Test
    void isTheUsualOneWhereOnlyTheFirstRootIsTrusted() throws Exception {
        assertThat(chosen(X1.root())).isEqualTo(toX1);
    }

    @Test
    void isAsShortAsTheTrustedRootsAllow() throws Exception {
        assertThat(chosen(X1.root(), X2.root())).isEqualTo(toX2);
        assertThat(chosen(X1.root(), X2.root(), YE.root())).isEqualTo(toYe);
    }

    @Test
    void isTheUsualOneWhereNoneIsTrusted() throws Exception {
        assertThat(chosen(Hierarchy.of("CN=Another").root())).isEqualTo(toX1);
        assertThat(chosen()).isEqualTo(toX1);
    }

    @Test
    void isNotDeceivedByARootOfTheSameName() throws Exception {
        assertThat(chosen(X1.root(), Hierarchy.of(YE.name()).root())).isEqualTo(toX1);
    }

    @Test
    void comparesWholeNames() throws Exception {
        Hierarchy nearly = new Hierarchy("CN=Root YE", YE.key());
        assertThat(chosen(X1.root(), nearly.root())).isEqualTo(toX1);
    }

    @Test
    void isSentWithoutItsRoot() throws Exception {
        X509Certificate root = YE.root();
        List<X509Certificate> whole = List.of(toYe.getFirst(), toYe.getLast(), root);
        assertThat(Chains.shortestTrusted(List.of(whole), List.of(root))).isEqualTo(toYe);
    }

    @Test
    void isNoneThatDoesNotHoldTogether() throws Exception {
        List<X509Certificate> torn = List.of(YE1.certifies(SITE), X2.certifies(YE));
        assertThat(Chains.shortestTrusted(List.of(toX1, torn), List.of(X1.root(), X2.root())))
                .isEqualTo(toX1);
    }

    @Test
    void isTheAuthoritysFirstOfTwoAlike() throws Exception {
        List<X509Certificate> twin = List.of(YE1.certifies(SITE), YE.certifies(YE1));
        assertThat(Chains.shortestTrusted(List.of(twin, toYe), List.of(YE.root()))).isEqualTo(twin);
    }

    @Test
    void refusesAChainOfNothing() {
        assertThatThrownBy(() -> Chains.shortestTrusted(List.of(), List.of()))
                .hasMessageContaining("expected: a leaf in each");
    }

    private static List<X509Certificate> chosen(X509Certificate... roots) {
        return Chains.shortestTrusted(offered, List.of(roots));
    }
}
