package croft.certs.export;

import java.util.Arrays;

/// One file of an export.
///
/// @param secret whether it holds the key, so that its owner alone may read it
@SuppressWarnings("ArrayRecordComponent") // compared by its contents below
public record ExportedFile(String name, byte[] content, boolean secret) {
    /// As `chmod` takes it.
    public String mode() {
        return secret ? "0600" : "0644";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExportedFile file
                && name.equals(file.name)
                && secret == file.secret
                && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(content);
    }

    /// The name only.
    @Override
    public String toString() {
        return name;
    }
}
