package croft.platform.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// What follows from the description of the keys: schema and reference page.
class DescriptionTest {
    private static final Path REFERENCE = Path.of("../docs/reference");

    @ParameterizedTest
    @MethodSource("croft.platform.declaration.Samples#accepted")
    void theSchemaAcceptsWhatTheReaderAccepts(String sample) throws IOException {
        assertThat(complaints(Samples.text(sample))).isEmpty();
    }

    /// Those whose mistakes lie in the form of values, not between them.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown-keys",
                "wrong-kinds",
                "hosts",
                "kinds-of-site",
                "authority",
                "cache",
                "edge",
                "limits",
                "static",
                "proxies",
                "no-sites",
                "empty-sites",
                "sites-without-value",
                "list"
            })
    void theSchemaComplainsWhereTheReaderDoes(String sample) throws IOException {
        assertThat(complaints(Samples.text("rejected/" + sample))).isNotEmpty();
    }

    @Test
    void theSchemaIsASchema() throws IOException {
        var draft =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(SchemaLocation.of(SpecVersion.VersionFlag.V202012.getId()));
        assertThat(draft.validate(new ObjectMapper().readTree(JsonSchema.text()))).isEmpty();
    }

    @Test
    void everyExampleIsRight() {
        assertEveryExampleIsRight(CroftYml.FILE);
    }

    @Test
    void theReferencePageIsCurrent() throws IOException {
        assertCurrent("croft.yml.md", ReferencePage.text());
    }

    @Test
    void theSchemaInTheReferenceIsCurrent() throws IOException {
        assertCurrent("croft.schema.json", JsonSchema.text());
    }

    private static void assertCurrent(String file, String text) throws IOException {
        Path path = REFERENCE.resolve(file);
        if (Boolean.getBoolean("croft.reference.write")) {
            Files.createDirectories(REFERENCE);
            Files.writeString(path, text);
        }
        assertThat(path).isRegularFile();
        assertThat(Files.readString(path))
                .as(
                        "%s is generated; write it anew with: mvn -Dquick -pl platform -am test"
                                + " -Dtest=DescriptionTest -Dsurefire.failIfNoSpecifiedTests=false"
                                + " -Dcroft.reference.write=true",
                        file)
                .isEqualTo(text);
    }

    private static void assertEveryExampleIsRight(Form<?> form) {
        switch (form) {
            case Form.Text<?> text -> {
                var example = new Yaml.Scalar(Position.START, text.example(), Yaml.Type.TEXT);
                Review review = new Review("croft.yml", Samples.HOME);
                assertThat(text.read(example, "", review)).isPresent();
                text.pattern()
                        .ifPresent(pattern -> assertThat(text.example()).containsPattern(pattern));
            }
            case Form.Quantity<?> quantity -> {
                var example = new Yaml.Scalar(Position.START, quantity.example(), Yaml.Type.TEXT);
                Review review = new Review("croft.yml", Samples.HOME);
                assertThat(quantity.read(example, "", review)).isPresent();
                assertThat(quantity.example()).containsPattern(quantity.pattern());
            }
            case Form.Items<?> items -> assertEveryExampleIsRight(items.item());
            case Form.Section<?> section ->
                    section.keys().forEach(key -> assertEveryExampleIsRight(key.form()));
            case Form.Table<?, ?> table -> {
                assertEveryExampleIsRight(table.key());
                assertEveryExampleIsRight(table.value());
            }
            case Form.TextOrSection<?> either -> {
                assertEveryExampleIsRight(either.text());
                assertEveryExampleIsRight(either.section());
            }
            case Form.Choice<?> choice -> assertThat(choice.available()).isNotEmpty();
            case Form.NotYet<?> notYet ->
                    assertThat(List.of(notYet.available())).doesNotContain("");
        }
    }

    private static Set<ValidationMessage> complaints(String yaml) throws IOException {
        Object loaded =
                new Load(
                                LoadSettings.builder()
                                        .setSchema(new CoreSchema())
                                        .setAllowDuplicateKeys(true)
                                        .setAllowNonScalarKeys(true)
                                        .build())
                        .loadFromString(yaml);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(JsonSchema.text())
                .validate(new ObjectMapper().valueToTree(loaded));
    }
}
