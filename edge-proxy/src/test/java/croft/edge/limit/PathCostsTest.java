package croft.edge.limit;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.SiteLimits.PathCost;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What paths cost, however they are written.
class PathCostsTest {
    private static final List<PathCost> COSTS =
            List.of(
                    new PathCost("/search", 5),
                    new PathCost("/search/all", 20),
                    new PathCost("/login/", 10));

    @ParameterizedTest
    @CsvSource({
        "/, 1",
        "/page, 1",
        "/search, 5",
        "/search?q=a, 5",
        "/search/all, 20",
        "/searching, 5",
        "/a?/search, 1",
        "/%73earch, 5",
        "//search, 5",
        "/./search, 5",
        "/x/../search, 5",
        "/x/..%2fsearch, 5",
        "/search/x/../all, 20",
        "/search/../page, 5",
        "/../../search, 5",
        "/login, 1",
        "/login/, 10",
        "//login/, 10",
        "/%6cogin/, 10",
        "/login/x/.., 10",
        "/x/../login/., 10",
        "/%6cogin, 1",
        "//, 1",
        "*, 1",
    })
    void aPathCostsWhatItsPlainSpellingDoes(String target, int cost) {
        assertThat(PathCosts.of(target, COSTS)).isEqualTo(cost);
    }
}
