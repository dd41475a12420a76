package croft.platform.declaration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// YAML 1.2 text on its way to [Yaml].
///
/// Built from the parser's events rather than from its nodes, because here the limits hold while
/// reading: a text that is nested too deep is left at that depth, before anything recurses into it,
/// and an alias counts as many values as it stands for, so no text grows into more than
/// [#MOST_VALUES].
final class YamlText {
    /// A declaration of a thousand sites has about 100 KB.
    static final int MOST_CHARACTERS = 1 << 18;

    /// Ten values a site and room for two thousand of them.
    static final int MOST_VALUES = 20_000;

    /// The deepest key of croft.yml is at depth 5.
    static final int DEEPEST = 32;

    /// The parser quotes the text in some of its messages.
    private static final int LONGEST_PROBLEM = 300;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(MOST_CHARACTERS + 1).build();

    private final CoreScalarResolver types = new CoreScalarResolver(false);
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private final Set<Anchor> open = new HashSet<>();
    private final Iterator<Event> events;
    private int values;
    private Position last = Position.START;

    private YamlText(Iterator<Event> events) {
        this.events = events;
    }

    /// The one document of `text`, or nothing if it has none.
    static Optional<Yaml> compose(String text) throws NotYaml {
        if (text.length() > MOST_CHARACTERS) {
            throw new NotYaml(
                    Position.START,
                    text.length() + " characters (expected: at most " + MOST_CHARACTERS + ")");
        }
        onlyPrintable(text);
        try {
            return new YamlText(new Parse(SETTINGS).parseString(text).iterator()).document();
        } catch (MarkedYamlEngineException e) {
            throw new NotYaml(
                    e.getProblemMark()
                            .or(e::getContextMark)
                            .map(YamlText::at)
                            .orElse(Position.START),
                    "not YAML: " + inOneLine(e.getContext(), e.getProblem()));
        } catch (YamlEngineException e) {
            throw new NotYaml(
                    Position.START, "not YAML: " + inOneLine(null, String.valueOf(e.getMessage())));
        }
    }

    private Optional<Yaml> document() throws NotYaml {
        Optional<Yaml> document = Optional.empty();
        while (hasNext()) {
            Event event = next();
            switch (event.getEventId()) {
                case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
                case DocumentStart -> {
                    if (document.isPresent()) {
                        throw new NotYaml(at(event), "a second document (expected: one)");
                    }
                    document = Optional.of(value(next(), 1));
                }
                case Alias, Scalar, SequenceStart, SequenceEnd, MappingStart, MappingEnd ->
                        throw new NotYaml(at(event), "not YAML: a value outside a document");
            }
        }
        return document;
    }

    private Yaml value(Event event, int depth) throws NotYaml {
        Position at = at(event);
        if (depth > DEEPEST) {
            throw new NotYaml(at, "nested too deep (expected: at most " + DEEPEST + " levels)");
        }
        int before = values;
        count(1, at);
        return switch (event) {
            case AliasEvent alias -> aliased(alias, at);
            case ScalarEvent scalar -> {
                refuseTag(scalar.getTag(), at);
                yield anchored(scalar.getAnchor(), scalar(scalar, at), before);
            }
            case SequenceStartEvent start -> {
                refuseTag(start.getTag(), at);
                start.getAnchor().ifPresent(open::add);
                List<Yaml> items = new ArrayList<>();
                for (Event next = next(); next.getEventId() != Event.ID.SequenceEnd; ) {
                    items.add(value(next, depth + 1));
                    next = next();
                }
                yield anchored(start.getAnchor(), new Yaml.Sequence(at, items), before);
            }
            case MappingStartEvent start -> {
                refuseTag(start.getTag(), at);
                start.getAnchor().ifPresent(open::add);
                List<Yaml.Entry> entries = new ArrayList<>();
                for (Event next = next(); next.getEventId() != Event.ID.MappingEnd; ) {
                    Yaml key = value(next, depth + 1);
                    entries.add(new Yaml.Entry(key, value(next(), depth + 1)));
                    next = next();
                }
                yield anchored(start.getAnchor(), new Yaml.Mapping(at, entries), before);
            }
            default -> throw new NotYaml(at, "not YAML: " + event.getEventId());
        };
    }

    /// The next event. For some texts, a tag with half an escape among them, the parser throws
    /// exceptions other than its own.
    private Event next() throws NotYaml {
        try {
            Event event = events.next();
            last = at(event);
            return event;
        } catch (YamlEngineException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new NotYaml(last, "not YAML from here on: " + inOneLine(null, e.toString()));
        }
    }

    private boolean hasNext() throws NotYaml {
        try {
            return events.hasNext();
        } catch (YamlEngineException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new NotYaml(last, "not YAML from here on: " + inOneLine(null, e.toString()));
        }
    }

    private Yaml.Scalar scalar(ScalarEvent event, Position at) {
        if (!event.isPlain()) {
            return new Yaml.Scalar(at, event.getValue(), Yaml.Type.TEXT);
        }
        Tag tag = types.resolve(event.getValue(), true);
        Yaml.Type type =
                tag.equals(Tag.NULL)
                        ? Yaml.Type.NOTHING
                        : tag.equals(Tag.BOOL)
                                ? Yaml.Type.TRUTH
                                : tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)
                                        ? Yaml.Type.NUMBER
                                        : Yaml.Type.TEXT;
        return new Yaml.Scalar(at, event.getValue(), type);
    }

    /// The anchored value, placed where the alias stands.
    private Yaml aliased(AliasEvent event, Position at) throws NotYaml {
        Anchored anchored = anchors.get(event.getAlias());
        if (anchored == null) {
            String name = Shown.quoted("*" + event.getAlias().getValue());
            throw new NotYaml(
                    at,
                    open.contains(event.getAlias())
                            ? name + " stands for a value that contains it"
                            : name + " stands for nothing (expected: an anchor further up)");
        }
        count(anchored.values(), at);
        return switch (anchored.value()) {
            case Yaml.Scalar(_, String text, Yaml.Type type) -> new Yaml.Scalar(at, text, type);
            case Yaml.Sequence(_, List<Yaml> items) -> new Yaml.Sequence(at, items);
            case Yaml.Mapping(_, List<Yaml.Entry> entries) -> new Yaml.Mapping(at, entries);
        };
    }

    private Yaml anchored(Optional<Anchor> anchor, Yaml value, int before) {
        anchor.ifPresent(name -> {
            open.remove(name);
            anchors.put(name, new Anchored(value, values - before));
        });
        return value;
    }

    private void count(int more, Position at) throws NotYaml {
        values += more;
        if (values > MOST_VALUES) {
            throw new NotYaml(at, "too many values (expected: at most " + MOST_VALUES + ")");
        }
    }

    private static void refuseTag(Optional<String> tag, Position at) throws NotYaml {
        if (tag.isPresent()) {
            throw new NotYaml(at, Shown.quoted(tag.get()) + " is a tag (expected: none)");
        }
    }

    /// YAML 1.2.2 §5.1, checked here so that the first offending character has a position.
    private static void onlyPrintable(String text) throws NotYaml {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!StreamReader.isPrintable(c)) {
                throw new NotYaml(
                        new Position(line, column),
                        "the character U+%04X cannot stand in YAML".formatted(c));
            }
            i += Character.charCount(c);
            if (c == '\n' || (c == '\r' && (i == text.length() || text.charAt(i) != '\n'))) {
                line++;
                column = 1;
            } else if (c != 0xFEFF) {
                column++;
            }
        }
    }

    private static String inOneLine(@Nullable String context, String problem) {
        String line = context == null || context.isEmpty() ? problem : context + ", " + problem;
        String shown = line.replaceAll("\\s+", " ").strip();
        return shown.length() <= LONGEST_PROBLEM ? shown : shown.substring(0, LONGEST_PROBLEM);
    }

    private static Position at(Event event) {
        return event.getStartMark().map(YamlText::at).orElse(Position.START);
    }

    private static Position at(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private record Anchored(Yaml value, int values) {}

    /// The text is not YAML, or more than a declaration may be: nothing else can be said of it.
    static final class NotYaml extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Position at;

        NotYaml(Position at, String problem) {
            super(problem, null, false, false);
            this.at = at;
        }

        Position at() {
            return at;
        }

        String problem() {
            return String.valueOf(getMessage());
        }
    }
}
