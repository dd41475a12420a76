package croft.platform.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names and wildcards, RFC 1123 §2.1.
class HostNameTest {
    @ParameterizedTest
    @CsvSource({
        "a.test,       a.test,     true",
        "a.test,       b.test,     false",
        "a.test,       x.a.test,   false",
        "*.a.test,     x.a.test,   true",
        "*.a.test,     a.test,     false",
        "*.a.test,     .a.test,    false",
        "*.a.test,     x.y.a.test, false",
        "*.a.test,     x.aa.test,  false",
        "*.a.test,     x.a.test.b, false",
    })
    void aWildcardStandsForExactlyOneLabel(String name, String host, boolean matches) {
        assertThat(new HostName(name).matches(host)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "a.localhost", "*.test", "a.b.test"})
    void namesForDevelopmentAreKnown(String name) {
        assertThat(new HostName(name).isForDevelopment()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mylocalhost", "contest", "test.example.net", "localhost.net"})
    void otherNamesAreNotForDevelopment(String name) {
        assertThat(new HostName(name).isForDevelopment()).isFalse();
    }

    @Test
    void lettersOutsideAsciiDoNotBecomeAscii() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HostName("\u212Aelvin.test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "127.0.0.1", "a.0x7f", "*.1"})
    void addressesAreNoNames(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostName(address))
                .withMessageContaining("is an address");
    }
}
