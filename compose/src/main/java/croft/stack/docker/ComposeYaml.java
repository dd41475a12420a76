package croft.stack.docker;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Compose files as maps and lists.
final class ComposeYaml {
    private ComposeYaml() {}

    static Map<?, ?> read(Path file) throws IOException, CannotStart {
        return parse(Files.readString(file), file.toString());
    }

    /// @param from for people: where the text is from
    /// @throws CannotStart if it is no YAML
    static Map<?, ?> parse(String text, String from) throws CannotStart {
        try {
            var settings = LoadSettings.builder().setMaxAliasesForCollections(200).build();
            Object read = new Load(settings).loadFromString(text);
            return read instanceof Map<?, ?> map ? map : Map.of();
        } catch (YamlEngineException e) {
            throw new CannotStart(
                    Exit.CONFIGURATION,
                    from
                            + " is not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
