package croft.platform.declaration;

/// One thing wrong in croft.yml, placed so that an editor can jump to it.
///
/// @param file the file's name as the operator gave it
/// @param line from 1
/// @param column from 1, in characters
/// @param path of the value, such as `sites[2].host`; empty where the file is not YAML at all
/// @param problem what was found, and what was expected
public record Mistake(String file, int line, int column, String path, String problem) {
    /// `croft.yml:14:7: sites[2].host: "wiki example" is not a host name (expected: …)`
    @Override
    public String toString() {
        return file
                + ":"
                + line
                + ":"
                + column
                + ": "
                + (path.isEmpty() ? "" : path + ": ")
                + problem;
    }
}
