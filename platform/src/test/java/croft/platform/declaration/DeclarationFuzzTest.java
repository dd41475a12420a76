package croft.platform.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Any bytes as a croft.yml: a declaration in which no name stands twice, or mistakes that an
/// editor can jump to; and the same whenever it is read.
class DeclarationFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void givesADeclarationOrMistakes(byte[] bytes) {
        Reading reading = DeclarationReader.read("croft.yml", Samples.HOME, bytes);
        HostileTextTest.holds(reading);
        assertThat(DeclarationReader.read("croft.yml", Samples.HOME, bytes)).isEqualTo(reading);
        String text = new String(bytes, StandardCharsets.UTF_8);
        switch (reading) {
            case Reading.Accepted(Declaration declaration, _) -> {
                assertThat(DeclarationReader.read("croft.yml", Samples.HOME, text))
                        .isEqualTo(reading);
                expectNamesOnce(declaration);
            }
            case Reading.Rejected(List<Mistake> mistakes) -> {
                long lines = 1 + text.lines().count();
                for (Mistake mistake : mistakes) {
                    assertThat((long) mistake.line()).as("%s", mistake).isLessThanOrEqualTo(lines);
                }
            }
        }
    }

    private static void expectNamesOnce(Declaration declaration) {
        Set<HostName> names = new HashSet<>();
        for (Site site : declaration.sites()) {
            assertThat(names.add(site.host())).as("%s", site.host()).isTrue();
            for (HostName alias : site.aliases()) {
                assertThat(names.add(alias)).as("%s", alias).isTrue();
            }
        }
    }
}
