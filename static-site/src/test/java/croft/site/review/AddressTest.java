package croft.site.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where URLs lead that stand in `/docs/a/page.html`.
class AddressTest {
    private static final Set<String> HOSTS = Set.of("www.example.net", "example.net");

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "b.html, /docs/a/b.html",
                "./b.html, /docs/a/b.html",
                "../b.html, /docs/b.html",
                "../../../../b.html, /b.html",
                ".., /docs/",
                "., /docs/a/",
                "x/./y/../z, /docs/a/x/z",
                "/b, /b",
                "/a/../b/, /b/",
                "`` , /docs/a/page.html",
                "?q=1, /docs/a/page.html?q=1",
                "#top, /docs/a/page.html#top",
                "b?q=/../#x/../y, /docs/a/b?q=/../#x/../y",
                "`  b.html\t`, /docs/a/b.html",
                "b c.html, /docs/a/b%20c.html",
                "b%20c.html, /docs/a/b%20c.html",
                "käse, /docs/a/k%C3%A4se",
                "%6b, /docs/a/k",
                "a%2Fb, /docs/a/a%2Fb",
                "%2e%2e/b, /docs/b",
                "\\b\\c, /b/c",
                "https://www.example.net/x?y#z, /x?y#z",
                "HTTPS://WWW.EXAMPLE.NET:443, /",
                "http://example.net/x, http /x",
                "https:/www.example.net/x, /x",
                "//example.net/x, /x",
                "\\\\example.net/x, /x",
                "https://example.net:8443/x, elsewhere",
                "https://example.net.evil/x, elsewhere",
                "//cdn.example/x, elsewhere",
                "http://cdn.example/x, http elsewhere",
                "mailto:me@example.net, elsewhere",
                "`data:image/png;base64,AAAA`, elsewhere",
                "javascript:void(0), elsewhere",
                "tel:+1, elsewhere",
                "b:c, elsewhere",
                "./b:c, /docs/a/b:c",
                "1:2, /docs/a/1:2",
                "%, /docs/a/%25",
            })
    void areReadAsABrowserReadsThem(String url, String expected) {
        assertThat(
                        shown(
                                Address.of(
                                        url,
                                        new Address.Base(true, "/docs/a/page.html", false),
                                        HOSTS)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} + {1} -> {2}")
    @CsvSource({
        "/top/, b.html, /top/b.html",
        "../, b.html, /docs/b.html",
        "https://cdn.example/, b.html, elsewhere",
        "http://cdn.example/, b.html, http elsewhere",
        "https://cdn.example/, https://example.net/b, /b",
        "https://example.net/x/y, b, /x/b",
    })
    void startFromTheBaseThatAPageSets(String base, String url, String expected) {
        Address.Base own = new Address.Base(true, "/docs/a/page.html", false);
        assertThat(shown(Address.of(url, own.moved(base, HOSTS), HOSTS))).isEqualTo(expected);
    }

    private static String shown(Address address) {
        return switch (address) {
            case Address.Here(String path, String query, String fragment, boolean plain) ->
                    (plain ? "http " : "")
                            + path
                            + query
                            + (fragment.isEmpty() ? "" : "#" + fragment);
            case Address.Elsewhere(boolean plain) -> plain ? "http elsewhere" : "elsewhere";
        };
    }
}
