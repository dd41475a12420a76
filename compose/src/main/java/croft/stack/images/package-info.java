/// The container images: what they are, and building them with Docker and Maven. Knows nothing of a
/// running stack.
@NullMarked
package croft.stack.images;

import org.jspecify.annotations.NullMarked;
