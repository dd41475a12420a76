package croft.platform.declaration;

/// Where a value or a key begins in the text.
///
/// @param line from 1
/// @param column from 1, in characters (code points)
record Position(int line, int column) implements Comparable<Position> {
    static final Position START = new Position(1, 1);

    @Override
    public int compareTo(Position other) {
        return line != other.line
                ? Integer.compare(line, other.line)
                : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
