package croft.site.content;

/// What is at a name inside a site.
public sealed interface Entry permits Entry.Absent, Entry.Directory, Entry.Unreadable, Document {
    /// Nothing that may be served: no such name, or it leads out of the site, or it is no file.
    record Absent() implements Entry {}

    record Directory() implements Entry {}

    /// It is there, and the operating system does not let us see it.
    record Unreadable() implements Entry {}
}
