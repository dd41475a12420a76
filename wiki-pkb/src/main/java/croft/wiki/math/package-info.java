/// Formulas as people write them in notes, a part of TeX, as MathML Core. Pure: knows no Markdown
/// and no page.
@NullMarked
package croft.wiki.math;

import org.jspecify.annotations.NullMarked;
