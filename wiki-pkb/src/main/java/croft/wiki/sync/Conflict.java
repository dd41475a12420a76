package croft.wiki.sync;

import croft.wiki.page.FilePath;

/// A copy that a syncing program made of a file that two devices had changed at once. It is no page
/// of the wiki; its owner compares, merges and deletes it.
///
/// @param file the copy
/// @param of the file that both devices meant
/// @param said what the copy's name tells of when and by whom
public record Conflict(FilePath file, FilePath of, String said) {}
