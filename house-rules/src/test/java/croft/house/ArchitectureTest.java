package croft.house;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/// Each rule finds what it is there to find.
class ArchitectureTest {
    private final JavaClasses example = new ClassFileImporter().importPackages("croft.example");
    private final JavaClasses frontOnly =
            new ClassFileImporter().importPackages("croft.example.front");

    @Test
    void acceptsADependencyOnALaterPackage() {
        assertThatCode(() ->
                        Architecture.of("croft.example").packages("front", "back").check(frontOnly))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesADependencyOnAnEarlierPackage() {
        assertThatThrownBy(() ->
                        Architecture.of("croft.example").packages("back", "front").check(frontOnly))
                .hasMessageContaining("a package knows only those after it");
    }

    @Test
    void refusesAPackageThatIsNotListed() {
        assertThatThrownBy(() -> Architecture.of("croft.example").packages("back").check(frontOnly))
                .hasMessageContaining("croft.example.front is not in the list");
    }

    @Test
    void refusesAClockOutsideTheRoot() {
        assertThatThrownBy(() ->
                        Architecture.of("croft.example").packages("front", "back").check(example))
                .hasMessageContaining("inject an InstantSource");
    }

    @Test
    void refusesWhatIsFencedElsewhere() {
        assertThatThrownBy(() ->
                        Architecture.of("croft.example")
                                .packages("front", "back")
                                .fence("java.time", "front")
                                .check(example))
                .hasMessageContaining("java.time is used in [front] only");
    }

    @Test
    void refusesToPassWithoutClasses() {
        assertThatThrownBy(() -> Architecture.of("croft.nothing").check())
                .hasMessageContaining("no classes found");
    }
}
