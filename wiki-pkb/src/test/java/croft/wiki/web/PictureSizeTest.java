package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import croft.wiki.render.Surroundings.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureSizeTest {
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif"})
    void isReadFromWhatProgramsWrite(String format) throws IOException {
        assertThat(PictureSize.of(ByteBuffer.wrap(picture(format)))).contains(new Size(123, 45));
    }

    @Test
    void followsTheTurnOfAPhotograph() throws IOException {
        byte[] jpeg = picture("jpg");
        // APP1 with one entry: orientation 6, a quarter turn
        byte[] exif =
                HexFormat.of()
                        .parseHex(
                                "ffe1002245786966000049492a00080000000100120103000100000006000000"
                                        + "00000000");
        ByteBuffer turned =
                ByteBuffer.allocate(jpeg.length + exif.length)
                        .put(jpeg, 0, 2)
                        .put(exif)
                        .put(jpeg, 2, jpeg.length - 2)
                        .flip();
        assertThat(PictureSize.of(turned)).contains(new Size(45, 123));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                // lossy, lossless and extended, of 1 by 1 pixel each
                "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA",
                "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==",
                "UklGRhYAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAAB",
            })
    void isReadFromWebp(String base64) {
        assertThat(PictureSize.of(ByteBuffer.wrap(Base64.getDecoder().decode(base64))))
                .contains(new Size(1, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<svg width='640' height='260' viewBox='0 0 1 1'> | 640 | 260",
                "<?xml version='1.0'?><!-- x --><svg viewBox='0 0 24 12.4' > | 24 | 12",
                "<svg height=\"30px\" width=\"20px\"> | 20 | 30",
            },
            quoteCharacter = '`')
    void isReadFromSvg(String svg, int width, int height) {
        assertThat(PictureSize.of(octets(svg))).contains(new Size(width, height));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no picture at all, but longer than a head",
                "<svg width='100%' height='100%'>                   ",
                "<svg width='999999999' height='1'>                 ",
                "<svg width='0' height='1'>                         ",
            })
    void isUnknownWhereItCannotBeTold(String text) {
        assertThat(PictureSize.of(octets(text))).isEqualTo(Optional.empty());
    }

    @Test
    void survivesWhatIsBroken() throws IOException {
        Random random = new Random(7);
        for (String format : new String[] {"png", "jpg", "gif"}) {
            byte[] whole = picture(format);
            for (int i = 0; i < 2000; i++) {
                byte[] broken = whole.clone();
                for (int j = 0; j < 4; j++) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt();
                }
                ByteBuffer part = ByteBuffer.wrap(broken, 0, random.nextInt(broken.length));
                assertThatCode(() -> PictureSize.of(part)).doesNotThrowAnyException();
            }
        }
    }

    private static byte[] picture(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(
                        ImageIO.write(
                                new BufferedImage(123, 45, BufferedImage.TYPE_INT_RGB),
                                format,
                                out))
                .isTrue();
        return out.toByteArray();
    }

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
