package croft.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// docs/reference/croft-command.md beside the commands that there are.
class CommandPageTest {
    private static final Path PAGE = Path.of("../docs/reference/croft-command.md");

    @TempDir private Path folder = Path.of("unset");

    @Test
    void namesEveryCommandWithEveryOption() throws IOException {
        List<String> page = Files.readAllLines(PAGE);
        for (CommandLine command : commands().getSubcommands().values()) {
            String name = command.getCommandName();
            // A command may have a row for each of its uses.
            String rows =
                    String.join(
                            "\n",
                            page.stream()
                                    .filter(line -> line.matches("\\| `" + name + "\\b.*"))
                                    .toList());
            assertThat(rows).as("the row of " + name + " in " + PAGE).isNotEmpty();
            for (OptionSpec option : options(command)) {
                if (!option.usageHelp()) {
                    assertThat(Arrays.stream(option.names()))
                            .as(name + " " + option.longestName() + ": one of its names in " + PAGE)
                            .anyMatch(word -> rows.matches("(?s).*[` ]" + word + "[` ].*"));
                }
            }
        }
    }

    private CommandLine commands() {
        return CroftCommand.of(Contexts.in(folder, OutputStream.nullOutputStream()));
    }

    private static List<OptionSpec> options(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? command.getCommandSpec().options()
                : command.getSubcommands().values().stream()
                        .flatMap(below -> options(below).stream())
                        .toList();
    }
}
