package croft.wiki.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The YAML of a head on its way to [HeadValue]s.
///
/// Made of the parser's events, not of its nodes: a text that is nested too deep is left before
/// anything recurses into it, and an alias shares the value that it stands for, so that no text
/// grows.
final class HeadYaml {
    /// A head with hundreds of tags has 10 KB.
    static final int MOST_CHARACTERS = 1 << 16;

    /// Nobody nests a head by hand deeper than a few levels.
    static final int DEEPEST = 50;

    static final int MOST_ALIASES = 50;

    private static final int LONGEST_PROBLEM = 200;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setCodePointLimit(MOST_CHARACTERS + 1).build();

    private final Iterator<Event> events;
    private final int firstLine;
    private final Map<Anchor, HeadValue> anchored = new HashMap<>();
    private int aliases;
    private int last;

    private HeadYaml(Iterator<Event> events, int firstLine) {
        this.events = events;
        this.firstLine = firstLine;
        last = firstLine;
    }

    /// What a head says.
    ///
    /// @param firstLine of the head in its file
    /// @return empty if it holds nothing but comments
    static Optional<HeadValue> read(String head, int firstLine) throws NotYaml {
        if (head.length() > MOST_CHARACTERS) {
            throw new NotYaml(
                    firstLine,
                    head.length() + " characters (expected: at most " + MOST_CHARACTERS + ")");
        }
        HeadYaml yaml = new HeadYaml(new Parse(SETTINGS).parseString(head).iterator(), firstLine);
        try {
            return yaml.document();
        } catch (MarkedYamlEngineException e) {
            int line =
                    e.getProblemMark()
                            .or(e::getContextMark)
                            .map(mark -> firstLine + mark.getLine())
                            .orElse(yaml.last);
            throw new NotYaml(line, inOneLine(String.valueOf(e.getProblem())));
        } catch (YamlEngineException e) {
            throw new NotYaml(yaml.last, inOneLine(String.valueOf(e.getMessage())));
        } catch (NotYaml e) {
            throw e;
        } catch (RuntimeException e) {
            // For some texts the parser throws others than its own: half an escape in a tag.
            throw new NotYaml(yaml.last, inOneLine(e.toString()));
        }
    }

    private Optional<HeadValue> document() throws NotYaml {
        while (events.hasNext()) {
            Event event = next();
            switch (event.getEventId()) {
                case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {}
                case Alias, Scalar, SequenceStart, MappingStart, SequenceEnd, MappingEnd -> {
                    HeadValue value = value(event, 1);
                    return value instanceof HeadValue.Scalar scalar && scalar.isNothing()
                            ? Optional.empty()
                            : Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }

    private HeadValue value(Event event, int depth) throws NotYaml {
        int line = line(event);
        if (depth > DEEPEST) {
            throw new NotYaml(line, "nested too deep (expected: at most " + DEEPEST + " levels)");
        }
        return switch (event) {
            case ScalarEvent scalar ->
                    kept(
                            scalar.getAnchor(),
                            new HeadValue.Scalar(line, scalar.getValue(), scalar.isPlain()));
            case SequenceStartEvent start -> {
                List<HeadValue> items = new ArrayList<>();
                for (Event next = next();
                        next.getEventId() != Event.ID.SequenceEnd;
                        next = next()) {
                    items.add(value(next, depth + 1));
                }
                yield kept(start.getAnchor(), new HeadValue.Items(line, items));
            }
            case MappingStartEvent start -> {
                List<HeadValue.Entry> entries = new ArrayList<>();
                for (Event next = next(); next.getEventId() != Event.ID.MappingEnd; next = next()) {
                    HeadValue key = value(next, depth + 1);
                    HeadValue value = value(next(), depth + 1);
                    if (key instanceof HeadValue.Scalar(int _, String text, boolean _)) {
                        entries.add(new HeadValue.Entry(text, value));
                    }
                }
                yield kept(start.getAnchor(), new HeadValue.Section(line, entries));
            }
            case AliasEvent alias -> {
                HeadValue value = anchored.get(alias.getAlias());
                if (value == null) {
                    throw new NotYaml(
                            line,
                            "*" + alias.getAlias().getValue() + " stands for nothing further up");
                }
                if (++aliases > MOST_ALIASES) {
                    throw new NotYaml(
                            line, "too many aliases (expected: at most " + MOST_ALIASES + ")");
                }
                yield value;
            }
            default -> throw new NotYaml(line, "not a value");
        };
    }

    private HeadValue kept(Optional<Anchor> anchor, HeadValue value) {
        anchor.ifPresent(name -> anchored.put(name, value));
        return value;
    }

    private Event next() {
        Event event = events.next();
        last = line(event);
        return event;
    }

    private int line(Event event) {
        return firstLine + event.getStartMark().map(mark -> mark.getLine()).orElse(0);
    }

    private static String inOneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_PROBLEM ? line : line.substring(0, LONGEST_PROBLEM) + "…";
    }

    /// The text is no YAML, or more than a head may be.
    static final class NotYaml extends Exception {
        private static final long serialVersionUID = 1;

        private final int line;

        NotYaml(int line, String problem) {
            super(problem);
            this.line = line;
        }

        /// In the file, from 1.
        int line() {
            return line;
        }

        /// What is wrong, in one line.
        String problem() {
            return String.valueOf(getMessage());
        }
    }
}
