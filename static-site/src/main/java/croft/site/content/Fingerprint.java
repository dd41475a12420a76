package croft.site.content;

import java.time.Instant;

/// What the file system says of one state of a file, enough to notice nearly every change without
/// reading it. The change time is part of it because unpacking tools set the modification time back
/// and file systems hand a deleted file's inode to the next one.
///
/// @param size in octets
/// @param key device and inode, equal for the same file
record Fingerprint(long size, Instant modified, Instant changed, Object key) {
    /// Whether the same file has been written to since: it is still that inode, and no longer that
    /// content. A file that was replaced or removed has not been written to.
    public boolean overwrittenBy(Fingerprint later) {
        return key.equals(later.key) && (size != later.size || !modified.equals(later.modified));
    }
}
