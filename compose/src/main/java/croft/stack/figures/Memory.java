package croft.stack.figures;

/// Memory of a process tree.
///
/// @param rssKib resident; what processes share is counted in each
/// @param pssKib resident, what is shared divided by those who share it; 0 where it cannot be read
public record Memory(long rssKib, long pssKib) {}
