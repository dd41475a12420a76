package croft.wiki.math;

import java.io.Serial;

/// The end of reading a formula that is not of the part of TeX that is known here.
///
/// An exception, as it ends a descent of any depth, and never seen outside: [MathMl] turns it into
/// an empty answer. It has no trace, so that a page of such formulas costs nothing.
final class NotUnderstood extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    NotUnderstood(String what) {
        super(what, null, false, false);
    }
}
