package croft.platform.declaration;

import java.util.List;
import java.util.stream.Collectors;

/// The page `docs/reference/croft.yml.md`: every key with its type, default and meaning.
public final class ReferencePage {
    private final StringBuilder page = new StringBuilder();

    private ReferencePage() {}

    /// Markdown, with a line break at the end.
    public static String text() {
        ReferencePage reference = new ReferencePage();
        reference.page.append(
                """
                # croft.yml, key by key

                <!-- Generated from croft.platform.declaration.CroftYml; a test says how to write it anew. -->

                One file says what is hosted. It is YAML 1.2 in UTF-8, at most 256 KiB. A key that is not on this page is
                a mistake, as is one whose feature this version does not have. While a file has mistakes, what ran goes
                on running. Relative paths start from the file's folder.
                """);
        reference.section("The file", "", CroftYml.FILE);
        return reference.page.toString();
    }

    private void section(String title, String path, Form.Section<?> section) {
        page.append("\n## ").append(title).append('\n');
        if (!section.exactlyOne().isEmpty()) {
            page.append("\nExactly one of ")
                    .append(names(section.exactlyOne().stream().filter(Key::isAvailable).toList()))
                    .append(".\n");
        }
        page.append("\n| key | value | default | meaning |\n|---|---|---|---|\n");
        section.keys().stream().filter(Key::isAvailable).forEach(this::row);
        choices(section);
        notYet(section);
        for (Key<?> key : section.keys()) {
            String place = path.isEmpty() ? key.name() : path + "." + key.name();
            switch (key.form()) {
                case Form.Section<?> inner -> section("`" + place + "`", place, inner);
                case Form.Items<?>(Form.Section<?> inner, _, _) ->
                        section("Each of `" + place + "`", place + "[]", inner);
                case Form.Table<?, ?>(_, Form.Section<?> inner, _) ->
                        section("Each of `" + place + "`", place + ".*", inner);
                case Form.TextOrSection<?>(_, Form.Section<?> inner) ->
                        section("`" + place + "` as a section", place, inner);
                default -> {}
            }
        }
    }

    private void row(Key<?> key) {
        page.append("| `")
                .append(key.name())
                .append("` | ")
                .append(shape(key.form()))
                .append(" | ")
                .append(key.otherwise().orElse("**required**"))
                .append(" | ")
                .append(key.meaning())
                .append(" |\n");
    }

    private void choices(Form.Section<?> section) {
        for (Key<?> key : section.keys()) {
            if (choice(key.form()) instanceof Form.Choice<?> choice
                    && choice.options().stream().anyMatch(option -> !option.meaning().isEmpty())) {
                page.append("\nOf `").append(key.name()).append("`:\n\n");
                for (Form.Option<?> option : choice.options()) {
                    page.append("- `")
                            .append(option.word())
                            .append("`: ")
                            .append(option.meaning())
                            .append(
                                    option.value().isPresent()
                                            ? ""
                                            : " (not available in this version)")
                            .append('\n');
                }
            }
        }
    }

    private static Form<?> choice(Form<?> form) {
        return form instanceof Form.TextOrSection<?>(Form.Choice<?> choice, _) ? choice : form;
    }

    private void notYet(Form.Section<?> section) {
        List<Key<?>> keys = section.keys().stream().filter(key -> !key.isAvailable()).toList();
        if (!keys.isEmpty()) {
            page.append("\nNot available in this version:\n\n");
        }
        for (Key<?> key : keys) {
            page.append("- `")
                    .append(key.name())
                    .append("` (")
                    .append(shape(key.form()))
                    .append("): ")
                    .append(key.meaning())
                    .append('\n');
        }
    }

    private static String shape(Form<?> form) {
        return switch (form) {
            case Form.Text<?> text -> text.noun();
            case Form.Quantity<?> quantity -> quantity.noun();
            case Form.Choice<?> choice ->
                    choice.available()
                            .map(word -> "`" + word + "`")
                            .collect(Collectors.joining(", "));
            case Form.Items<?>(Form.Section<?> _, _, _) -> "a list of sections";
            case Form.Table<?, ?> table -> table.noun().replaceAll("\\{.*}", "`$0`");
            case Form.Items<?> items -> items.noun().replaceAll("\\[.*]", "`$0`");
            case Form.Section<?> _ -> "a section";
            case Form.TextOrSection<?> either ->
                    shape(either.text())
                            + (either.section() instanceof Form.NotYet
                                    ? ""
                                    : ", or " + shape(either.section()));
            case Form.NotYet<?> notYet -> notYet.shape();
        };
    }

    private static String names(List<? extends Key<?>> keys) {
        return keys.stream().map(key -> "`" + key.name() + "`").collect(Collectors.joining(", "));
    }
}
