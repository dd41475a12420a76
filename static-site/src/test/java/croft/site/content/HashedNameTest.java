package croft.site.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// When a name is taken for the content's own. The content is `abc`, whose hashes stand in the
/// standards.
class HashedNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ba7816bf.css",
                "app.ba7816bf8f01.js",
                "app-BA7816BF8F01CFEA.min.js",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.css",
                "style.a9993e36.css",
                "style_900150983cd24fb0d6963f7d28e17f72.css",
                "a@cb00753f45a35e8b.js",
                "a~ddaf35a193617aba.js",
                "index-ungWv48Bz.js",
                "index-xj4bnp4pa.js",
            })
    void isFoundInHexadecimalBase64AndBase32(String name) {
        assertThat(isNamedByContent(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ba7816b.css",
                "app.ba7816bf8f01x.js",
                "app.xba7816bf.js",
                "app.ba7816bf8f02.js",
                "app.00000000.js",
                "index-UNGwv48Bz.js",
                "stylesheet.css",
                "20260504.html",
                "abc",
                "",
            })
    void isNotFoundInWhatOnlyLooksLikeOne(String name) {
        assertThat(isNamedByContent(name)).isFalse();
    }

    private static boolean isNamedByContent(String name) {
        if (!HashedName.isCandidate(name)) {
            return false;
        }
        HashedName hashed = new HashedName(name);
        hashed.update(ByteBuffer.wrap("a".getBytes(StandardCharsets.US_ASCII)));
        hashed.update(ByteBuffer.wrap("bc".getBytes(StandardCharsets.US_ASCII)));
        return hashed.isNamedByContent();
    }
}
